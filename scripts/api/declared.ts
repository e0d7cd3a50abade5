import ts from "typescript";

/** Whether a part of a source belongs to what it declares: a body, a value with a written type and what is private do not. */
export function isDeclared(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBlock(node) && ts.isFunctionLike(parent)) return false;
  if (ts.isClassElement(node) && isPrivate(node)) return false;
  if (ts.isBindingElement(parent)) return node !== parent.initializer;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isParameter(parent))
    return node !== parent.initializer || parent.type === undefined;
  return true;
}

/** The declarations of a name that its users see: where there are overloads, the one with the body is none of them. */
export function declarationsOf({ declarations = [] }: ts.Symbol): readonly ts.Declaration[] {
  const overloads = declarations.filter((node) => ts.isFunctionDeclaration(node) && node.body === undefined);
  return overloads.length > 0 ? overloads : declarations;
}

function isPrivate(node: ts.ClassElement): boolean {
  if (node.name !== undefined && ts.isPrivateIdentifier(node.name)) return true;
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
  );
}
