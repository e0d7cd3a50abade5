import type { StaggeredPair, TrainLine } from "../line/line.ts";
import { countBefore, type EraSlots, eraSlots, type Slot, slotAt, slotOf } from "../timetable/slots.ts";
import type { ConductorPair, Finding, Train } from "../timetable/timetable.ts";

/**
 * Who conducts each planned train (R40–R42), worked out from the slots since the era began and so the same for every
 * range. Each turn has one primary, and the backup is the primary of the turn before. With `consume` every slot is a
 * turn, one in a no-train week too: the backup after such a week is the one who would have been primary in it. With
 * `carry` every slot that runs is a turn. A cancelled train keeps its turn. The backup of an era's first turn is the
 * primary of the era before, or else the last in the order.
 */
export function pairs(line: TrainLine, trains: readonly Train[]): readonly ConductorPair[] {
  return pairsOf(line, eraSlots(line), trains);
}

/** `pairs` for eras that are already worked out. */
export function pairsOf(
  line: TrainLine,
  eras: readonly EraSlots[],
  trains: readonly Train[],
): readonly ConductorPair[] {
  const people = new Set(line.people.map(({ id }) => id));
  return planned(line, eras, trains).map(({ train, slot }) => {
    const { primary, backup } = duty(line, eras, slot, people);
    return {
      train: train.id,
      ...(train.number !== undefined && { number: train.number }),
      ...(primary !== undefined && people.has(primary) && { primary }),
      ...(backup !== undefined && people.has(backup) && { backup }),
    };
  });
}

/** One finding for each reason why trains lack a conductor. */
export function pairFindings(line: TrainLine, eras: readonly EraSlots[], trains: readonly Train[]): readonly Finding[] {
  const people = new Set(line.people.map(({ id }) => id));
  const vacancies = new Map<string, { path: string; hint: string; trains: string[] }>();
  const vacant = (message: string, path: string, hint: string, train: string): void => {
    const known = vacancies.get(message);
    if (known === undefined) vacancies.set(message, { path, hint, trains: [train] });
    else known.trains.push(train);
  };
  for (const { train, slot } of planned(line, eras, trains)) {
    const path = `eras[${slot.in.order}].rotation`;
    if (slot.in.era.rotation === undefined) {
      vacant(
        `nobody conducts: era ${slot.in.era.id} has no rotation`,
        `eras[${slot.in.order}]`,
        "add a rotation to the era",
        train.id,
      );
      continue;
    }
    const { primary, backup } = duty(line, eras, slot, people);
    for (const [role, person] of [
      ["primary", primary],
      ["backup", backup],
    ] as const) {
      if (person === undefined)
        vacant(
          `no ${role}: the rotation of era ${slot.in.era.id} is too short`,
          path,
          "name at least two people, each once",
          train.id,
        );
      else if (!people.has(person))
        vacant(
          `no ${role}: ${person} of the rotation is not among the line's people`,
          path,
          "add the person, or begin an era with another order",
          train.id,
        );
    }
  }
  return [...vacancies].map(([message, { path, hint, trains: subjects }]) => ({
    code: "vacancy",
    severity: "warning",
    message: `${message} (${subjects.length === 1 ? subjects[0] : `${subjects.length} trains`})`,
    hint,
    path,
    subjects,
  }));
}

function planned(
  line: TrainLine,
  eras: readonly EraSlots[],
  trains: readonly Train[],
): readonly { train: Train; slot: Slot }[] {
  return trains.flatMap((train) => {
    const slot = train.status === "planned" ? slotOf(line, eras, train.id) : undefined;
    return slot === undefined ? [] : { train, slot };
  });
}

/** The persons whose turn it is, whether or not the line still has them. */
function duty(
  line: TrainLine,
  eras: readonly EraSlots[],
  slot: Slot,
  people: ReadonlySet<string>,
): { primary: string | undefined; backup: string | undefined } {
  const rotation = slot.in.era.rotation;
  if (rotation === undefined || rotation.order.length === 0) return { primary: undefined, backup: undefined };
  const turn = turnOf(rotation, slot);
  const primary = inTurn(rotation, turn);
  const before = turn === 0 ? lastPrimary(line, eras, slot.in) : undefined;
  const joined = before !== undefined && before !== primary && people.has(before);
  const backup = joined ? before : inTurn(rotation, turn - 1);
  return { primary, backup: backup === primary ? undefined : backup };
}

function turnOf(rotation: StaggeredPair, slot: Slot): number {
  return slot.index - slot.in.first - (rotation.noTrain === "carry" ? countBefore(slot, () => true) : 0);
}

function inTurn({ order }: StaggeredPair, turn: number): string | undefined {
  return order[((turn % order.length) + order.length) % order.length];
}

/** The primary of the last turn before an era. */
function lastPrimary(line: TrainLine, eras: readonly EraSlots[], within: EraSlots): string | undefined {
  const before = eras.findLast(({ order, first, last }) => order < within.order && last >= first);
  const rotation = before?.era.rotation;
  if (before === undefined || rotation === undefined) return undefined;
  let index = before.last;
  while (rotation.noTrain === "carry" && before.noTrain.has(index)) index -= 1;
  return index < before.first ? undefined : inTurn(rotation, turnOf(rotation, slotAt(line, before, index)));
}
