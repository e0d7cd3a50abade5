import type { Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { type EraSlots, type Slot, slotOf } from "../timetable/slots.ts";
import type { Finding, FindingCode } from "../timetable/timetable.ts";
import { isPresent } from "./rotation.ts";

/** Why a fact does not count. */
export interface Refusal {
  readonly code: Extract<FindingCode, "fact_without_consent" | "fact_without_subject" | "fact_out_of_order">;
  readonly message: string;
  readonly hint: string;
}

/** What folding asks of the line. */
export interface Known {
  slot(train: string): Slot | undefined;
  person(id: string): boolean;
  /** Whether the person is with the line on the date. */
  present(id: string, date: string): boolean;
  /** Whether the fact may stand as a lead's. Who is a lead is asked only of the fact that is about to be recorded. */
  byLead(fact: Fact): boolean;
}

/** What folding asks of the line, with the id of the fact that is about to be recorded. */
export function knownOf(line: TrainLine, eras: readonly EraSlots[], judged?: string): Known {
  const people = new Map(line.people.map((person) => [person.id, person]));
  return {
    slot: (train) => slotOf(line, eras, train),
    person: (id) => people.has(id),
    present: (id, date) => people.has(id) && isPresent(people.get(id), date),
    byLead: (fact) => fact.id !== judged || line.team.leads.includes(authorOf(fact) ?? ""),
  };
}

/** The person who caused a fact; nothing for a program. */
export function authorOf({ by }: Fact): string | undefined {
  return "person" in by ? by.person : undefined;
}

/** Refusal of a fact that lacks somebody's consent. */
export function notTheirs(why: string, hint: string): Refusal {
  return { code: "fact_without_consent", message: why, hint };
}

/** Refusal of a fact that names what is not there. */
export function unknown(what: string): Refusal {
  return {
    code: "fact_without_subject",
    message: `there is ${what}`,
    hint: "compare the id with the line and the facts before",
  };
}

/** Refusal of a fact that comes when it can have no effect. */
export function tooLate(why: string, hint: string): Refusal {
  return { code: "fact_out_of_order", message: why, hint };
}

/** The refusal as a finding. */
export function refusalFinding(fact: Fact, { code, message, hint }: Refusal): Finding {
  return {
    code,
    severity: "warning",
    message: `${ignored(fact)}${message}`,
    hint,
    subjects: [fact.id],
  };
}

/** How the message of a refused fact's finding begins. */
export function ignored({ id, type }: Fact): string {
  return `fact ${id} (${type}) is ignored: `;
}
