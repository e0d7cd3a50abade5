import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { declarationsOf, isDeclared } from "./declared.ts";
import { printed } from "./print.ts";

/** One entry of a package: what users import, and the source that it begins with. */
export interface EntryPoint {
  /** Such as `@footplate/core/schema`. */
  readonly name: string;
  readonly source: string;
}

/** What an entry says to its users, each name with its declared type. */
export interface Surface {
  readonly entry: string;
  /** Sorted by name. What is named in a type without being exported is among them, without the word `export`. */
  readonly declarations: readonly string[];
}

/** Reads the surfaces of entries out of the sources. `folderOf` tells where a package of ours has its sources. */
export function surfacesOf(
  entries: readonly EntryPoint[],
  folderOf: (packageName: string) => string | undefined,
): readonly Surface[] {
  const program = programOf(
    entries.map(({ source }) => source),
    folderOf,
  );
  const checker = program.getTypeChecker();
  const exportsOf = ({ source }: EntryPoint): ReadonlyMap<ts.Symbol, string> => {
    const file = program.getSourceFile(source);
    const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
    if (module === undefined) throw new Error(`${source} exports nothing`);
    return new Map(checker.getExportsOfModule(module).map((symbol) => [target(checker, symbol), symbol.name]));
  };
  const exported = entries.map(exportsOf);
  const known = new Set(exported.flatMap((names) => [...names.keys()]));
  return entries.map(({ name }, index) => {
    const names = exported[index] ?? new Map<ts.Symbol, string>();
    const hidden = reached(checker, [...names.keys()], (symbol) => !known.has(symbol));
    const nameOf = (symbol: ts.Symbol): string => names.get(symbol) ?? symbol.name;
    const print = (symbol: ts.Symbol, isExported: boolean): string =>
      declarationsOf(symbol)
        .map((declaration) => printed(declaration, (at) => renamed(checker, at, names), nameOf(symbol), isExported))
        .join("\n");
    const declarations = [...names.keys()].map((symbol) => print(symbol, true));
    return {
      entry: name,
      declarations: [...declarations, ...hidden.map((symbol) => print(symbol, false))].toSorted(byName),
    };
  });
}

/** A program of our sources alone: every declared type is written out in them, so nothing else is asked. */
function programOf(rootNames: readonly string[], folderOf: (packageName: string) => string | undefined): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    noLib: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const getSourceFile: typeof host.getSourceFile = (path, version) =>
    ts.createSourceFile(path, readFileSync(path, "utf8"), version, true);
  const resolve = (specifier: string, from: string): string | undefined => {
    if (specifier.startsWith(".")) return join(dirname(from), specifier);
    const [scope, name, ...rest] = specifier.split("/");
    const folder = folderOf(`${scope ?? ""}/${name ?? ""}`);
    return folder === undefined ? undefined : join(folder, `${rest.join("/") || "index"}.ts`);
  };
  const resolveModuleNameLiterals: typeof host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const resolvedFileName = resolve(text, from);
      return {
        resolvedModule: resolvedFileName === undefined ? undefined : { resolvedFileName, extension: ".ts" },
      };
    });
  return ts.createProgram({ rootNames, options, host: { ...host, getSourceFile, resolveModuleNameLiterals } });
}

/** What the declarations of symbols name, and what that names in turn, as far as it is wanted. */
function reached(
  checker: ts.TypeChecker,
  from: readonly ts.Symbol[],
  wanted: (symbol: ts.Symbol) => boolean,
): readonly ts.Symbol[] {
  const found = new Set<ts.Symbol>();
  const visit = (node: ts.Node): void => {
    if (!isDeclared(node)) return;
    const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    const named = symbol === undefined ? undefined : target(checker, symbol);
    if (named !== undefined && wanted(named) && !found.has(named) && isTopLevel(named)) {
      found.add(named);
      declarationsOf(named).forEach(visit);
    }
    ts.forEachChild(node, visit);
  };
  for (const symbol of from) declarationsOf(symbol).forEach(visit);
  return [...found];
}

function isTopLevel(symbol: ts.Symbol): boolean {
  return declarationsOf(symbol).some(
    (node) =>
      ts.isSourceFile(node.parent) || (ts.isVariableDeclaration(node) && ts.isSourceFile(node.parent.parent.parent)),
  );
}

function renamed(
  checker: ts.TypeChecker,
  node: ts.Identifier,
  names: ReadonlyMap<ts.Symbol, string>,
): string | undefined {
  const symbol = checker.getSymbolAtLocation(node);
  return symbol === undefined ? undefined : names.get(target(checker, symbol));
}

function target(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function byName(a: string, b: string): number {
  const name = (text: string): string => text.replace(/^(export )?(abstract )?\w+ /, "");
  return name(a) < name(b) ? -1 : 1;
}
