import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isMembers, members, text } from "../scripts/json-value.ts";
import { packageFolders, readJson, readText, root } from "./support/repository.ts";

/** Everything that comes along with each package, however far down. Another name here is a decision. */
const trees: Readonly<Record<string, readonly string[]>> = {
  "adapter-gcal": ["http", "jose"],
  "adapter-github": ["http", "jose"],
  "adapter-jsm-ops": ["http"],
  "adapter-opsgenie": ["http"],
  "adapter-statuspage": ["http"],
  "adapter-version-http": ["http"],
  cli: ["http", "core", "journal-sqlite"],
  core: [],
  http: [],
  "journal-sqlite": [],
  testkit: [],
};
const LIFE_CYCLE = ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"];

const folder = mkdtempSync(join(tmpdir(), "footplate-sbom-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("bills of materials", () => {
  const made = spawnSync(
    join(root, "node_modules/.bin/pnpm"),
    [
      "--filter",
      "./packages/*",
      "sbom",
      "--sbom-format",
      "cyclonedx",
      "--prod",
      "--split",
      "--out",
      `${folder}/%s.json`,
    ],
    { cwd: root, encoding: "utf8", timeout: 60_000 },
  );
  const bills = Object.fromEntries(
    readdirSync(folder).map((file) => [
      file.replace(/^footplate-(.*)\.json$/, "$1"),
      members(JSON.parse(readFileSync(join(folder, file), "utf8")) as unknown),
    ]),
  );
  const componentsOf = (name: string) => {
    const components = bills[name]?.["components"];
    return Array.isArray(components) ? components.filter(isMembers) : [];
  };

  test("are made for every package, in CycloneDX", () => {
    expect(made.stderr).not.toMatch(/ERR_PNPM/);
    expect(Object.keys(bills).toSorted()).toEqual([...packageFolders].toSorted());
    for (const bill of Object.values(bills)) expect(bill).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.7" });
  });

  test.each([...packageFolders])("list what comes along with %s, and nothing else", (name) => {
    expect(
      componentsOf(name)
        .map((one) => text(one["name"]))
        .toSorted(),
    ).toEqual([...(trees[name] ?? [])].toSorted());
  });

  test("say licence and checksum of each stranger", () => {
    const strangers = packageFolders.flatMap(componentsOf).filter(({ group }) => group !== "@footplate");
    expect(strangers.map((one) => text(one["name"]))).toEqual(["jose", "jose"]);
    for (const one of strangers) {
      expect(JSON.stringify(one["licenses"])).toMatch(/"(MIT|ISC|Apache-2\.0|BSD-3-Clause)"/);
      expect(JSON.stringify(one["externalReferences"])).toContain('"SHA-512"');
    }
  });

  test("no stranger runs a script at install, brings native code, or asks for a platform", () => {
    const strangers = packageFolders.flatMap(componentsOf).filter(({ group }) => group !== "@footplate");
    const places = new Set(strangers.map((one) => `${text(one["name"])}@${text(one["version"])}`));
    for (const place of places) {
      const installed = join(root, "node_modules/.pnpm", place, "node_modules", place.replace(/@[^@]*$/, ""));
      const manifest = members(JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as unknown);
      const scripts = Object.keys(members(manifest["scripts"])).filter((name) => LIFE_CYCLE.slice(0, 3).includes(name));
      expect([place, scripts]).toEqual([place, []]);
      for (const field of ["gypfile", "os", "cpu", "libc", "optionalDependencies"]) {
        expect([place, manifest[field]]).toEqual([place, undefined]);
      }
      const files = readdirSync(installed, { recursive: true }).map(String);
      expect(files.filter((file) => /\.node$|\.wasm$|binding\.gyp$/.test(file))).toEqual([]);
    }
  });
});

test("our packages have no script of an install's life cycle", () => {
  for (const name of packageFolders) {
    const scripts = Object.keys(members(readJson(`packages/${name}/package.json`)["scripts"]));
    expect(scripts.filter((script) => LIFE_CYCLE.includes(script))).toEqual([]);
  }
});

test("installs refuse what is new, exotic, or proves its origin worse than before", () => {
  const settings = readText("pnpm-workspace.yaml").split("\n");
  expect(settings).toEqual(
    expect.arrayContaining([
      "minimumReleaseAge: 4320",
      "trustPolicy: no-downgrade",
      "trustPolicyIgnoreAfter: 525600",
      "blockExoticSubdeps: true",
    ]),
  );
  const builds = settings.slice(settings.indexOf("allowBuilds:") + 1).filter((line) => /^ {2}\S+: /.test(line));
  expect(builds.slice(0, 3).every((line) => line.endsWith(": false"))).toBe(true);
});

test("all packages are released together", () => {
  expect(readJson(".changeset/config.json")).toMatchObject({ fixed: [["@footplate/*"]], access: "public" });
});

describe.each(["ci", "release"])("the workflow %s", (name) => {
  const workflow = readText(`.github/workflows/${name}.yml`);

  test("names every action by its commit, with the version beside it", () => {
    const used = workflow.split("\n").filter((line) => line.includes("uses:"));
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test("may only read, takes no stored secret, and leaves no credential in the checkout", () => {
    expect(workflow).toMatch(/^permissions:\n {2}contents: read\n/m);
    expect(workflow).not.toMatch(/secrets\.|NODE_AUTH_TOKEN|NPM_TOKEN|: write-all|contents: write|pull_request_target/);
    const checkouts = workflow.match(/actions\/checkout@/g)?.length ?? 0;
    expect(workflow.match(/persist-credentials: false/g)).toHaveLength(checkouts);
  });
});

test("only the job that stages can prove who it is, it runs nothing of ours, and it cannot publish", () => {
  const [before = "", stage = ""] = readText(".github/workflows/release.yml").split(/^ {2}stage:$/m);
  expect(before).not.toContain("id-token");
  expect(stage.match(/: write/g)).toEqual([": write"]);
  expect(stage).toContain("id-token: write");
  expect(stage).toContain("environment: npm");
  expect(stage).not.toMatch(/actions\/checkout|npm run|npm publish|stage approve|\.ci\/run/);
  expect(stage).toMatch(/npm@\d+\.\d+\.\d+ .*\n.*npm stage publish \$tarball .*--ignore-scripts/);
});
