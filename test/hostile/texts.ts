import fc from "fast-check";

/** Texts that somebody may give as an id or a name, each to break something. */
export const HOSTILE: readonly string[] = [
  "",
  " ",
  ".",
  "..",
  "../../admin",
  "..%2f..%2fadmin",
  "%2e%2e",
  "%2E%2e/%2E%2e",
  ".%2e",
  "a/../../b",
  "/etc/passwd",
  "//evil.example.com/x",
  "\\\\evil.example.com\\x",
  "https://evil.example.com/x",
  "@evil.example.com",
  "x?admin=true",
  "x#fragment",
  "x;y=z",
  "x&y=z",
  "x\r\nx-injected: 1",
  "x\n\nGET /admin HTTP/1.1\r\n\r\n",
  "x\u0000y",
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "\u001b[2J\u001b]0;owned\u0007",
  "\u009b31m",
  "\u202egnp.exe",
  "\u2066hidden\u2069",
  "<!channel>",
  "@everyone",
  "<script>alert(1)</script>",
  "--><img src=x>",
  "=cmd()",
  "'; DROP TABLE trains; --",
  "${process.env.HOME}",
  "{page}",
  "\ud800",
  "\udfff\ud800",
  "\ufeffx",
  "\uffff",
  "null",
  "NaN",
  "ﬀ🚂",
  "x".repeat(10_000),
];

/** Any text, the hostile ones often. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .tuple(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 20 }), fc.constantFrom(...HOSTILE))
    .map((parts) => parts.join("")),
);

/** Any JSON, with keys that reach for prototypes. */
export const hostileJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER + 1, "", [], {}),
    hostileText,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(hostileText, fc.constantFrom("id", "data", "error", "message", "errors")), tie("value"), {
      maxKeys: 4,
    }),
  ),
})).value;

/** A document, and one of its values replaced by another. */
export function mutated(document: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(document);
  return fc
    .array(fc.tuple(fc.nat({ max: Math.max(0, places.length - 1) }), hostileJson), { minLength: 1, maxLength: 3 })
    .map((changes) =>
      changes.reduce<unknown>(
        (whole, [index, value]) => replaced(whole, places[index] ?? [], value),
        structuredClone(document),
      ),
    );
}

type Path = readonly (string | number)[];

function placesIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, one]: [string, unknown]) => placesIn(one, [...path, key]))];
}

function replaced(whole: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof whole !== "object" || whole === null) return whole;
  const copy = (Array.isArray(whole) ? [...(whole as unknown[])] : { ...whole }) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, value);
  return copy;
}

/** What a terminal would take for more than text: controls besides the line feed, and turns of direction. */
export const UNPRINTABLE: RegExp = /(?!\n)[\p{Cc}\p{Bidi_Control}]/u;
