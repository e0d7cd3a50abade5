import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { differencesOf, told } from "../scripts/api/differences.ts";
import { snapshotsOf } from "../scripts/api/packages.ts";
import { hasFile, packageFolders, readText, root } from "./support/repository.ts";

test("what users can name is what the committed pages say", () => {
  const pages = snapshotsOf(root);
  expect([...pages.keys()]).toEqual(packageFolders.map((folder) => `api/${folder}.md`));
  expect(readdirSync(join(root, "api")).toSorted()).toEqual(packageFolders.map((folder) => `${folder}.md`));
  const wrong = [...pages].flatMap(([path, page]) => {
    const committed = hasFile(path) ? readText(path) : "";
    return committed === page ? [] : [told(path, differencesOf(committed, page))];
  });
  expect(wrong.join("\n\n")).toBe("");
});

/** A package with these sources, as its page. */
function pageOf(sources: Readonly<Record<string, string>>): string {
  const home = mkdtempSync(join(tmpdir(), "api-"));
  const target = { "@footplate/source": "./src/index.ts" };
  const files = { "package.json": JSON.stringify({ exports: { ".": target, "./package.json": "./package.json" } }) };
  for (const [path, text] of Object.entries({ ...files, ...sources })) {
    mkdirSync(dirname(join(home, "packages/a", path)), { recursive: true });
    writeFileSync(join(home, "packages/a", path), text);
  }
  const page = snapshotsOf(home).get("api/a.md") ?? "";
  rmSync(home, { recursive: true });
  return page;
}

const index = (text: string): string => pageOf({ "src/index.ts": text });
const codeOf = (page: string): string => /```ts\n([\s\S]*)\n```/.exec(page)?.[1] ?? "";

describe("reading what users can name", () => {
  test("leaves out bodies, values, comments, and what is private", () => {
    const page = index(`
      /** A. */
      export interface A { /** B. */ readonly b: string; }
      export const limit: number = 3;
      export const word = "x";
      export function two(a: string): void;
      export function two(a: number): void;
      export function two(a: string | number): void { void a; }
      export async function* walk({ a = 1 }: { a?: number }, much: number = 2): AsyncGenerator<number> { yield a + much; }
      export class Thing { #own = 1; private inner = 2; readonly seen: number = 3; act(): void { void this.#own; } }
      const other = 4;
    `);
    expect(codeOf(page)).toBe(
      [
        "export interface A {\n    readonly b: string;\n}",
        "export class Thing {\n    readonly seen: number;\n    act(): void;\n}",
        "export const limit: number;",
        "export function two(a: string): void;\nexport function two(a: number): void;",
        "export function walk({ a }: {\n    a?: number;\n}, much?: number): AsyncGenerator<number>;",
        'export const word = "x";',
      ].join("\n\n"),
    );
  });

  test("is the same for what only moved", () => {
    expect(
      index('export interface A { a: 1; b(x: string): void; b(x: number): void; }\nexport type B = "x" | "y";'),
    ).toBe(index('export type B = "y" | "x";\nexport interface A { b(x: string): void; b(x: number): void; a: 1; }'));
  });

  test("follows what is exported through files, and names what cannot be imported", () => {
    const page = pageOf({
      "src/index.ts": 'export { type Inner as Outer, make } from "./b.ts";',
      "src/b.ts":
        'import type { Deep } from "./c.ts";\nexport interface Inner { deep: Deep }\nexport function make(): Inner { return { deep: { x: 1 } }; }',
      "src/c.ts": "export interface Deep { x: number }",
    });
    expect(codeOf(page)).toBe(
      [
        "interface Deep {\n    x: number;\n}",
        "export interface Outer {\n    deep: Deep;\n}",
        "export function make(): Outer;",
      ].join("\n\n"),
    );
  });
});

describe("telling what differs", () => {
  const before = index(
    "export interface A { readonly b: string }\nexport function f(a: A): void {}\nexport function g(): void {}",
  );
  const differences = (text: string): readonly string[] =>
    differencesOf(before, index(text)).map(({ weight, what, lines }) => [`${weight}: ${what}`, ...lines].join("\n"));

  test.each([
    [
      "a name that is gone",
      "export interface A { readonly b: string }\nexport function f(a: A): void {}",
      ["breaking: removed g from @footplate/a"],
    ],
    [
      "a type that is another",
      "export interface A { readonly b: string }\nexport function f(a: A, b: string): void {}\nexport function g(): void {}",
      [
        "breaking: changed f in @footplate/a\n-export function f(a: A): void;\n+export function f(a: A, b: string): void;",
      ],
    ],
    [
      "a member that must be there now",
      "export interface A { readonly b: string; c: string }\nexport function f(a: A): void {}\nexport function g(): void {}",
      ["breaking: changed A in @footplate/a\n+    c: string;"],
    ],
    [
      "a member that may be left out",
      "export interface A { readonly b: string; readonly c?: string }\nexport function f(a: A): void {}\nexport function g(): void {}",
      ["additive: changed A in @footplate/a\n+    readonly c?: string;"],
    ],
    [
      "a new name",
      "export interface A { readonly b: string }\nexport function f(a: A): void {}\nexport function g(): void {}\nexport const h: number = 1;",
      ["additive: added h to @footplate/a"],
    ],
    [
      "a name that cannot be imported any more",
      "interface A { readonly b: string }\nexport function f(a: A): void {}\nexport function g(): void {}",
      ["breaking: changed A in @footplate/a\n-export interface A {\n+interface A {"],
    ],
  ])("%s", (_name, text, expected) => {
    expect(differences(text)).toEqual(expected);
  });

  test("says how to go on, and asks for a word to users where something breaks", () => {
    const broken = told("api/a.md", differencesOf(before, index("export function f(a: string): void {}")));
    expect(broken).toContain('run "npm run api"');
    expect(broken).toContain("what breaks and what to write instead");
    expect(told("api/a.md", differencesOf(index(""), before))).not.toContain("what breaks");
  });
});
