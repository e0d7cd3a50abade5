import type { Fact } from "../line/fact.ts";
import type { TrainLine, WindowRule } from "../line/line.ts";
import { openRoster } from "../people/roster.ts";
import type { RosterOptions } from "../people/rotation.ts";
import { addDays } from "../time/date.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { localText } from "../time/wall-time.ts";
import { type Place, placesOf } from "./places.ts";
import { slotDates } from "./reach.ts";
import { type EraSlots, eraSlots, type Slot, slotAt, slotsBetween } from "./slots.ts";
import { hangsOnPair, placesWithPair, type TimedPlace } from "./straddling.ts";
import { wallMoment } from "./wall-moment.ts";
import { wallTimes } from "./wall-times.ts";

const DAY_MS = 86_400_000;
/** How far back a window that hangs on the pair is looked for with the same wall times, in days: past both clock changes. */
const LOOK_BACK_DAYS = 366;

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
 * lie before the range: one row for each zone in which a rule's targets are. In order of time. Where the pair decides
 * which windows a train has and at which times (R52), an occurrence is compared with the last one that had the same wall
 * times, so that an exchange of times is no shift; facts and options say who conducts. Times by the rules: what facts
 * move or cancel is not looked at.
 */
export function explainDst(
  line: TrainLine,
  range: Interval,
  facts: readonly Fact[] = [],
  options: RosterOptions = {},
): readonly ClockShift[] {
  const eras = eraSlots(line);
  const { pairOf } = openRoster(line, facts, options, eras);
  const shifts: ClockShift[] = [];
  for (const within of eras) {
    const places = placesOf(line, within.era);
    const series = new Map<string, Occurrence[]>();
    for (const slot of slotsFor(line, within, places, range)) {
      for (const [key, one] of onePerZone(placesWithPair(line, slot, places, pairOf))) {
        const at = startOf(line, slot, one);
        if (at === undefined) continue;
        const known = series.get(key);
        if (known === undefined) series.set(key, [{ ...one, at }]);
        else known.push({ ...one, at });
      }
    }
    for (const occurrences of series.values()) shifts.push(...shiftsIn(occurrences, within.era.id, range));
  }
  return shifts.toSorted((a, b) => epochMs(a.utcAfter) - epochMs(b.utcAfter));
}

/** A window of one train, and when it starts. */
interface Occurrence extends TimedPlace {
  readonly at: Instant;
}

/** The slots with trains that can matter for the range, and enough before them to compare with. */
function slotsFor(line: TrainLine, within: EraSlots, places: readonly Place[], range: Interval): readonly Slot[] {
  const [from, to] = slotDates(places, range);
  const running = (slots: readonly Slot[]): readonly Slot[] => slots.filter(({ noTrain }) => noTrain === undefined);
  if (hangsOnPair(places)) return running(slotsBetween(line, within, addDays(from, -LOOK_BACK_DAYS), to));
  const listed = slotsBetween(line, within, from, to);
  let before = (listed[0]?.index ?? within.first) - 1;
  while (within.noTrain.has(before)) before -= 1;
  return [...(before >= within.first ? [slotAt(line, within, before)] : []), ...running(listed)];
}

/** By rule, zone and the rule whose times it has: places that differ in the target alone say the same. */
function onePerZone(timed: readonly TimedPlace[]): ReadonlyMap<string, TimedPlace> {
  return new Map(timed.map((one) => [`${one.place.index} ${one.timed.index} ${one.timed.zone}`, one]));
}

function startOf(line: TrainLine, slot: Slot, { timed }: TimedPlace): Instant | undefined {
  const wall = wallTimes(slot.date, timed);
  return wallMoment(line, wall.date, wall.at, wall.zone)?.at;
}

/** The shifts between neighbours of one series. */
function shiftsIn(occurrences: readonly Occurrence[], era: string, range: Interval): readonly ClockShift[] {
  return occurrences.flatMap(({ place, timed, at: utcAfter }, index) => {
    const utcBefore = occurrences[index - 1]?.at;
    const ms = epochMs(utcAfter);
    if (utcBefore === undefined || ms < epochMs(range.start) || ms >= epochMs(range.end)) return [];
    const shiftMs = timeOfDay(ms - epochMs(utcBefore) + DAY_MS / 2) - DAY_MS / 2;
    if (shiftMs === 0) return [];
    return {
      rule: `${era}/${ruleName(place.rule)}`,
      zone: timed.zone,
      date: localText(utcAfter, timed.zone).slice(0, 10),
      before: localText(utcBefore, timed.zone),
      after: localText(utcAfter, timed.zone),
      utcBefore,
      utcAfter,
      shiftMinutes: shiftMs / 60_000,
    };
  });
}

function timeOfDay(ms: number): number {
  return ((ms % DAY_MS) + DAY_MS) % DAY_MS;
}

function ruleName(rule: WindowRule): string {
  if (rule.kind === "reserved") return `reserved/${rule.id}`;
  return [rule.stop, ...(rule.target === undefined ? [] : [rule.target]), rule.kind].join("/");
}
