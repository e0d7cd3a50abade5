import type { Fact } from "../line/fact.ts";
import type { AbsenceDeclared, AbsenceWithdrawn, Briefed, HandedOver, PeopleFact } from "../line/people-fact.ts";
import type { TrainLine } from "../line/line.ts";
import { epochMs } from "../time/instant.ts";
import type { EraSlots, Slot } from "../timetable/slots.ts";
import type { Finding } from "../timetable/timetable.ts";
import { isPeopleFact } from "./facts.ts";
import { type CoverFact, foldCover } from "./fold-covers.ts";
import { foldSwap } from "./fold-swaps.ts";
import { authorOf, type Known, knownOf, notTheirs, type Refusal, refusalFinding, tooLate, unknown } from "./folding.ts";
import { afterHandovers } from "./handovers.ts";
import { type Assigned, assignedBy, type Pairing } from "./pairing.ts";
import type { Absence, BriefingNote, Cover, Handover, Roster, Swap } from "./roster-parts.ts";

type Folded = Pick<Roster, "absences" | "covers" | "swaps" | "handovers" | "briefings" | "findings">;
type PairOf = (slot: Slot, assigned: Assigned) => Pairing;

/**
 * Folds what facts say about people, in the order given. What does not count is reported. Consent is in the facts
 * themselves; who may cause one, and who is a lead, is judged only of the one that is about to be recorded.
 */
export function foldPeople(
  line: TrainLine,
  eras: readonly EraSlots[],
  facts: readonly Fact[],
  pairOf: PairOf,
  judged?: string,
): Folded {
  const known = knownOf(line, eras, judged);
  const absences = new Map<string, Absence>();
  const covers = new Map<string, Cover>();
  const swaps = new Map<string, Swap>();
  const handovers: Handover[] = [];
  const briefings: BriefingNote[] = [];
  const findings: Finding[] = [];
  const seen = new Set<string>();

  /** The pair of the fact's train when it happened, as the facts before it have it. */
  const pairWhen = ({ train, at }: HandedOver | Briefed): Pairing => {
    const slot = known.slot(train);
    return slot === undefined ? {} : afterHandovers(pairOf(slot, assignedBy(swaps.values())), train, handovers, at);
  };
  const fold = (fact: PeopleFact): Refusal | undefined => {
    switch (fact.type) {
      case "absenceDeclared":
      case "absenceWithdrawn":
        return foldAbsence(absences, fact, known);
      case "coverRequested":
      case "coverAccepted":
      case "coverDeclined":
      case "coverWithdrawn":
        return foldCover(covers, fact satisfies CoverFact, known);
      case "handedOver": {
        const slot = known.slot(fact.train);
        if (slot === undefined) return unknown(`no train ${fact.train}`);
        return foldHandover(handovers, fact, pairWhen(fact), slot, known);
      }
      case "briefed":
        return foldBriefing(briefings, fact, pairWhen(fact), known);
      default:
        return foldSwap(swaps, fact, known, pairOf);
    }
  };
  for (const fact of facts) {
    if (!isPeopleFact(fact) || seen.has(fact.id)) continue;
    seen.add(fact.id);
    const refused = fold(fact);
    if (refused !== undefined) findings.push(refusalFinding(fact, refused));
  }
  return {
    absences: [...absences.values()],
    covers: [...covers.values()],
    swaps: [...swaps.values()],
    handovers,
    briefings,
    findings,
  };
}

function foldAbsence(
  absences: Map<string, Absence>,
  fact: AbsenceDeclared | AbsenceWithdrawn,
  known: Known,
): Refusal | undefined {
  if (fact.type === "absenceWithdrawn") {
    const absence = absences.get(fact.absence);
    if (absence === undefined) return unknown(`no absence ${fact.absence}`);
    if (absence.person !== authorOf(fact) && !known.byLead(fact))
      return notTheirs(`it is the absence of ${absence.person}`, `let ${absence.person} or a lead withdraw it`);
    absences.delete(fact.absence);
    return undefined;
  }
  const { id, person, start, end, reason } = fact;
  if (!known.person(person)) return unknown(`no ${person} among the line's people`);
  if (epochMs(start) >= epochMs(end)) return unknown(`no time between ${start} and ${end}`);
  absences.set(id, { id, person, start, end, ...(reason !== undefined && { reason }) });
  return undefined;
}

function foldHandover(
  handovers: Handover[],
  fact: HandedOver,
  pair: Pairing,
  slot: Slot,
  known: Known,
): Refusal | undefined {
  const { id, train, from, to, note, at } = fact;
  if (authorOf(fact) !== to && (fact.reason === undefined || !known.byLead(fact)))
    return notTheirs(`${to} has not taken over`, `let ${to} say so, or a lead with a reason`);
  if (!known.present(to, slot.date)) return unknown(`no ${to} among the line's people on the train's date`);
  if (from === to) return tooLate(`${to} has it already`, "name somebody else");
  if (pair.primary !== from && pair.backup !== from)
    return tooLate(`${from} has no place in the pair of ${train}`, "name who has it now");
  const later = handovers.some((one) => one.train === train && epochMs(one.at) > epochMs(at));
  if (later) return tooLate("a later handover of the train is known", "record handovers in their order");
  if (note.trim() === "") return notTheirs("it has no note", "say how things stand");
  handovers.push({ id, train, from, to, note, at });
  return undefined;
}

function foldBriefing(briefings: BriefingNote[], fact: Briefed, pair: Pairing, known: Known): Refusal | undefined {
  if (known.slot(fact.train) === undefined) return unknown(`no train ${fact.train}`);
  if (!known.person(fact.person)) return unknown(`no ${fact.person} among the line's people`);
  if (authorOf(fact) !== fact.person)
    return notTheirs(`${fact.person} has not said so`, `let ${fact.person} confirm it`);
  if (pair.primary !== fact.person && pair.backup !== fact.person)
    return notTheirs(`${fact.person} is not in the pair of ${fact.train}`, "let the pair of the train confirm it");
  briefings.push({ train: fact.train, person: fact.person, at: fact.at });
  return undefined;
}
