import type { TrainLine } from "../line/line.ts";
import { addDays } from "../time/date.ts";
import { epochMs } from "../time/instant.ts";
import { clockChangeInside, currentTimes, dated, type Draft, type WallTimes } from "./draft.ts";
import type { Folded } from "./fold.ts";
import type { Place } from "./places.ts";
import { numberOf, type Slot } from "./slots.ts";
import type { Window } from "./timetable.ts";

/** The windows that an era's places give a train. Times are resolved late, from the wall time, each time anew. */
export function windowsOf(line: TrainLine, slot: Slot, places: readonly Place[], folded: Folded): readonly Draft[] {
  const gone = slot.noTrain?.reason ?? folded.cancelledTrains.get(slot.id);
  const number = numberOf(slot);
  const drafts: Draft[] = [];
  for (const place of places) {
    const id = `${slot.id}/${place.path}`;
    const facts = folded.windows.get(id);
    const times = currentTimes(line, id, wallTimes(slot.date, place), facts);
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
      ...dated(line, place.zone, times, facts),
      capacity: place.capacity,
      guests: [],
    };
    const why = gone ?? facts?.cancelled;
    drafts.push({
      window,
      slot,
      expectedMs: place.expectedMs ?? epochMs(times.end) - epochMs(times.start),
      ...(why !== undefined && { gone: why }),
      findings: [
        ...times.findings,
        ...clockChangeInside(window, place.lengthMs === undefined && facts?.moved === undefined),
      ],
    });
  }
  return drafts;
}

/** The wall times that a place has on a slot's date. */
export function wallTimes(slotDate: string, { rule, zone, lengthMs }: Place): WallTimes {
  const date = addDays(slotDate, rule.day);
  // Both are HH:MM, so that they compare as text.
  const until = rule.until ?? rule.at;
  return {
    date,
    at: rule.at,
    zone,
    lengthMs,
    ...(lengthMs === undefined && { until, endDate: until > rule.at ? date : addDays(date, 1) }),
  };
}
