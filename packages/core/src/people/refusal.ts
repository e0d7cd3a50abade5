import type { Fact, FactType } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { factAuthors, mayCause } from "../line/permissions.ts";
import type { Finding } from "../timetable/timetable.ts";
import { isPeopleFact } from "./facts.ts";
import { ignored } from "./folding.ts";
import { openRoster } from "./roster.ts";
import type { RosterOptions } from "./rotation.ts";

/** Why a fact should not be recorded, and the way out. */
export interface Refused {
  /** `forbidden`: consent or permission is missing. `not_found`: it names what is not there. `conflict`: it comes too late. */
  readonly code: "forbidden" | "not_found" | "conflict";
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
  if (!mayCause(line, fact.type, fact.by)) return notPermitted(fact.type);
  if (!isPeopleFact(fact)) return undefined;
  const { findings } = openRoster(line, [...facts, fact], options, undefined, fact.id).roster;
  return refusalIn(findings, fact);
}

/** Why a fact whose author lacks the role for it must not be recorded. */
export function notPermitted(type: FactType): Refused {
  const roles = factAuthors[type].join(" or ");
  return {
    code: "forbidden",
    message: `its author may not cause ${type}`,
    hint: `let a ${roles} of the line say it`,
  };
}

/** Why a fact does not count, by the findings of a roster; nothing when it does. */
export function refusalIn(findings: readonly Finding[], fact: Fact): Refused | undefined {
  const found = findings.findLast(({ subjects }) => subjects[0] === fact.id);
  if (found === undefined) return undefined;
  const { code, message, hint } = found;
  return {
    code: code === "fact_without_consent" ? "forbidden" : code === "fact_without_subject" ? "not_found" : "conflict",
    message: message.startsWith(ignored(fact)) ? message.slice(ignored(fact).length) : message,
    hint,
  };
}
