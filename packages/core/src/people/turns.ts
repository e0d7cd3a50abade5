import type { Rotation, TrainLine, TurnEntry } from "../line/line.ts";
import { daysBetween, mondayOf } from "../time/date.ts";
import { countBefore, type EraSlots, type Slot, slotAt } from "../timetable/slots.ts";
import { occurrenceDate } from "../time/cadence.ts";
import { isPresent, orderOf, type RosterOptions, type RotationStrategy, turnEntry } from "./rotation.ts";

/** Whose turn a slot is, before any fact. Ids may name people whom the line does not have. */
export interface Turn {
  readonly primary?: string;
  /** Set by strategies that name the backup themselves. */
  readonly backup?: string;
  readonly shadow?: string;
}

/** Answers whose turn each slot is, and remembers what it worked out. */
export interface Turns {
  at(slot: Slot): Turn;
  isPresent(person: string, date: string): boolean;
  /** The slot of the turn before, in the same era; none for the era's first. */
  before(slot: Slot): Slot | undefined;
  /** The slot of the era's last turn; none in an era without any. */
  last(within: EraSlots): Slot | undefined;
}

/** Takes turns through an order: the next who is there and whose time round it is. */
type Take = (date: () => string) => string | undefined;

/** The turns of a line's rotations. */
export function turnsOf(line: TrainLine, { strategies = {} }: RosterOptions): Turns {
  const people = new Map(line.people.map((person) => [person.id, person]));
  const present = (id: string, date: string): boolean => isPresent(people.get(id), date);
  const known = new Map<string, { readonly turns: Turn[]; readonly next: (slot: Slot) => Turn }>();

  const cycle = (entries: readonly TurnEntry[]): Take => {
    const order = entries.map(turnEntry);
    const rounds = order.map(() => 0);
    const limit = order.length * Math.max(1, ...order.map(({ every }) => every));
    let next = 0;
    return (date) => {
      for (let tried = 0; tried < limit; tried += 1) {
        const place = next;
        const entry = order[place];
        next = (place + 1) % order.length;
        if (entry === undefined || !comesAndGoes(people.get(entry.person), date)) continue;
        const round = rounds[place] ?? 0;
        rounds[place] = round + 1;
        if (round % entry.every === 0) return entry.person;
      }
      return undefined;
    };
  };
  const starts = ({ era, order }: EraSlots): ((slot: Slot) => Turn) => {
    const { rotation } = era;
    if (rotation === undefined) return () => ({});
    const main = mainTurns(rotation, cycle(rotation.order), present, strategies);
    const shadows = cycle(rotation.shadows ?? []);
    return (slot) => {
      if (order !== slot.in.order || !isTurn(slot)) return {};
      const turn = main(slot);
      const shadow = shadows(() => slot.date);
      return { ...turn, ...(shadow !== undefined && { shadow }) };
    };
  };

  return {
    at(slot) {
      const { first, era } = slot.in;
      const state = known.get(era.id) ?? { turns: [], next: starts(slot.in) };
      known.set(era.id, state);
      for (let index = first + state.turns.length; index <= slot.index; index += 1) {
        state.turns.push(state.next(index === slot.index ? slot : slotAt(line, slot.in, index)));
      }
      return state.turns[slot.index - first] ?? {};
    },
    isPresent: present,
    before: (slot) => lastTurn(line, slot.in, slot.index - 1),
    last: (within) => (Number.isFinite(within.last) ? lastTurn(line, within, within.last) : undefined),
  };
}

function comesAndGoes(person: Parameters<typeof isPresent>[0], date: () => string): boolean {
  return (person?.from === undefined && person?.until === undefined) || isPresent(person, date());
}

function mainTurns(
  rotation: Rotation,
  take: Take,
  present: (person: string, date: string) => boolean,
  strategies: Readonly<Record<string, RotationStrategy>>,
): (slot: Slot) => Turn {
  if (rotation.strategy === "staggeredPair") {
    return (slot) => defined({ primary: take(() => slot.date) });
  }
  if (rotation.strategy === "own") {
    const strategy = Object.hasOwn(strategies, rotation.name) ? strategies[rotation.name] : undefined;
    return (slot) =>
      defined(
        strategy?.({
          index: turnNumber(rotation, slot),
          slot: { train: slot.id, index: slot.index, date: slot.date },
          order: orderOf(rotation).filter((person) => present(person, slot.date)),
          era: slot.in.era,
        }) ?? {},
      );
  }
  let shift = -1;
  let holder: string | undefined;
  return (slot) => {
    for (const now = shiftNumber(rotation, slot); shift < now; shift += 1) holder = take(() => slot.date);
    // Who leaves in the middle of a shift is followed by the next at once.
    if (holder !== undefined && !present(holder, slot.date)) holder = take(() => slot.date);
    return defined({ primary: holder });
  };
}

function defined({
  primary,
  backup,
}: {
  readonly primary?: string | undefined;
  readonly backup?: string | undefined;
}): Turn {
  return { ...(primary !== undefined && { primary }), ...(backup !== undefined && { backup }) };
}

/** Whether the slot is a turn: every slot, or with `carry` every slot that runs. A cancelled train keeps its turn. */
function isTurn(slot: Slot): boolean {
  return slot.in.era.rotation?.noTrain !== "carry" || slot.noTrain === undefined;
}

function turnNumber(rotation: Rotation, slot: Slot): number {
  return slot.index - slot.in.first - (rotation.noTrain === "carry" ? countBefore(slot, () => true) : 0);
}

function shiftNumber(rotation: Extract<Rotation, { strategy: "soloShift" }>, slot: Slot): number {
  const { in: within, date, index } = slot;
  const firstDate = occurrenceDate(within.era.cadence, within.first);
  const without = new Set(
    [...within.noTrain].flatMap(([at, { week }]) =>
      rotation.noTrain === "carry" && at < index ? [mondayOf(week)] : [],
    ),
  );
  const weeks = Math.floor(daysBetween(mondayOf(firstDate), date) / 7) - without.size;
  return Math.floor(weeks / (rotation.weeks ?? 2));
}

function lastTurn(line: TrainLine, within: EraSlots, from: number): Slot | undefined {
  for (let index = from; index >= within.first; index -= 1) {
    const slot = slotAt(line, within, index);
    if (isTurn(slot)) return slot;
  }
  return undefined;
}
