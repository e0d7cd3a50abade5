import type { PairRole } from "../line/fact.ts";
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
    let earlier = before;
    for (let steps = 0; earlier !== undefined && steps <= order.length; steps += 1) {
      const person = primaryOf(earlier, assigned);
      if (fits(person)) return person;
      if (steps === 0 && fits(own) && people.has(own)) return own;
      earlier = turns.before(earlier);
    }
    if (fits(own) && people.has(own)) return own;
    const place = primary === undefined ? 0 : order.indexOf(primary);
    return order.map((_, step) => order[(place - 1 - step + 2 * order.length) % order.length]).find(fits);
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
  const before = eras.findLast(({ order, first, last }) => order < within.order && last >= first);
  const slot = before && turns.last(before);
  return slot && primaryOf(slot, assigned);
}
