import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as testkit from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import ts from "typescript";
import { hasFile, packageFolders, readText, root } from "./support/repository.ts";

const folder = join(root, "packages/core/src/ports");
const index = readText("docs/ports/README.md");
const declarations = new Map<string, ts.InterfaceDeclaration>();
const named = new Map<string, string>();
for (const file of new Set(["ports", "mirror", ...importsOf("ports")])) collect(file);

const ports = [...named].filter(([name]) => name === name.charAt(0).toLowerCase() + name.slice(1));
const rows = index.split("\n").flatMap((row) => /^\| \[`(\w+)`\]/.exec(row)?.[1] ?? []);

describe("the pages on the ports", () => {
  test("the index has each port once, and each has a page", () => {
    expect(ports.length).toBeGreaterThan(10);
    expect(rows.toSorted()).toEqual(ports.map(([port]) => port).toSorted());
    expect(rows.filter((port) => !hasFile(`docs/ports/${port}.md`))).toEqual([]);
  });

  test("the index and the pages name each adapter that fills a port", () => {
    const adapters = packageFolders.filter((name) => /^(adapter|journal)-/.test(name));
    expect(adapters.length).toBeGreaterThan(5);
    const pages = rows.map((port) => readText(`docs/ports/${port}.md`)).join("");
    for (const text of [index, pages])
      expect(adapters.filter((name) => !text.includes(`[${name}](../../packages/${name}/README.md)`))).toEqual([]);
  });

  test.each([...ports, ["mirror", "Mirror"]])(
    "%s names each member of its interface, and each optional group",
    (port, type) => {
      const page = readText(`docs/ports/${port}.md`);
      const { methods, groups } = membersOf(type);
      expect([...methods, ...groups].length).toBeGreaterThan(0);
      expect(methods.filter((name) => !new RegExp(`\`${name}(\\(|\`)`).test(page))).toEqual([]);
      expect(groups.filter((name) => !page.includes(`\`${name}\``) && !page.includes(`\`${name}.`))).toEqual([]);
    },
  );

  test.each([...ports, ["mirror", "Mirror"]])("%s names cases and a reference that are there", (port) => {
    const page = readText(`docs/ports/${port}.md`);
    const cases = [...page.matchAll(/\[`(\w+Cases)`\]\(\.\.\/\.\.\/([^)]+)\)/g)];
    expect(cases.length).toBeGreaterThan(0);
    for (const [, name = "", path = ""] of cases) {
      expect(testkit).toHaveProperty(name);
      expect(readText(path)).toContain(`export function ${name}`);
    }
    const references = page.match(/`memory\w+`/g) ?? [];
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) expect(testkit).toHaveProperty(reference.replaceAll("`", ""));
  });

  test("every case function of the testkit stands on a page", () => {
    const pages = [...rows, "mirror"].map((port) => readText(`docs/ports/${port}.md`)).join("");
    expect(Object.keys(testkit).filter((name) => name.endsWith("Cases") && !pages.includes(`\`${name}\``))).toEqual([]);
  });
});

function sourceOf(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(folder, `${file}.ts`), "utf8"), ts.ScriptTarget.Latest, true);
}

/** The files beside it that a file of the ports imports. */
function importsOf(file: string): readonly string[] {
  return sourceOf(file).statements.flatMap((one) =>
    ts.isImportDeclaration(one) && ts.isStringLiteral(one.moduleSpecifier)
      ? (/^\.\/([\w-]+)\.ts$/.exec(one.moduleSpecifier.text)?.[1] ?? [])
      : [],
  );
}

/** Keeps each interface by its name, and the name of each port by what it is called in `ports`. */
function collect(file: string): void {
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node)) declarations.set(node.name.text, node);
    if (file === "ports" && ts.isPropertySignature(node) && ts.isIdentifier(node.name) && node.type !== undefined)
      named.set(node.name.text, node.type.getText());
    ts.forEachChild(node, visit);
  };
  visit(sourceOf(file));
}

/** What a port can do: methods of groups as `group.method` where the group is required, and the names of optional groups. */
function membersOf(type: string): { readonly methods: readonly string[]; readonly groups: readonly string[] } {
  const declaration = declarations.get(type);
  if (declaration === undefined) throw new Error(`there is no interface ${type} among the ports`);
  const methods: string[] = [];
  const groups: string[] = [];
  const parents = declaration.heritageClauses?.flatMap(({ types }) => types) ?? [];
  for (const parent of parents) methods.push(...membersOf(parent.expression.getText()).methods);
  for (const member of declaration.members) {
    const name = member.name?.getText() ?? "";
    if (ts.isMethodSignature(member)) methods.push(name);
    if (!ts.isPropertySignature(member) || member.type === undefined) continue;
    const optional = member.questionToken !== undefined;
    if (optional) groups.push(name);
    if (ts.isTypeLiteralNode(member.type)) methods.push(...member.type.members.map((one) => one.name?.getText() ?? ""));
    else if (ts.isTypeReferenceNode(member.type) && name !== "checkup") {
      const inner = member.type.typeName.getText();
      const within = declarations.has(inner) ? membersOf(inner).methods : [];
      const isMirror = inner === "Mirror";
      methods.push(...within.map((one) => (optional || isMirror ? one : `${name}.${one}`)));
    }
  }
  return { methods: [...new Set(methods)], groups };
}
