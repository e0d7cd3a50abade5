const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

type Expected = "value" | "value or ]" | "name" | "name or }" | ":" | ", or end" | "nothing more";

/** Where text stops being JSON, by line and column from 1, and what would have fitted there. */
export function jsonErrorPlace(text: string): {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
} {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const next: Expected | undefined =
      match === null ? undefined : step(expected, match[1], match[2] !== undefined, open);
    if (match === null || next === undefined) break;
    at = TOKEN.lastIndex;
    expected = next;
  }
  const before = text.slice(0, at + (/^[ \t\r\n]*/.exec(text.slice(at))?.[0].length ?? 0));
  const line = before.split("\n").length;
  return { line, column: before.length - before.lastIndexOf("\n"), expected: words(expected, open.at(-1)) };
}

/** What is expected after a token; nothing where the token does not fit. Keeps account of what is open. */
function step(
  expected: Expected,
  sign: string | undefined,
  isText: boolean,
  open: ("{" | "[")[],
): Expected | undefined {
  const after = (): Expected => (open.length === 0 ? "nothing more" : ", or end");
  if (sign === "}" || sign === "]") {
    const [opener, empty] = sign === "}" ? (["{", "name or }"] as const) : (["[", "value or ]"] as const);
    if (open.at(-1) !== opener || (expected !== empty && expected !== ", or end")) return undefined;
    open.pop();
    return after();
  }
  if (sign === ",") {
    if (expected !== ", or end") return undefined;
    return open.at(-1) === "{" ? "name" : "value";
  }
  if (sign === ":") return expected === ":" ? "value" : undefined;
  if (expected === "name" || expected === "name or }") return isText ? ":" : undefined;
  if (expected !== "value" && expected !== "value or ]") return undefined;
  if (sign === undefined) return after();
  const opener = sign === "{" ? "{" : "[";
  open.push(opener);
  return opener === "{" ? "name or }" : "value or ]";
}

function words(expected: Expected, opener: "{" | "[" | undefined): string {
  switch (expected) {
    case "name":
      return 'a name in double quotes (no comma before "}")';
    case "name or }":
      return 'a name in double quotes or "}"';
    case "value":
      return "a value";
    case "value or ]":
      return 'a value or "]"';
    case ":":
      return '":"';
    case ", or end":
      return `"," or "${opener === "{" ? "}" : "]"}"`;
    case "nothing more":
      return "the end of the file";
  }
}
