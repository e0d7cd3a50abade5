import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fencesOf } from "./support/fences.ts";
import { codeOf, filesOf } from "./support/readme-code.ts";
import { docsPages, readText, root } from "./support/repository.ts";

/** What running one program came to. */
interface Ran {
  readonly printed: string;
  readonly failed?: string;
}

/** Samples of the page on the line document, under the names by which programs read them. */
const samples = (["line", "facts"] as const).map(
  (name) =>
    [`${name}.json`, fencesOf(readText("docs/line.md")).find(({ tag }) => tag === `json ${name}`)?.text ?? ""] as const,
);
const files = Object.assign({}, ...docsPages.map((path) => filesOf(readText(path)))) as Readonly<
  Record<string, string>
>;
const programs = docsPages.flatMap((path) =>
  codeOf(readText(path)).map(({ line, code, prints }) => ({
    path,
    line,
    code,
    prints,
    name: `${path}:${String(line)}`,
  })),
);
const folder = mkdtempSync(join(tmpdir(), "footplate-docs-"));
let ran: Readonly<Record<string, Ran>> = {};

// One process for all of them, each with files of its own: starting is what takes the time.
beforeAll(() => {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  copyFileSync(join(root, "test/support/run-programs.ts"), join(folder, "run-programs.ts"));
  for (const [index, { code }] of programs.entries()) {
    const own = join(folder, String(index));
    mkdirSync(own);
    for (const [name, text] of [...samples, ...Object.entries(files)]) writeFileSync(join(own, name), text);
    copyFileSync(join(root, "examples/lines/shop.json"), join(own, "shop.json"));
    writeFileSync(join(own, "program.ts"), `${code}\nexport {};\n`);
  }
  const numbers = programs.map((_, index) => String(index));
  const options = ["--conditions=@footplate/source", "run-programs.ts", ...numbers];
  const env = { ...process.env, NO_COLOR: "1" };
  ran = JSON.parse(execFileSync(process.execPath, options, { cwd: folder, encoding: "utf8", env, timeout: 80_000 }));
}, 90_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("code of the pages in docs", () => {
  test("is there", () => {
    expect(programs.length).toBeGreaterThan(8);
  });

  test.each(programs.map((program, index) => ({ ...program, index })))(
    "$name runs, and prints what the page says",
    ({ prints, index }) => {
      const { printed, failed } = ran[index] ?? { printed: "", failed: "it was not run" };
      expect(failed).toBeUndefined();
      if (prints !== undefined) expect(printed.trimEnd()).toBe(prints);
    },
  );
});
