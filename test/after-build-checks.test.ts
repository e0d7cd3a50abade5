import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { judgeImport } from "../scripts/imports.ts";
import { classesRenamed } from "../scripts/class-names.ts";
import { namesHidden } from "../scripts/declarations.ts";
import { judgeTarball } from "../scripts/tarball.ts";

const declarations = (source: string): string => {
  const folder = mkdtempSync(join(tmpdir(), "declarations-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "line"));
  writeFileSync(join(folder, "line/line.d.ts"), source);
  return folder;
};

describe("the rule for declarations", () => {
  test.each([
    ['import type * as z from "zod/mini";'],
    ["export declare const schema: import('zod').ZodMiniObject;"],
    ["export declare function at(instant: Temporal.Instant): void;"],
    ["export interface Open extends AsyncDisposable {}"],
  ])("refuses %s", (line) => {
    expect(namesHidden(declarations(`/** A thing.\n * Of ours. */\n${line}\n`))).toEqual([`line/line.d.ts:3: ${line}`]);
  });

  test("lets a comment explain", () => {
    expect(namesHidden(declarations("/** Any Temporal\n * fits. */\nexport type A = string; // not zod\n"))).toEqual(
      [],
    );
  });

  test("does not take an unbuilt package for a good one", () => {
    const folder = mkdtempSync(join(tmpdir(), "declarations-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    expect(() => namesHidden(folder)).toThrow("build first");
  });
});

describe("the rule for classes", () => {
  test("refuses one that a bundler renamed, and no other", () => {
    const folder = mkdtempSync(join(tmpdir(), "classes-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    expect(() => classesRenamed(folder)).toThrow("build first");
    writeFileSync(join(folder, "index.js"), "class Plain {}\nvar Fault = class _Fault extends Error {\n};\n");
    expect(classesRenamed(folder)).toEqual(["index.js:2: var Fault = class _Fault extends Error {"]);
  });
});

describe("the rule for tarballs", () => {
  const manifest = {
    name: "@footplate/a",
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" }, "./package.json": "./package.json" },
    dependencies: { "@footplate/core": "^0.1.0" },
  };
  const paths = ["README.md", "LICENSE", "package.json", "dist/index.js", "dist/index.d.ts"].map(
    (path) => `package/${path}`,
  );

  test("accepts code, types, README and licence", () => {
    expect(judgeTarball(paths, manifest)).toEqual([]);
  });

  test("demands the licence of zod where it is built in", () => {
    expect(judgeTarball(paths, manifest, true)).toEqual(["package/dist/zod.LICENSE is missing"]);
    expect(judgeTarball([...paths, "package/dist/zod.LICENSE"], manifest, true)).toEqual([]);
  });

  test("refuses sources, what is missing, and what only the workspace understands", () => {
    const broken = { ...manifest, dependencies: { "@footplate/core": "workspace:^", zod: "catalog:" } };
    expect(judgeTarball([...paths.slice(1, -1), "package/src/index.ts"], broken)).toEqual([
      "package/src/index.ts does not belong in it",
      "package/README.md is missing",
      "package/dist/index.d.ts is missing",
      "package.json says workspace:",
      "package.json says catalog:",
    ]);
  });
});

describe("judgeImport", () => {
  test("accepts few files and nothing else", () => {
    expect(judgeImport({ files: 3, strangers: [], heavy: [] }, 3)).toEqual([]);
  });

  test("names what came along too early", () => {
    const found = { files: 95, strangers: ["zod"], heavy: ["NativeModule internal/deps/undici/undici"] };
    expect(judgeImport(found, 3)).toEqual([
      "95 files are read, and not 3 or less",
      "zod is loaded, which nothing needs yet",
      "NativeModule internal/deps/undici/undici is loaded, which nothing needs yet",
    ]);
  });
});
