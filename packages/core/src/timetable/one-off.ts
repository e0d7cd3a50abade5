import type { OneOffWindow, TrainLine } from "../line/line.ts";
import { durationMs } from "../time/duration.ts";
import { epochMs } from "../time/instant.ts";
import { ianaZone } from "../time/zone.ts";
import { clockChangeInside, currentTimes, dated, type Draft } from "./draft.ts";
import { type Folded, whyUnused } from "./fold.ts";
import { type EraSlots, numberOf, slotOf } from "./slots.ts";
import type { Window } from "./timetable.ts";

/** The windows outside the rules (R8). One that serves a train which does not run is not used. */
export function oneOffDrafts(line: TrainLine, eras: readonly EraSlots[], folded: Folded): readonly Draft[] {
  return (line.oneOffWindows ?? []).flatMap((rule) => oneOff(line, eras, folded, rule) ?? []);
}

function oneOff(line: TrainLine, eras: readonly EraSlots[], folded: Folded, rule: OneOffWindow): Draft | undefined {
  const id = `${line.id}/one-off/${rule.id}`;
  const target = line.stops.find((stop) => stop.id === rule.stop)?.targets.find((one) => one.id === rule.target);
  const zone = ianaZone(rule.zone ?? target?.zone ?? line.zone);
  const facts = folded.windows.get(id);
  const wall = { date: rule.date, at: rule.at, zone, lengthMs: durationMs(rule.length) };
  const times = currentTimes(line, id, wall, facts);
  if (times === undefined) return undefined;
  const slot = rule.train === undefined ? undefined : slotOf(line, eras, rule.train);
  const number = slot && numberOf(slot);
  const window: Window = {
    id,
    line: line.id,
    ...(rule.train !== undefined && { train: rule.train }),
    ...(number !== undefined && { number }),
    stop: rule.stop,
    target: rule.target,
    name: rule.name,
    kind: "one_off",
    class: "exclusive",
    ...dated(line, zone, times, facts),
    capacity: 0,
    guests: [],
  };
  const why = slot?.noTrain?.reason ?? (slot && whyUnused(folded, slot.id, times.start)) ?? facts?.cancelled;
  return {
    window,
    ...(slot !== undefined && { slot }),
    expectedMs: epochMs(times.end) - epochMs(times.start),
    ...(why !== undefined && { gone: why }),
    findings: [...times.findings, ...clockChangeInside(window, false)],
  };
}
