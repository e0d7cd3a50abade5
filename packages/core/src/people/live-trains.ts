import type { TrainLine } from "../line/line.ts";
import { addDays, dateIn, mondayOf } from "../time/date.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { wallMs } from "../time/wall-time.ts";
import { ianaZone } from "../time/zone.ts";
import { expand } from "../timetable/expand.ts";
import { bySlot, numberOf, type Slot, slotOf } from "../timetable/slots.ts";
import type { Timetable, Window } from "../timetable/timetable.ts";
import type { OpenRoster } from "./roster.ts";
import type { Roster } from "./roster-parts.ts";
import { crewPolicy } from "./rotation.ts";

const DAY_MS = 86_400_000;

/** A train whose pair is on duty. */
export interface LiveTrain {
  readonly slot: Slot;
  readonly number?: string;
}

/**
 * The trains whose pair is on duty at a moment: planned ones, from the Monday of the slot's week in the line's zone, or
 * the first window if that is earlier, until the last window has been watched; without windows, for that week.
 */
export function liveTrains(
  { line, facts, options }: Roster,
  now: Instant,
): { readonly open: OpenRoster; readonly trains: readonly LiveTrain[] } {
  const nowMs = epochMs(now);
  const range = { start: fromEpochMs(nowMs - 9 * DAY_MS), end: fromEpochMs(nowMs + 9 * DAY_MS) };
  const { crew, slots, drafts, folded } = expand(line, facts, range, options);
  const planned = slots.filter(({ noTrain, id }) => noTrain === undefined && !folded.cancelledTrains.has(id));
  const windows = drafts.flatMap(({ slot, gone, window }) =>
    gone === undefined && slot !== undefined ? [window] : [],
  );
  return { open: crew, trains: liveAmong(line, planned, windows, now) };
}

/** The same from a timetable that reaches nine days and more to both sides of the moment. */
export function liveTrainsIn(
  { roster: { line }, eras }: OpenRoster,
  { trains, windows }: Pick<Timetable, "trains" | "windows">,
  now: Instant,
): readonly LiveTrain[] {
  const planned = trains.flatMap(({ id, status }) => (status === "planned" ? (slotOf(line, eras, id) ?? []) : []));
  return liveAmong(
    line,
    planned,
    windows.filter(({ kind }) => kind !== "guest"),
    now,
  );
}

function liveAmong(
  line: TrainLine,
  planned: readonly Slot[],
  windows: readonly Pick<Window, "train" | "start" | "end">[],
  now: Instant,
): readonly LiveTrain[] {
  const nowMs = epochMs(now);
  const zone = ianaZone(line.zone);
  const trains = planned.filter((slot) => {
    const monday = mondayOf(slot.date);
    const own = windows.filter(({ train }) => train === slot.id);
    const starts = own.map(({ start }) => epochMs(start));
    const ends = own.map(({ end }) => epochMs(end) + crewPolicy(slot.in.era).watchMs);
    const from = Math.min(wallMs(monday, "00:00", zone), ...starts);
    const to = ends.length > 0 ? Math.max(...ends) : wallMs(addDays(monday, 7), "00:00", zone);
    return from <= nowMs && nowMs < to;
  });
  return trains.toSorted(bySlot).map((slot) => {
    const number = numberOf(slot);
    return { slot, ...(number !== undefined && { number }) };
  });
}

/** The trains of the week in which a moment lies, in the line's zone, that are planned. */
export function trainsOfWeek(
  { line, facts, options }: Roster,
  now: Instant,
): { readonly open: OpenRoster; readonly today: string; readonly trains: readonly LiveTrain[] } {
  const nowMs = epochMs(now);
  const today = dateIn(now, ianaZone(line.zone));
  const range = { start: fromEpochMs(nowMs - 9 * DAY_MS), end: fromEpochMs(nowMs + 9 * DAY_MS) };
  const { crew, slots, folded } = expand(line, facts, range, options);
  const trains = slots
    .filter(({ noTrain, id }) => noTrain === undefined && !folded.cancelledTrains.has(id))
    .filter(({ date }) => mondayOf(date) === mondayOf(today))
    .toSorted(bySlot)
    .map((slot) => {
      const number = numberOf(slot);
      return { slot, ...(number !== undefined && { number }) };
    });
  return { open: crew, today, trains };
}
