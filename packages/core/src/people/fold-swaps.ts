import type {
  PairRole,
  SwapAccepted,
  SwapDeclined,
  SwapForced,
  SwapProposed,
  SwapUndone,
} from "../line/people-fact.ts";
import type { Slot } from "../timetable/slots.ts";
import { authorOf, type Known, notTheirs, type Refusal, tooLate, unknown } from "./folding.ts";
import { type Assigned, assignedBy, type Pairing, placeKey } from "./pairing.ts";
import { statusAt, type Swap } from "./roster-parts.ts";

/** A fact about swaps. */
export type SwapFact = SwapProposed | SwapAccepted | SwapDeclined | SwapUndone | SwapForced;

type PairOf = (slot: Slot, assigned: Assigned) => Pairing;

/** Folds a fact into the swaps, which stand in the order in which they came about. Gives why it does not count, if so. */
export function foldSwap(swaps: Map<string, Swap>, fact: SwapFact, known: Known, pairOf: PairOf): Refusal | undefined {
  if (fact.type === "swapProposed") return propose(swaps, fact, known, pairOf);
  const swap = swaps.get(fact.swap);
  if (swap === undefined) return unknown(`no swap ${fact.swap}`);
  if (fact.type === "swapUndone") return undo(swaps, swap, fact, known, pairOf);
  const status = statusAt(swap, fact.at);
  if (status !== "open") return tooLate(`the swap is ${status}`, "propose another swap");
  if (fact.type === "swapForced") {
    return bringAbout(swaps, { ...swap, forced: true, reason: fact.reason }, fact.at, known, pairOf);
  }
  const author = authorOf(fact);
  if (author === undefined || !swap.parties.includes(author))
    return notTheirs(
      "it is not their swap",
      `let ${swap.parties.join(" and ")} answer for themselves, or a lead force it`,
    );
  if (fact.type === "swapDeclined") {
    swaps.set(swap.id, { ...swap, status: "declined" });
    return undefined;
  }
  const consented = { ...swap, consents: [...new Set([...swap.consents, author])] };
  if (!swap.parties.every((party) => consented.consents.includes(party))) {
    swaps.set(swap.id, consented);
    return undefined;
  }
  return bringAbout(swaps, consented, fact.at, known, pairOf);
}

function propose(swaps: Map<string, Swap>, fact: SwapProposed, known: Known, pairOf: PairOf): Refusal | undefined {
  if (swaps.has(fact.swap)) return tooLate(`there is a swap ${fact.swap} already`, "choose another id");
  const assigned = assignedBy(swaps.values());
  const holder = (train: string, role: PairRole): string | undefined => {
    const slot = known.slot(train);
    return slot && pairOf(slot, assigned)[role];
  };
  const first = holder(fact.train, fact.role);
  const second = "person" in fact.with ? fact.with.person : holder(fact.with.train, fact.with.role);
  if (first === undefined || second === undefined || !known.person(first) || !known.person(second))
    return unknown("nobody to swap with: a train, its role or a person is not there");
  if (first === second) return tooLate(`both turns are ${first}'s`, "name another turn or person");
  const moves: Swap["moves"] = [
    { train: fact.train, role: fact.role, from: first, to: second },
    ...("person" in fact.with ? [] : [{ train: fact.with.train, role: fact.with.role, from: second, to: first }]),
  ];
  for (const { train, to } of moves) {
    const slot = known.slot(train);
    if (slot === undefined || !known.present(to, slot.date))
      return unknown(`no ${to} among the line's people on the date of ${train}`);
  }
  const author = authorOf(fact);
  const parties = [first, second];
  swaps.set(fact.swap, {
    id: fact.swap,
    moves,
    parties,
    consents: author !== undefined && parties.includes(author) ? [author] : [],
    ...(author !== undefined && { proposedBy: author }),
    ...(fact.expiresAt !== undefined && { expiresAt: fact.expiresAt }),
    status: "open",
    undoAsked: [],
    at: fact.at,
    ...(fact.reason !== undefined && { reason: fact.reason }),
  });
  return undefined;
}

function bringAbout(
  swaps: Map<string, Swap>,
  swap: Swap,
  at: Swap["at"],
  known: Known,
  pairOf: PairOf,
): Refusal | undefined {
  const before = assignedBy(swaps.values());
  const done: Swap = { ...swap, status: "accepted", acceptedAt: at };
  const after = assignedBy([...swaps.values(), done]);
  for (const { train, role, from, to } of swap.moves) {
    const slot = known.slot(train);
    if (slot === undefined || pairOf(slot, before)[role] !== from)
      return tooLate(`${from} is not ${role} of ${train} any more`, "propose the swap anew");
    const twice = [after.get(placeKey(train, "primary")), after.get(placeKey(train, "backup"))];
    const pair = pairOf(slot, after);
    if (pair[role] !== to || (twice[0] !== undefined && twice[0] === twice[1]))
      return tooLate(`${to} would be in the pair of ${train} twice`, "swap the other role of the train too");
  }
  // Behind those that came about before, so that the later one counts where both touch a turn.
  swaps.delete(swap.id);
  swaps.set(swap.id, done);
  return undefined;
}

function undo(
  swaps: Map<string, Swap>,
  swap: Swap,
  fact: SwapUndone,
  known: Known,
  pairOf: PairOf,
): Refusal | undefined {
  const author = authorOf(fact);
  const isParty = author !== undefined && swap.parties.includes(author);
  const byLead = !isParty && known.byLead(fact);
  if (swap.status === "open") {
    if (author !== swap.proposedBy && !known.byLead(fact))
      return notTheirs(`${swap.proposedBy ?? "a program"} proposed the swap`, "decline it, or let a lead undo it");
    swaps.set(swap.id, { ...swap, status: "undone" });
    return undefined;
  }
  if (swap.status !== "accepted") return tooLate(`the swap is ${swap.status}`, "nothing is left to do");
  if (!isParty && !byLead)
    return notTheirs("it is not their swap", `let ${swap.parties.join(" and ")} undo it, or a lead`);
  const places = new Set(swap.moves.map(({ train, role }) => placeKey(train, role)));
  const others = [...swaps.values()].filter(({ id, status }) => id !== swap.id && status === "accepted");
  const without = assignedBy(others);
  const isUpset = ({ train, role, to }: Swap["moves"][number]): boolean => {
    const slot = known.slot(train);
    const key = placeKey(train, role);
    return places.has(key) || (slot !== undefined && without.get(key) === to && pairOf(slot, without)[role] !== to);
  };
  const since = new Set([...swaps.keys()].slice([...swaps.keys()].indexOf(swap.id)));
  const later = others.find(({ id, moves }) => since.has(id) && moves.some(isUpset));
  if (later !== undefined) return tooLate(`swap ${later.id} builds on it`, `undo ${later.id} first`);
  const undoAsked = [...new Set([...swap.undoAsked, ...(author === undefined ? [] : [author])])];
  const agreed = byLead || swap.parties.every((party) => undoAsked.includes(party));
  swaps.set(swap.id, { ...swap, undoAsked, ...(agreed && { status: "undone" }) });
  return undefined;
}
