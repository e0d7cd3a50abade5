import type { TrainLine } from "../line/line.ts";
import { placesOf } from "../timetable/places.ts";
import { type EraSlots, eraSlots, numberOf, type Slot, slotOf } from "../timetable/slots.ts";
import { type Subjects, subjectsOf } from "../timetable/subjects.ts";

/** What folding facts of trains in motion asks of a line. Made once for many facts. */
export interface FoldContext {
  readonly line: TrainLine;
  readonly eras: readonly EraSlots[];
  /** Every `stop/target`, in order of stops. */
  readonly targets: readonly { readonly target: string; readonly stop: string }[];
  slot(train: string): Slot | undefined;
  /** Whether the line may have such a window; those that were reopened apart. */
  knowsWindow(id: string): boolean;
}

/** What folding asks of a line. */
export function foldContext(line: TrainLine): FoldContext {
  const eras = eraSlots(line);
  let subjects: Subjects | undefined;
  return {
    line,
    eras,
    targets: line.stops.flatMap((stop) =>
      stop.targets.map(({ id }) => ({ target: `${stop.id}/${id}`, stop: stop.id })),
    ),
    slot: (train) => slotOf(line, eras, train),
    knowsWindow(id) {
      subjects ??= subjectsOf(line, eras, ({ era }) => placesOf(line, era));
      return subjects.window(id);
    },
  };
}

/** What a train's targets run once it is promoted: its number, or its id where it has none. */
export function versionOf(slot: Slot): string {
  return numberOf(slot) ?? slot.id;
}
