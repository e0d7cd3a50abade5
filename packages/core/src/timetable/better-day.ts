import { addDays, weekdayOf } from "../time/date.ts";
import { epochMs } from "../time/instant.ts";
import { wallMs } from "../time/wall-time.ts";
import type { ClosedDays } from "./closed-days.ts";
import { type FreezeSpan, freezesOf } from "./freezes.ts";
import type { Window } from "./timetable.ts";
import { touchedDays } from "./touched-days.ts";

/** How far a better day is looked for, to either side. */
const SEARCH_DAYS = 60;

/** Proposes the nearest day, earlier or later, that is free of everything; of two as near, the earlier. */
export function betterDay(
  closed: ClosedDays,
  freezes: readonly FreezeSpan[],
  window: Window,
  stop: string,
  target: string,
): string {
  const days = touchedDays(window);
  const start = window.localStart.slice(0, 10);
  const lengthMs = epochMs(window.end) - epochMs(window.start);
  for (let distance = 1; distance <= SEARCH_DAYS; distance += 1) {
    for (const shift of [-distance, distance]) {
      const free = days.every((day) => {
        const date = addDays(day, shift);
        return (
          closed.noDeploy(date) === undefined &&
          closed.holiday(date, stop, target) === undefined &&
          closed.noTrain(date) === undefined
        );
      });
      const date = addDays(start, shift);
      const startMs = wallMs(date, window.localStart.slice(11, 16), window.zone);
      if (free && freezesOf(freezes, startMs, startMs + lengthMs, stop, target).length === 0) {
        return `move it to ${date} (${weekdayOf(date)}), the nearest free day`;
      }
    }
  }
  return `no free day within ${SEARCH_DAYS} days: cancel the window, or open a day`;
}
