import type { Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { factAuthors, mayCause } from "../line/permissions.ts";
import { isPeopleFact } from "./facts.ts";
import { openRoster } from "./roster.ts";
import type { RosterOptions } from "./rotation.ts";

/** Why a fact should not be recorded, and the way out. */
export interface Refused {
  readonly message: string;
  readonly hint: string;
}

/**
 * Why a fact must not be recorded after the facts before it; nothing when it may. Judges permission for every fact, and
 * for facts about people consent too: a taker's consent is the taker's own fact, and only a lead forces, with a reason.
 */
export function refusal(
  line: TrainLine,
  facts: readonly Fact[],
  fact: Fact,
  options: RosterOptions = {},
): Refused | undefined {
  if (!mayCause(line, fact.type, fact.by)) {
    const roles = factAuthors[fact.type].join(" or ");
    return { message: `its author may not cause ${fact.type}`, hint: `let a ${roles} of the line say it` };
  }
  if (!isPeopleFact(fact)) return undefined;
  const { findings } = openRoster(line, [...facts, fact], options, undefined, fact.id).roster;
  const found = findings.findLast(({ subjects }) => subjects[0] === fact.id);
  return found && { message: found.message, hint: found.hint };
}
