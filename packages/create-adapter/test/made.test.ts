import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../src/index.ts";
import { templates } from "../src/templates.ts";

const root = join(import.meta.dirname, "../../..");
const modules = join(root, "node_modules");
const condition = "@footplate/source";
const folder = mkdtempSync(join(tmpdir(), "footplate-made-"));
const runners = ["node", "vitest"] as const;
const ports = templates.map(({ port }) => port);

/** What a package manager would have put there. */
function link(name: string, target: string): void {
  const path = join(folder, "node_modules", name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

beforeAll(async () => {
  for (const name of ["core", "http", "testkit"]) link(`@footplate/${name}`, join(root, "packages", name));
  link("zod", join(import.meta.dirname, "../node_modules/zod"));
  for (const name of ["@types/node", "vitest"]) link(name, join(modules, name));
  for (const port of ports) {
    for (const runner of runners) {
      const words = [`my-${port.toLowerCase()}`, "--port", port, "--runner", runner, "--folder", `${runner}/${port}`];
      const told: string[] = [];
      const code = await run(words, { cwd: folder, stdout: () => undefined, stderr: (text) => told.push(text) });
      expect(told).toEqual([]);
      expect(code).toBe(0);
    }
  }
  // A folder that is tested as a whole, so that one process runs all.
  const resolve = `{ conditions: ["${condition}", "module", "node"] }`;
  writeFileSync(
    join(folder, "vitest.config.ts"),
    `export default { resolve: ${resolve}, ssr: { resolve: ${resolve} } };`,
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the command says, whether it fails or not. */
async function said(args: readonly string[]): Promise<string> {
  // A runner within a runner would take itself for a part of the outer one.
  const { NODE_TEST_CONTEXT: _context, VITEST: _vitest, NODE_OPTIONS: _options, ...rest } = process.env;
  const env = { ...rest, NO_COLOR: "1" };
  const result: { stdout: string; stderr: string; code?: number } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env,
    maxBuffer: 100_000_000,
  }).catch((error: { stdout: string; stderr: string; code?: number }) => error);
  return `${result.stdout}${result.stderr}${result.code === undefined ? "" : `\nexit ${result.code}`}`;
}

test("all that was made compiles", async () => {
  // What is made for each is told the same: one run for all.
  const include = ["node/*/src", "node/*/test", "vitest/*/test"];
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: "./node/noticeBoard/tsconfig.json", include }),
  );
  const tsc = join(modules, "typescript-7/bin/tsc");
  expect(await said([tsc, "-p", folder, "--customConditions", condition])).toBe("");
}, 300_000);

test("an adapter that was made for any port passes its own tests under node --test", async () => {
  const told = await said([`--conditions=${condition}`, "--test", "--test-reporter=tap", "node/*/test/*.test.ts"]);
  for (const port of ports) expect(told).toMatch(new RegExp(`^ok .*my-${port.toLowerCase()}: `, "m"));
  expect(told).toMatch(/^# fail 0$/m);
  expect(told).not.toContain("exit ");
}, 300_000);

test("and under vitest, where it was made for that", async () => {
  const told = await said([join(modules, "vitest/vitest.mjs"), "run", "--root", folder, "vitest/"]);
  expect(told).toMatch(new RegExp(`Test Files +${ports.length} passed`));
  expect(told).not.toContain("exit ");
}, 300_000);

test("nothing is left of the names of the imagined service", () => {
  for (const { port, service } of templates) {
    const made = join(folder, "node", port);
    const files = readdirSync(made, { recursive: true, encoding: "utf8" }).filter((file) =>
      /\.(ts|json|md)$/.test(file),
    );
    expect(files).toContain("src/index.ts");
    for (const file of files)
      expect(
        readFileSync(join(made, file), "utf8")
          .toLowerCase()
          .replaceAll(/[^a-z]/g, ""),
      ).not.toContain(service.replace("-", ""));
  }
});
