import type { PairRole } from "../line/people-fact.ts";
import type { TrainLine } from "../line/line.ts";
import type { EraSlots, Slot } from "../timetable/slots.ts";
import { orderOf } from "./rotation.ts";
import type { Swap } from "./roster-parts.ts";
import type { Turns } from "./turns.ts";

/** Who conducts a slot's train. Ids may name people whom the line does not have. */
export interface Pairing {
  readonly primary?: string;
  readonly backup?: string;
  readonly shadow?: string;
  /** The rotation has no backup by declaration. */
  readonly solo?: true;
}

/** What swaps changed: the person by `placeKey`. */
export type Assigned = ReadonlyMap<string, string>;

/** Key of a place. */
export function placeKey(train: string, role: PairRole): string {
  return `${train} ${role}`;
}

/** What the swaps that came about changed, in their order. */
export function assignedBy(swaps: Iterable<Swap>): Assigned {
  const done = [...swaps].filter(({ status }) => status === "accepted");
  return new Map(done.flatMap(({ moves }) => moves.map(({ train, role, to }) => [placeKey(train, role), to] as const)));
}

/**
 * The pair of a slot after swaps. The backup of a staggered pair follows: who really was primary of the turn before, or
 * if that person is primary again or has left, whose turn this was, else the last primary before who is still there,
 * else the order backwards.
 */
export function pairingOf(
  line: TrainLine,
  eras: readonly EraSlots[],
  turns: Turns,
): (slot: Slot, assigned: Assigned) => Pairing {
  const people = new Set(line.people.map(({ id }) => id));
  const primaryOf = (slot: Slot, assigned: Assigned): string | undefined =>
    assigned.get(placeKey(slot.id, "primary")) ?? turns.at(slot).primary;

  const followed = (slot: Slot, assigned: Assigned, primary: string | undefined): string | undefined => {
    const order = orderOf(slot.in.era.rotation);
    const fits = (person: string | undefined): person is string =>
      person !== undefined && person !== primary && turns.isPresent(person, slot.date);
    const before = turns.before(slot);
    if (before === undefined) {
      const last = lastPrimary(eras, slot.in, turns, assigned, primaryOf);
      if (fits(last) && people.has(last)) return last;
    }
    const own = turns.at(slot).primary;
    const backwards = (from: string | undefined): readonly string[] => {
      const place = from === undefined ? 0 : order.indexOf(from);
      return order.map((_, step) => order[(place - 1 - step + 2 * order.length) % order.length]).filter(isText);
    };
    // Whose turn it was comes next after the one who is due, so that a swap inside a pair exchanges the two.
    const exchanged = fits(own) && people.has(own) ? [own] : [];
    const earlier: string[] = [];
    for (let turn = before; turn !== undefined && earlier.length <= order.length; turn = turns.before(turn)) {
      const person = primaryOf(turn, assigned);
      if (person !== undefined) earlier.push(person);
      if (fits(earlier[0])) return earlier[0];
    }
    const ruled = backwards(own ?? primary);
    const due = ruled.find((person) => person !== own && turns.isPresent(person, slot.date));
    if (earlier.length === 0 && fits(due)) return due;
    return [...exchanged, ...earlier, ...ruled].find(fits);
  };

  return (slot, assigned) => {
    const { rotation } = slot.in.era;
    if (rotation === undefined) return {};
    const turn = turns.at(slot);
    const primary = primaryOf(slot, assigned);
    const given = assigned.get(placeKey(slot.id, "backup"));
    const ruled = (): string | undefined =>
      rotation.strategy === "staggeredPair"
        ? followed(slot, assigned, primary)
        : turn.backup === primary && turn.primary !== primary
          ? turn.primary
          : turn.backup;
    const backup = given === undefined || given === primary ? ruled() : given;
    const shadow = turn.shadow === primary || turn.shadow === backup ? undefined : turn.shadow;
    const absent = backup === undefined || backup === primary;
    return {
      ...(primary !== undefined && { primary }),
      ...(!absent && { backup }),
      ...(shadow !== undefined && people.has(shadow) && { shadow }),
      ...(absent && rotation.strategy === "soloShift" && { solo: true as const }),
    };
  };
}

/** The primary of the last turn before an era. */
function lastPrimary(
  eras: readonly EraSlots[],
  within: EraSlots,
  turns: Turns,
  assigned: Assigned,
  primaryOf: (slot: Slot, assigned: Assigned) => string | undefined,
): string | undefined {
  for (const before of eras.slice(0, within.order).toReversed()) {
    // An era without slots, or in which every turn waited, has no last primary: who came before it counts.
    const slot = before.last < before.first ? undefined : turns.last(before);
    if (slot !== undefined) return primaryOf(slot, assigned);
  }
  return undefined;
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}
