import { describe, expect, test } from "vitest";
import { isMembers, type Members, members, text, texts } from "../scripts/json-value.ts";
import { hasFile, packageFolders, readJson, readText } from "./support/repository.ts";

// What a published package may pull in. A new name here is a decision about our users' supply chain.
const allowed = new Set(["jose"]);
const needPeer = (folder: string): boolean => /^(http|testkit|journal-.*|adapter-.*)$/.test(folder);
const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

describe.each(packageFolders)("packages/%s", (folder) => {
  const manifest = readJson(`packages/${folder}/package.json`);
  const entries = Object.entries(members(manifest["exports"])).filter(([, target]) => isMembers(target));
  const dependencies = Object.entries(members(manifest["dependencies"]));
  const peers = members(manifest["peerDependencies"]);

  test("is a side-effect-free ES module with name, licence, purpose and engine", () => {
    expect(manifest).toMatchObject({
      name: `@footplate/${folder}`,
      license: "MIT",
      type: "module",
      sideEffects: false,
      engines: { node: ">=22.13" },
    });
    expect(text(manifest["description"])).toMatch(/^[A-Z].{20,}[^.]$/);
    expect(manifest).not.toHaveProperty("main");
    expect(manifest).not.toHaveProperty("private");
  });

  test("exports sources to the workspace, types and code to everybody", () => {
    expect(members(manifest["exports"])["./package.json"]).toBe("./package.json");
    expect(entries.length).toBeGreaterThan(0);
    for (const [path, target] of entries) {
      const name = path === "." ? "index" : path.slice(2);
      expect(Object.entries(members(target))).toEqual([
        ["@footplate/source", `./src/${name}.ts`],
        ["types", `./dist/${name}.d.ts`],
        ["default", `./dist/${name}.js`],
      ]);
      expect(hasFile(`packages/${folder}/src/${name}.ts`)).toBe(true);
    }
  });

  test("publishes the same exports without the sources", () => {
    const published = members(manifest["publishConfig"]);
    expect(published["access"]).toBe("public");
    expect(published["exports"]).toEqual({
      ...Object.fromEntries(entries.map(([path, target]) => [path, withoutSource(members(target))])),
      "./package.json": "./package.json",
    });
    const more = [
      ...(manifest["bin"] === undefined ? [] : ["bin"]),
      ...(folder.startsWith("create-") ? ["templates"] : []),
    ];
    expect(texts(manifest["files"])).toEqual(["dist", ...more]);
  });

  test("has a README that says what it is and how to install it", () => {
    expect(hasFile(`packages/${folder}/README.md`)).toBe(true);
    const readme = readText(`packages/${folder}/README.md`);
    expect(readme.split("\n")[0]).toBe(`# @footplate/${folder}`);
    expect(readme).toMatch(/^## Install$/m);
  });

  test("runs nothing at install and has no dependency that could", () => {
    const scripts = Object.keys(members(manifest["scripts"]));
    expect(scripts.filter((name) => /^(pre|post)?(install|prepare|publish|pack)$/.test(name))).toEqual([]);
    expect(manifest).not.toHaveProperty("optionalDependencies");
    expect(manifest).not.toHaveProperty("bundledDependencies");
    const strangers = dependencies.map(([name]) => name).filter((name) => !ours(name) && !allowed.has(name));
    expect(strangers).toEqual([]);
  });

  test("names its dependencies by the catalog, the workspace or an exact version", () => {
    const all = { ...members(manifest["dependencies"]), ...members(manifest["devDependencies"]), ...peers };
    const loose = Object.entries(all).filter(([name, version]) => !pinned(name, text(version)));
    expect(loose).toEqual([]);
  });

  test("takes core as a peer where two copies of it would hurt", () => {
    const wanted = needPeer(folder) ? { "@footplate/core": "workspace:^" } : {};
    expect(peers).toEqual(wanted);
    if (needPeer(folder)) expect(dependencies.map(([name]) => name)).not.toContain("@footplate/core");
  });
});

test("all packages carry one version", () => {
  const versions = new Set(packageFolders.map((folder) => readJson(`packages/${folder}/package.json`)["version"]));
  expect([...versions]).toHaveLength(1);
});

test("the catalog and the root pin exact versions", () => {
  const catalog = readText("pnpm-workspace.yaml").split(/^catalog:$/m)[1] ?? "";
  const lines = catalog.split("\n").filter((line) => line.startsWith("  "));
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => !exact.test(line.split(": ")[1] ?? ""))).toEqual([]);
  const manifest = readJson("package.json");
  const all = { ...members(manifest["devDependencies"]), ...members(manifest["optionalDependencies"]) };
  expect(Object.entries(all).filter(([name, version]) => !pinned(name, text(version)))).toEqual([]);
});

function ours(name: string): boolean {
  return name.startsWith("@footplate/");
}

function pinned(name: string, version: string): boolean {
  if (ours(name)) return version === "workspace:*" || version === "workspace:^";
  return version === "catalog:" || exact.test(version.replace(/^npm:(@[^/]+\/)?[^@]+@/, ""));
}

function withoutSource(target: Members): Members {
  return Object.fromEntries(Object.entries(target).filter(([condition]) => condition !== "@footplate/source"));
}
