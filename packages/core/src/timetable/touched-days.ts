import { addDays, dateIn, daysBetween } from "../time/date.ts";
import { epochMs, fromEpochMs } from "../time/instant.ts";
import type { Window } from "./timetable.ts";

/** The calendar days that a window touches in its own zone. */
export function touchedDays(window: Window): readonly string[] {
  // Its wall times say it all; asking the zone again would cost as much as the rest of the timetable.
  const [first, end] = [window.localStart.slice(0, 10), window.localEnd.slice(0, 10)];
  const last = /T00:00:00[+-]/.test(window.localEnd) && end > first ? addDays(end, -1) : end;
  return daysFrom(first, last);
}

/** The calendar days that a window touches in another zone. */
export function touchedDaysIn(window: Window, zone: string): readonly string[] {
  if (zone === window.zone) return touchedDays(window);
  return daysFrom(dateIn(window.start, zone), dateIn(fromEpochMs(epochMs(window.end) - 1), zone));
}

function daysFrom(first: string, last: string): readonly string[] {
  if (first === last) return [first];
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, offset) => addDays(first, offset));
}
