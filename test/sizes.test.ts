import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Bundle, bundle } from "../scripts/sizes/bundle.ts";
import { above, ceilingsOf, readCeilings } from "../scripts/sizes/ceilings.ts";
import { strangersIn } from "../scripts/sizes/strangers.ts";
import { subjectsIn } from "../scripts/sizes/subjects.ts";
import { root } from "./support/repository.ts";

/** Bundled from the sources, as nothing need be built here. */
const bundled = (program: string, folder = "."): Bundle =>
  bundle(program, { from: join(root, folder), conditions: ["@footplate/source"] });

describe("what must not be in a bundle for browsers", () => {
  test.each<[what: string, program: string, found: RegExp, folder?: string]>([
    ["a module of Node", 'export { readFileSync } from "node:fs";', /^a module of Node: node:fs$/],
    ["zod's large build", 'import { z } from "zod"; console.log(z.string());', /large build.*classic/, "packages/core"],
    ["zod's languages", 'import { z } from "zod"; console.log(z.string());', /languages: .*locales/, "packages/core"],
    ["a fake", 'export { fakeStatuspage } from "@footplate/adapter-statuspage/testing";', /fake.*: .*src\/testing/],
    ["what a fake lets in", 'console.log("fake-token");', /fake.*: fake-token/],
    ["the testkit", 'export { virtualClock } from "@footplate/testkit";', /fake or the testkit: packages\/testkit/],
    ["a tool of ours", 'export * from "ajv";', /^a tool of ours: .*ajv/],
    [
      "a second adapter",
      'export * from "@footplate/adapter-opsgenie"; export * from "@footplate/adapter-statuspage";',
      /^a second adapter: adapter-/,
    ],
    ["another service", 'console.log("https://api.statuspage.io/v1");', /^a second adapter: api\.statuspage\.io$/],
    ["code from text", 'console.log(new Function("return 1"));', /^code that is made from text: new Function$/],
    ["code from text, asked for globally", 'console.log(globalThis.eval("1"));', /made from text: eval\($/],
    ["a description", 'console.log({ openapi: "3.1.0" });', /^a service's description of itself: openapi:$/],
  ])("%s is found", (_what, program, found, folder) => {
    expect(strangersIn(bundled(program, folder))).toContainEqual(expect.stringMatching(found));
  });

  test("a package that is there twice is found", () => {
    const folder = mkdtempSync(join(tmpdir(), "twice-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const path of ["node_modules/b/index.js", "node_modules/a/node_modules/b/index.js"]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), `console.log("${path}");`);
    }
    writeFileSync(join(folder, "node_modules/a/index.js"), 'import "b";');
    expect(strangersIn(bundle('import "a"; import "b";', { from: folder }))).toEqual(["a package twice: b"]);
    expect(strangersIn(bundle('import "b";', { from: folder }))).toEqual([]);
  });

  test("a program that uses one adapter is free of it all", () => {
    const { text, parts, imports } = bundled('export * from "@footplate/adapter-statuspage";');
    expect(parts.length).toBeGreaterThan(10);
    expect(text).toContain("api.statuspage.io");
    expect(strangersIn({ text, parts, imports, minified: 0, gzip: 0 })).toEqual([]);
  });
});

describe("ceilings", () => {
  const whole = bundled('console.log("a");');
  const measured = { name: "a", whole, own: whole };

  test("are committed for all that users bundle, and for nothing else", () => {
    expect(Object.keys(readCeilings(root))).toEqual(subjectsIn(root).map(({ name }) => name));
  });

  test("let pass what is as large, and name what is larger by a byte", () => {
    const { gzip } = whole;
    expect(above(measured, { a: { whole: gzip, own: gzip } })).toEqual([]);
    expect(above(measured, { a: { whole: gzip - 1, own: gzip } })).toEqual([
      expect.stringMatching(`^with all it needs: ${gzip} bytes gzipped, and ${gzip - 1} are allowed.*npm run sizes`),
    ]);
    expect(above(measured, { a: { whole: gzip, own: gzip - 1 } })).toHaveLength(1);
    expect(above(measured, {})).toEqual(['a has no ceiling: run "npm run sizes -- --write"']);
  });

  test("are set closely above what was measured", () => {
    const large = { ...whole, gzip: 10_000 };
    expect(ceilingsOf([{ name: "a", whole: large, own: whole }])).toEqual({ a: { whole: 10_300, own: 50 } });
  });
});
