import { addDays, weekdayOf } from "../time/date.ts";
import type { Interval } from "../time/interval.ts";
import { localText } from "../time/wall-time.ts";
import { ianaZone } from "../time/zone.ts";

/**
 * A range of time in a zone: whole days as first and last, `Sun 2026-11-22 to Sat 2026-12-19, Europe/Berlin`; other
 * ranges with their times, the end excluded.
 */
export function formatSpan({ start, end }: Interval, zone: string): string {
  const shown = ianaZone(zone);
  const [from, to] = [localText(start, shown), localText(end, shown)];
  const days = [from, to].every((text) => text.slice(11, 19) === "00:00:00");
  const [first, last] = days
    ? [day(from.slice(0, 10)), day(addDays(to.slice(0, 10), -1))]
    : [from, to].map((text) => `${day(text.slice(0, 10))} ${text.slice(11, 16)}`);
  return `${first === last ? first : `${first} to ${last}`}, ${shown}`;
}

function day(date: string): string {
  const weekday = weekdayOf(date);
  return `${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1)} ${date}`;
}
