import { readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../support/repository.ts";

/** A request that an adapter's sources can send. */
export interface Sendable {
  readonly method: string;
  /** Below the address of the service. Parameters in braces; `*` for what only the caller knows, slashes included. */
  readonly path: string;
}

/** All requests in the sources of adapters, by adapter: every object that is given to the transport with a path. */
export function sendableIn(adapters: readonly string[]): ReadonlyMap<string, readonly Sendable[]> {
  const files = new Map(adapters.map((adapter) => [adapter, sourcesIn(join(root, "packages", adapter, "src"))]));
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([...files.values()].flat(), options);
  const checker = program.getTypeChecker();
  return new Map(
    [...files].map(([adapter, paths]) => [
      adapter,
      paths.flatMap((path) => {
        const source = program.getSourceFile(path);
        return source === undefined ? [] : requestsIn(source, checker);
      }),
    ]),
  );
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("testing"))
    .map((name) => join(folder, name));
}

function requestsIn(source: ts.SourceFile, checker: ts.TypeChecker): readonly Sendable[] {
  const found: Sendable[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) found.push(...requestsOf(node, checker));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function requestsOf(node: ts.ObjectLiteralExpression, checker: ts.TypeChecker): readonly Sendable[] {
  const wanted = checker.getContextualType(node);
  const path = valueOf(node, "path") ?? spreadPath(node, checker);
  const isRequest = ["path", "params", "query", "schema"].every((name) => wanted?.getProperty(name) !== undefined);
  if (!isRequest || path === undefined) return [];
  const method = valueOf(node, "method");
  // Without a method where one is demanded, it is somebody else's request that is passed on.
  if (method === undefined && wanted?.getProperty("method") !== undefined) return [];
  const methods = method === undefined ? ["GET"] : textsOf(method, checker);
  return methods.flatMap((one) => textsOf(path, checker).map((text) => ({ method: one, path: text })));
}

/** The path of an object that was written before, and is spread into the request. */
function spreadPath(node: ts.ObjectLiteralExpression, checker: ts.TypeChecker): ts.Expression | undefined {
  for (const property of node.properties) {
    if (!ts.isSpreadAssignment(property) || !ts.isIdentifier(property.expression)) continue;
    const written = initializerOf(property.expression, checker);
    const path = written && ts.isObjectLiteralExpression(written) ? valueOf(written, "path") : undefined;
    if (path !== undefined) return path;
  }
  return undefined;
}

function valueOf(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of node.properties) {
    if (property.name?.getText() !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}

/** Every text that an expression can have; `*` where only the caller knows. */
function textsOf(node: ts.Expression, checker: ts.TypeChecker): readonly string[] {
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce<readonly string[]>(
      (before, { expression, literal }) =>
        before.flatMap((start) => textsOf(expression, checker).map((text) => `${start}${text}${literal.text}`)),
      [node.head.text],
    );
  }
  const written = ts.isIdentifier(node) ? initializerOf(node, checker) : undefined;
  if (written !== undefined) return textsOf(written, checker);
  const type = checker.getTypeAtLocation(node);
  const types = type.isUnion() ? type.types : [type];
  return types.map((one) => (one.isStringLiteral() ? one.value : "*"));
}

function initializerOf(node: ts.Identifier, checker: ts.TypeChecker): ts.Expression | undefined {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  const declared = symbol?.valueDeclaration;
  return declared !== undefined && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
}
