import ts from "typescript";
import { isDeclared } from "./declared.ts";

const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });

/**
 * A declaration as text: without comments, members and unions in the order of their names, so that what only moved is
 * the same. `renamed` gives the public name of an identifier that has another one here.
 */
export function printed(
  declaration: ts.Declaration,
  renamed: (node: ts.Identifier) => string | undefined,
  name: string,
  isExported: boolean,
): string {
  const file = declaration.getSourceFile();
  const text = (node: ts.Node): string => printer.printNode(ts.EmitHint.Unspecified, node, file);
  const statement: ts.Node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const { transformed } = ts.transform<ts.Node>(statement, [
    (context) => (root) => {
      const visit = (node: ts.Node): ts.Node | undefined => {
        if (!isDeclared(node) || (ts.isModifier(node) && isDropped(node, statement))) return undefined;
        if (ts.isIdentifier(node)) {
          const known = node === ts.getNameOfDeclaration(declaration) ? name : renamed(node);
          return known === undefined || known === node.text ? node : ts.factory.createIdentifier(known);
        }
        return normal(node, ts.visitEachChild(node, visit, context), text);
      };
      return ts.visitNode(root, visit) ?? root;
    },
  ]);
  return transformed.map((node) => `${isExported ? "export " : ""}${broken(text(node), node, text)}`).join("\n");
}

/** A node whose parts were visited, in the form that all that say the same share. */
function normal(before: ts.Node, seen: ts.Node, text: (node: ts.Node) => string): ts.Node {
  const { factory } = ts;
  if (ts.isFunctionDeclaration(seen)) {
    const { modifiers, name, typeParameters, parameters, type } = seen;
    return factory.updateFunctionDeclaration(
      seen,
      modifiers,
      undefined,
      name,
      typeParameters,
      parameters,
      type,
      undefined,
    );
  }
  if (ts.isParameter(seen) && ts.isParameter(before) && before.initializer !== undefined && seen.type !== undefined) {
    const { modifiers, dotDotDotToken, name, type } = seen;
    const optional = factory.createToken(ts.SyntaxKind.QuestionToken);
    return factory.updateParameterDeclaration(seen, modifiers, dotDotDotToken, name, optional, type, undefined);
  }
  if (ts.isInterfaceDeclaration(seen)) {
    const { modifiers, name, typeParameters, heritageClauses, members } = seen;
    const inOrder = sorted(members, text);
    return factory.updateInterfaceDeclaration(seen, modifiers, name, typeParameters, heritageClauses, inOrder);
  }
  if (ts.isTypeLiteralNode(seen)) return factory.updateTypeLiteralNode(seen, sorted(seen.members, text));
  if (ts.isUnionTypeNode(seen)) {
    const types = seen.types.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
    return factory.updateUnionTypeNode(seen, factory.createNodeArray(types));
  }
  return seen;
}

/** A long union has a line for each of its parts. */
function broken(written: string, node: ts.Node, text: (node: ts.Node) => string): string {
  if (written.length <= 120 || !ts.isTypeAliasDeclaration(node) || !ts.isUnionTypeNode(node.type)) return written;
  const whole = text(node.type);
  const parts = node.type.types.map((part) => `\n    | ${text(part).replaceAll("\n", "\n      ")}`);
  return written.replace(` ${whole}`, () => parts.join(""));
}

function isDropped({ kind, parent }: ts.Modifier, statement: ts.Node): boolean {
  if (kind === ts.SyntaxKind.AsyncKeyword || kind === ts.SyntaxKind.OverrideKeyword) return true;
  return parent === statement && (kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DeclareKeyword);
}

/** Members by name. Overloads keep their order. */
function sorted(members: ts.NodeArray<ts.TypeElement>, text: (node: ts.Node) => string): ts.NodeArray<ts.TypeElement> {
  const key = (member: ts.TypeElement): string => (member.name === undefined ? "" : text(member.name));
  const at = new Map(members.map((member) => [member, key(member)]));
  return ts.factory.createNodeArray(
    members.toSorted((a, b) => ((at.get(a) ?? "") < (at.get(b) ?? "") ? -1 : at.get(a) === at.get(b) ? 0 : 1)),
  );
}
