import type { Fact, FactType } from "../line/fact.ts";
import type { PeopleFact } from "../line/people-fact.ts";

const KINDS: Readonly<Record<PeopleFact["type"], true>> = {
  absenceDeclared: true,
  absenceWithdrawn: true,
  coverRequested: true,
  coverAccepted: true,
  coverDeclined: true,
  coverWithdrawn: true,
  swapProposed: true,
  swapAccepted: true,
  swapDeclined: true,
  swapUndone: true,
  swapForced: true,
  handedOver: true,
  briefed: true,
};

/** Whether the fact is about who conducts: the roster judges it, not the timetable. */
export function isPeopleFact(fact: Fact): fact is PeopleFact {
  return isPeopleFactType(fact.type);
}

/** Whether facts of the type are about who conducts. */
export function isPeopleFactType(type: FactType): type is PeopleFact["type"] {
  return Object.hasOwn(KINDS, type);
}
