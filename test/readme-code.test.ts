import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { docsPages, hasFile, packageFolders, readText, root } from "./support/repository.ts";
import { codeOf, filesOf } from "./support/readme-code.ts";

const folder = join(root, "node_modules/.cache/readme-code");
const readmes = ["README.md", ...docsPages, ...packageFolders.map((name) => `packages/${name}/README.md`)].filter(
  hasFile,
);
const files = Object.assign({}, ...docsPages.map((path) => filesOf(readText(path)))) as Readonly<
  Record<string, string>
>;
const programs = readmes.flatMap((path) =>
  codeOf(readText(path)).map((program) => ({
    ...program,
    path,
    file: `${path.replace(/\W/g, "-")}-${program.line}.ts`,
  })),
);

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      extends: "../../../tsconfig.json",
      compilerOptions: { types: ["node"], isolatedDeclarations: false, declaration: false, noUnusedLocals: false },
      files: programs.map((program) => program.file),
    }),
  );
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), `${text}\n`);
  for (const program of programs) writeFileSync(join(folder, program.file), `${program.code}\nexport {};\n`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("code of every README compiles against the sources", () => {
  expect(programs.length === 0 ? "" : compile()).toBe("");
}, 120_000);

describe("reading code from a README", () => {
  test("joins what is continued and leaves other languages alone", () => {
    const readme =
      "a\n```ts\nconst a = 1;\n```\n```sh\nnpm start\n```\n```ts continued\nconst b = a;\n```\n```ts\nconst c = 3;\n```\n";
    expect(codeOf(readme)).toEqual([
      { line: 3, code: "const a = 1;\nconst b = a;" },
      { line: 12, code: "const c = 3;" },
    ]);
  });

  test("knows what a program prints, and which files a page shows", () => {
    const page = "```ts\nconst a = 1;\n```\n```text\n1\n```\n```ts a.ts\nexport {};\n```\n```text\n2\n```\n";
    expect(codeOf(page)).toEqual([{ line: 2, code: "const a = 1;", prints: "1" }]);
    expect(filesOf(page)).toEqual({ "a.ts": "export {};" });
  });

  test("refuses a continuation of nothing, and a fence left open", () => {
    expect(() => codeOf("```ts continued\n```\n")).toThrow("continues nothing");
    expect(() => codeOf("```ts\n")).toThrow("never closed");
  });
});

function compile(): string {
  try {
    execFileSync(process.execPath, [join(root, "node_modules/typescript-7/bin/tsc"), "-p", folder], {
      encoding: "utf8",
    });
    return "";
  } catch (error) {
    if (typeof error === "object" && error !== null && "stdout" in error) return String(error.stdout);
    throw error;
  }
}
