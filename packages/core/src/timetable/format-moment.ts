import { weekdayOf } from "../time/date.ts";
import type { Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { localText } from "../time/wall-time.ts";
import { ianaZone } from "../time/zone.ts";

/** A moment with local time, zone and UTC (F42): `Wed 2026-11-25 22:00 America/New_York (Thu 2026-11-26 03:00 UTC)`. */
export function formatMoment(at: Instant, zone: string): string {
  const shown = ianaZone(zone);
  const local = localText(at, shown);
  const utcDay = local.slice(0, 10) === at.slice(0, 10) ? "" : `${day(at)} `;
  return `${day(local)} ${clock(local)} ${shown} (${utcDay}${clock(at)} UTC)`;
}

/** Start and end for people, each as `formatMoment` has it. */
export function formatTimes({ start, end }: Interval, zone: string): string {
  return `${formatMoment(start, zone)} to ${formatMoment(end, zone)}`;
}

function day(text: string): string {
  const weekday = weekdayOf(text.slice(0, 10));
  return `${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1)} ${text.slice(0, 10)}`;
}

function clock(text: string): string {
  return text.slice(11, 16);
}
