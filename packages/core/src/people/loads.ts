import { dateIn, daysBetween } from "../time/date.ts";
import { epochMs } from "../time/instant.ts";
import { type Interval, overlaps } from "../time/interval.ts";
import { ianaZone } from "../time/zone.ts";
import { timetable } from "../timetable/build-timetable.ts";
import { slotOf } from "../timetable/slots.ts";
import { coverageIn } from "./coverage.ts";
import { readerOf } from "./roster.ts";
import type { Roster } from "./roster-parts.ts";
import { crewPolicy } from "./rotation.ts";

/** What one person carried. */
export interface Load {
  readonly person: string;
  /** Turns on planned trains whose slot date lies in the range, after swaps. */
  readonly primary: number;
  readonly backup: number;
  readonly shadow: number;
  /** Time in windows that start in the range while the person has a duty, in milliseconds; watching after them is not counted. */
  readonly windowMs: number;
  /** Covers in the range by which the person stood in for somebody. */
  readonly coversGiven: number;
  /** Covers in the range by which somebody stood in for the person. */
  readonly coversTaken: number;
}

/** A turn that changed later than the era's notice period allows. */
export interface ShortNotice {
  /** Id of the swap or of the fact of a handover. */
  readonly change: string;
  readonly train: string;
  /** Who got the turn. */
  readonly person: string;
  /** Days from the change to the slot's date, in the line's zone; negative when it came after. */
  readonly days: number;
}

/** Who carried how much, to see whether it is fair. */
export interface Loads {
  readonly range: Interval;
  /** Everybody whom the line has, in its order. */
  readonly people: readonly Load[];
  readonly shortNotice: readonly ShortNotice[];
}

/** How turns, windows and covers are spread over people in a range of time, and which turns changed at short notice. */
export function loads(roster: Roster, range: Interval): Loads {
  const { line, facts, options } = roster;
  const open = readerOf(roster);
  const zone = ianaZone(line.zone);
  const { trains, windows, pairs } = timetable(line, facts, range, options);
  const [first, last] = [dateIn(range.start, zone), dateIn(range.end, zone)];
  const inRange = new Set(trains.filter(({ date }) => first <= date && date < last).map(({ id }) => id));
  const turns = pairs.filter(({ train }) => inRange.has(train));
  const timeOf = new Map<string, number>();
  for (const window of windows.filter(({ kind }) => kind !== "guest" && kind !== "reserved")) {
    for (const [person, ms] of timesIn(coverageIn(open, window).spans, window))
      timeOf.set(person, (timeOf.get(person) ?? 0) + ms);
  }
  const covers = roster.covers.filter((cover) => cover.status === "accepted" && overlaps(cover, range));
  const count = <T>(items: readonly T[], test: (item: T) => boolean): number => items.filter(test).length;
  return {
    range,
    people: line.people.map(({ id }) => ({
      person: id,
      primary: count(turns, ({ primary }) => primary === id),
      backup: count(turns, ({ backup }) => backup === id),
      shadow: count(turns, ({ shadow }) => shadow === id),
      windowMs: timeOf.get(id) ?? 0,
      coversGiven: count(covers, ({ taker }) => taker === id),
      coversTaken: count(covers, (cover) => cover.for === id),
    })),
    shortNotice: changes(roster)
      .filter(({ train }) => inRange.has(train))
      .flatMap(({ change, train, person, at }) => {
        const slot = slotOf(line, open.eras, train);
        if (slot === undefined) return [];
        const days = daysBetween(dateIn(at, zone), slot.date);
        return days < crewPolicy(slot.in.era).noticeDays ? [{ change, train, person, days }] : [];
      }),
  };
}

function changes(
  roster: Roster,
): readonly { readonly change: string; readonly train: string; readonly person: string; readonly at: string }[] {
  return [
    ...roster.swaps
      .filter(({ status }) => status === "accepted")
      .flatMap(({ id, moves, at, acceptedAt }) =>
        moves.map(({ train, to }) => ({ change: id, train, person: to, at: acceptedAt ?? at })),
      ),
    ...roster.handovers.map(({ id, train, to, at }) => ({ change: id, train, person: to, at })),
  ];
}

/** How long each person has at least one duty inside the window. */
function timesIn(
  spans: readonly (Interval & { readonly person: string })[],
  window: Interval,
): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  const times = new Map<string, number>();
  for (const { person, start, end } of spans.toSorted((a, b) => epochMs(a.start) - epochMs(b.start))) {
    const from = Math.max(epochMs(start), ends.get(person) ?? 0);
    const to = Math.min(epochMs(end), epochMs(window.end));
    if (to <= from) continue;
    times.set(person, (times.get(person) ?? 0) + to - from);
    ends.set(person, to);
  }
  return times;
}
