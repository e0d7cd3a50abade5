import type { Problem } from "../error.ts";
import type { TrainLine } from "../line/line.ts";
import { type Parsed, parseDocument } from "./parse.ts";
import { identities } from "./rules/identities.ts";
import { people } from "./rules/people.ts";
import { references } from "./rules/references.ts";
import { times } from "./rules/times.ts";
import { zones } from "./rules/zones.ts";
import { shapedLine } from "./shapes.ts";
import { type Schema, schemaOf } from "./standard.ts";

/** A line, or everything that is wrong with the document. */
export type ParsedLine =
  | { readonly ok: true; readonly line: TrainLine }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const LIMITS = { values: 200_000, depth: 24, text: 20_000, total: 8_000_000 };

/**
 * Reads a line document, such as what `JSON.parse` gave. All problems come at once, each with its path, the value found
 * there and the way out; from the 201st on they are only counted. The line is a fresh copy. Never throws.
 */
export function parseLine(input: unknown): ParsedLine {
  const parsed = parsedLine(input);
  return "value" in parsed ? { ok: true, line: parsed.value } : { ok: false, problems: parsed.problems };
}

/** Schema of a line document, for tools that take a Standard Schema. */
export const lineSchema: Schema<TrainLine> = schemaOf(parsedLine);

function parsedLine(input: unknown): Parsed<TrainLine> {
  return parseDocument(input, LIMITS, shapedLine, [identities, references, people, times, zones]);
}
