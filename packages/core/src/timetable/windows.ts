import type { TrainLine } from "../line/line.ts";
import type { Pairing } from "../people/pairing.ts";
import { epochMs } from "../time/instant.ts";
import { clockChangeInside, currentTimes, dated, type Draft } from "./draft.ts";
import { type Folded, whyUnused } from "./fold.ts";
import type { Place } from "./places.ts";
import { numberOf, type Slot } from "./slots.ts";
import { placesWithPair } from "./straddling.ts";
import type { Window } from "./timetable.ts";
import { wallTimes } from "./wall-times.ts";

/** The windows that an era's places give a train with its pair. Times are resolved late, from the wall time, each time anew. */
export function windowsOf(
  line: TrainLine,
  slot: Slot,
  places: readonly Place[],
  folded: Folded,
  pairOf: (slot: Slot) => Pairing,
): readonly Draft[] {
  const number = numberOf(slot);
  const drafts: Draft[] = [];
  for (const { place, timed } of placesWithPair(line, slot, places, pairOf)) {
    const id = `${slot.id}/${place.path}`;
    const facts = folded.windows.get(id);
    const times = currentTimes(line, id, wallTimes(slot.date, timed), facts);
    if (times === undefined) continue;
    const window: Window = {
      id,
      line: line.id,
      train: slot.id,
      ...(number !== undefined && { number }),
      ...(place.stop !== undefined && { stop: place.stop }),
      ...(place.target !== undefined && { target: place.target }),
      name: place.name,
      kind: place.rule.kind,
      class: place.class,
      ...dated(line, timed.zone, times, facts),
      capacity: place.capacity,
      guests: [],
    };
    const why = slot.noTrain?.reason ?? whyUnused(folded, slot.id, times.start) ?? facts?.cancelled;
    drafts.push({
      window,
      slot,
      expectedMs: place.expectedMs ?? epochMs(times.end) - epochMs(times.start),
      ...(why !== undefined && { gone: why }),
      findings: [
        ...times.findings,
        ...clockChangeInside(window, timed.lengthMs === undefined && facts?.moved === undefined),
      ],
    });
  }
  return drafts;
}
