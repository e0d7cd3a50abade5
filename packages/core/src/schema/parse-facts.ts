import type { Problem } from "../error.ts";
import type { Fact } from "../line/fact.ts";
import { type Parsed, parseDocument } from "./parse.ts";
import { items, type Place } from "./place.ts";
import type { Report } from "./report.ts";
import { endsAfterStart } from "./rules/ends-after-start.ts";
import { shapedFact, shapedFacts } from "./shapes.ts";
import { type Schema, schemaOf } from "./standard.ts";

/** Facts, or everything that is wrong with the document. */
export type ParsedFacts =
  | { readonly ok: true; readonly facts: readonly Fact[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const LIMITS = { values: 3_000_000, depth: 8, text: 20_000, total: 100_000_000 };

/**
 * Reads a list of facts. All problems come at once, each with its path, the value found there and the way out; from the
 * 201st on they are only counted. Moments are given back in UTC. Never throws.
 */
export function parseFacts(input: unknown): ParsedFacts {
  const parsed = parsedFacts(input);
  return "value" in parsed ? { ok: true, facts: parsed.value } : { ok: false, problems: parsed.problems };
}

/** Schema of one fact, for tools that take a Standard Schema. */
export const factSchema: Schema<Fact> = schemaOf((input) => parseDocument(input, LIMITS, shapedFact, [endsAfterStart]));

/** Schema of a list of facts, for tools that take a Standard Schema. */
export const factsSchema: Schema<readonly Fact[]> = schemaOf(parsedFacts);

function parsedFacts(input: unknown): Parsed<readonly Fact[]> {
  return parseDocument(input, LIMITS, shapedFacts, [eachEndsAfterStart]);
}

function eachEndsAfterStart(facts: Place, report: Report): void {
  for (const fact of items(facts)) endsAfterStart(fact, report);
}
