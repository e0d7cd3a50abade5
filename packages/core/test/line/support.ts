import { readFileSync } from "node:fs";
import type { JsonValue } from "../../src/json.ts";
import type { TrainLine } from "../../src/line/line.ts";
import { parseLine } from "../../src/schema.ts";

/** Paths and what is to stand there; `undefined` takes away. */
export type Edits = Readonly<Record<string, unknown>>;

/** A fresh copy of an example line's document. */
export function exampleDocument(name: "retail" | "mediawiki", edits: Edits = {}): unknown {
  const file = new URL(`../../../../examples/lines/${name}.json`, import.meta.url);
  const document: unknown = JSON.parse(readFileSync(file, "utf8"));
  for (const [path, value] of Object.entries(edits)) edit(document, path, value);
  return document;
}

/** An example line with edits that keep it readable. */
export function exampleLine(name: "retail" | "mediawiki", edits: Edits = {}): TrainLine {
  const parsed = parseLine(exampleDocument(name, edits));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 1));
  return parsed.line;
}

/** A line as a program may make it: edited after it was read, so that nothing vouches for it. */
export function madeLine(name: "retail" | "mediawiki", edits: Edits): TrainLine {
  const line = structuredClone(exampleLine(name));
  for (const [path, value] of Object.entries(edits)) edit(line, path, value);
  return line;
}

function edit(document: unknown, path: string, value: unknown): void {
  const keys = [...path.matchAll(/[^.[\]]+/g)].map(([key]) => key);
  const last = keys.pop() ?? "";
  let at = document as Record<string, JsonValue>;
  for (const key of keys) at = at[key] as Record<string, JsonValue>;
  if (value === undefined) delete at[last];
  else at[last] = structuredClone(value) as JsonValue;
}
