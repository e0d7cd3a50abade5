import type { TrainLine, WindowRule } from "../line/line.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { localText } from "../time/wall-time.ts";
import { type Place, placesOf } from "./places.ts";
import { slotDates } from "./reach.ts";
import { eraSlots, type Slot, slotAt, slotsBetween } from "./slots.ts";
import { wallMoment } from "./wall-moment.ts";
import { wallTimes } from "./wall-times.ts";

const DAY_MS = 86_400_000;

/** A window whose UTC time of day is not that of the one before, since clocks changed in between. */
export interface ClockShift {
  /** `<era>/<stop>/<kind>`, `<era>/<stop>/<target>/<kind>` or `<era>/reserved/<id>`. */
  readonly rule: string;
  /** IANA zone of the wall time. */
  readonly zone: string;
  /** Local day of the occurrence. */
  readonly date: string;
  /** Local start of the occurrence before, with offset. */
  readonly before: string;
  /** Local start of this occurrence, with offset. */
  readonly after: string;
  readonly utcBefore: Instant;
  readonly utcAfter: Instant;
  /** How much later in the UTC day it starts, in minutes; negative for earlier. */
  readonly shiftMinutes: number;
}

/**
 * Every occurrence in the range whose start has another UTC time of day than the same rule's occurrence before, which may
 * lie before the range: one row for each zone in which a rule's targets are. In order of time.
 */
export function explainDst(line: TrainLine, range: Interval): readonly ClockShift[] {
  const shifts: ClockShift[] = [];
  for (const within of eraSlots(line)) {
    const places = placesOf(line, within.era);
    const listed = slotsBetween(line, within, ...slotDates(places, range));
    let before = (listed[0]?.index ?? within.first) - 1;
    while (within.noTrain.has(before)) before -= 1;
    const earlier = before >= within.first ? [slotAt(line, within, before)] : [];
    const slots = [...earlier, ...listed].filter(({ noTrain }) => noTrain === undefined);
    for (const place of onePerZone(places)) shifts.push(...shiftsOf(line, slots, place, within.era.id, range));
  }
  return shifts.toSorted((a, b) => epochMs(a.utcAfter) - epochMs(b.utcAfter));
}

function shiftsOf(
  line: TrainLine,
  slots: readonly Slot[],
  place: Place,
  era: string,
  range: Interval,
): readonly ClockShift[] {
  const shifts: ClockShift[] = [];
  let utcBefore: Instant | undefined;
  for (const slot of slots) {
    const wall = wallTimes(slot.date, place);
    const utcAfter = wallMoment(line, wall.date, wall.at, wall.zone)?.at;
    if (utcAfter === undefined) continue;
    const ms = epochMs(utcAfter);
    const shiftMs = utcBefore === undefined ? 0 : timeOfDay(ms - epochMs(utcBefore) + DAY_MS / 2) - DAY_MS / 2;
    if (utcBefore !== undefined && shiftMs !== 0 && ms >= epochMs(range.start) && ms < epochMs(range.end)) {
      shifts.push({
        rule: `${era}/${ruleName(place.rule)}`,
        zone: place.zone,
        date: localText(utcAfter, place.zone).slice(0, 10),
        before: localText(utcBefore, place.zone),
        after: localText(utcAfter, place.zone),
        utcBefore,
        utcAfter,
        shiftMinutes: shiftMs / 60_000,
      });
    }
    utcBefore = utcAfter;
  }
  return shifts;
}

function timeOfDay(ms: number): number {
  return ((ms % DAY_MS) + DAY_MS) % DAY_MS;
}

function onePerZone(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [`${place.index} ${place.zone}`, place])).values()];
}

function ruleName(rule: WindowRule): string {
  if (rule.kind === "reserved") return `reserved/${rule.id}`;
  return [rule.stop, ...(rule.target === undefined ? [] : [rule.target]), rule.kind].join("/");
}
