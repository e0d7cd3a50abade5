import type { Fact, RiderBoarded } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { type OpenRoster, pairsIn } from "../people/roster.ts";
import { epochMs } from "../time/instant.ts";
import { foldFacts } from "../timetable/fold.ts";
import { oneOffDrafts } from "../timetable/one-off.ts";
import { placesOf } from "../timetable/places.ts";
import { slotOf } from "../timetable/slots.ts";
import { subjectsOf } from "../timetable/subjects.ts";
import type { ConductorPair, Train, Window } from "../timetable/timetable.ts";
import { trainOf } from "../timetable/train.ts";
import { ridersOf } from "../timetable/train-riders.ts";
import { windowsOf } from "../timetable/windows.ts";

/** A planned train with everything that belongs to it. */
export interface WholeTrain {
  readonly train: Train;
  /** All of its windows in order of start, reservations included and guests not. */
  readonly windows: readonly Window[];
  readonly pair?: ConductorPair;
  /** What boarded this train and no earlier one, in the order of the facts. */
  readonly boardings: readonly RiderBoarded[];
}

/** The planned ones among the trains, each whole, whatever part of it a range of time would show. */
export function wholeTrains(
  line: TrainLine,
  facts: readonly Fact[],
  crew: OpenRoster,
  ids: ReadonlySet<string>,
): readonly WholeTrain[] {
  const { eras } = crew;
  const places = new Map(eras.map((within) => [within.era.id, placesOf(line, within.era)]));
  const folded = foldFacts(
    line,
    facts,
    subjectsOf(line, eras, ({ era }) => places.get(era.id) ?? []),
  );
  const riders = ridersOf(line, eras, folded.boardings, folded.cancelledTrains);
  const oneOffs = oneOffDrafts(line, eras, folded);
  return [...ids].flatMap((id) => {
    const slot = slotOf(line, eras, id);
    if (slot === undefined) return [];
    const { train } = trainOf(line, slot, folded.cancelledTrains.get(id), riders(slot));
    if (train.status !== "planned") return [];
    const [pair] = pairsIn(crew, [train]);
    const own = windowsOf(line, slot, places.get(slot.in.era.id) ?? [], folded, crew.pairOf);
    const windows = [...own, ...oneOffs.filter((draft) => draft.slot?.id === id)]
      .filter(({ gone }) => gone === undefined)
      .map(({ window }) => window)
      .toSorted((a, b) => epochMs(a.start) - epochMs(b.start) || (a.id < b.id ? -1 : 1));
    const boardings = folded.boardings.filter((boarding) => boarding.train === id);
    return { train, windows, boardings, ...(pair !== undefined && { pair }) };
  });
}
