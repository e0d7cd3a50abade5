import type { Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { type EraSlots, eraSlots, type Slot, slotOf } from "../timetable/slots.ts";
import type { ConductorPair, Train } from "../timetable/timetable.ts";
import { foldPeople } from "./fold-people.ts";
import { assignedBy, type Pairing, pairingOf } from "./pairing.ts";
import type { Roster } from "./roster-parts.ts";
import type { RosterOptions } from "./rotation.ts";
import { turnsOf } from "./turns.ts";

/** A roster with what reading it again and again needs. */
export interface OpenRoster {
  readonly roster: Roster;
  readonly eras: readonly EraSlots[];
  /** The pair of a slot after swaps, whether or not its train runs. Ids may name people whom the line does not have. */
  readonly pairOf: (slot: Slot) => Pairing;
}

/**
 * Who conducts, as the line's rotations and the facts have it (R40–R45): the one value that timetable, pages, calendar
 * and overrides ask. Facts count in the order given; one that lacks a consent, comes too late or names nothing known
 * is ignored and reported. Joiners and leavers are passed by without moving a turn between others;
 * a no-train week uses up its turn or the turn waits, as the era says; a cancelled train keeps its turn.
 */
export function roster(line: TrainLine, facts: readonly Fact[], options: RosterOptions = {}): Roster {
  return openRoster(line, facts, options).roster;
}

/** `roster`, ready for reading. A fact that is about to be recorded is named by its id and judged more strictly. */
export function openRoster(
  line: TrainLine,
  facts: readonly Fact[],
  options: RosterOptions = {},
  eras: readonly EraSlots[] = eraSlots(line),
  judged?: string,
): OpenRoster {
  const pairOf = pairingOf(line, eras, turnsOf(line, options));
  const folded = foldPeople(line, eras, facts, pairOf, judged);
  return reader({ line, facts, ...folded, options }, eras, pairOf);
}

/** A roster that was made before, ready for reading. */
export function readerOf(value: Roster): OpenRoster {
  const eras = eraSlots(value.line);
  return reader(value, eras, pairingOf(value.line, eras, turnsOf(value.line, value.options)));
}

function reader(value: Roster, eras: readonly EraSlots[], pairOf: ReturnType<typeof pairingOf>): OpenRoster {
  const assigned = assignedBy(value.swaps);
  return { roster: value, eras, pairOf: (slot) => pairOf(slot, assigned) };
}

/**
 * Who conducts each planned train. Each turn has one primary, and the backup is the primary of the turn before, as
 * swaps have it: who takes a turn as primary is backup of the next one too.
 */
export function pairs(value: Roster, trains: readonly Train[]): readonly ConductorPair[] {
  return pairsIn(readerOf(value), trains);
}

/** `pairs` of a roster that is open. */
export function pairsIn(
  { roster: { line }, eras, pairOf }: OpenRoster,
  trains: readonly Train[],
): readonly ConductorPair[] {
  const people = new Set(line.people.map(({ id }) => id));
  return planned(line, eras, trains).map(({ train, slot }) => {
    const { primary, backup, shadow, solo } = pairOf(slot);
    return {
      train: train.id,
      ...(train.number !== undefined && { number: train.number }),
      ...(primary !== undefined && people.has(primary) && { primary }),
      ...(backup !== undefined && people.has(backup) && { backup }),
      ...(shadow !== undefined && { shadow }),
      ...(solo && { solo }),
    };
  });
}

/** The planned ones among the trains, with their slots. */
export function planned(
  line: TrainLine,
  eras: readonly EraSlots[],
  trains: readonly Train[],
): readonly { train: Train; slot: Slot }[] {
  return trains.flatMap((train) => {
    const slot = train.status === "planned" ? slotOf(line, eras, train.id) : undefined;
    return slot === undefined ? [] : { train, slot };
  });
}
