import { weekdayOf } from "../time/date.ts";
import { epochMs } from "../time/instant.ts";
import { localText } from "../time/wall-time.ts";
import { ianaZone } from "../time/zone.ts";
import { formatDuration } from "../time/duration.ts";
import { printable } from "../text.ts";
import type { Window } from "./timetable.ts";

/** How a window is shown. */
export interface FormatWindowOptions {
  /** Zone to show it in, IANA or `AoE`. @default the window's own */
  readonly zone?: string;
}

/** A window on one line, with local time, zone and UTC (F42): `Wed 2026-11-25 22:00–00:00 America/New_York (03:00–05:00 UTC, 2 h)  Production, Client A`. */
export function formatWindow(window: Window, options: FormatWindowOptions = {}): string {
  const marks = [
    window.kind === "primary" ? "" : window.kind.replace("_", "-"),
    window.class === "exclusive" ? "" : window.class,
    window.blocked === undefined ? window.status : "blocked",
    window.moved === true ? "moved" : "",
    window.resolvedBy === undefined ? "" : `clock: ${window.resolvedBy}`,
  ].filter((mark) => mark !== "");
  return printable(`${formatTimes(window, options.zone)}  ${window.name} [${marks.join(", ")}]`);
}

function formatTimes(window: Window, zone: string | undefined): string {
  const shown = zone === undefined ? window.zone : ianaZone(zone);
  const own = shown === window.zone;
  const start = own ? window.localStart : localText(window.start, shown);
  const end = own ? window.localEnd : localText(window.end, shown);
  const length = formatDuration(epochMs(window.end) - epochMs(window.start));
  const local = `${day(start)} ${clock(start)}–${until(start, end)} ${shown}`;
  const utcDay = start.slice(0, 10) === window.start.slice(0, 10) ? "" : `${day(window.start)} `;
  return `${local} (${utcDay}${clock(window.start)}–${until(window.start, window.end)} UTC, ${length})`;
}

function day(text: string): string {
  const weekday = weekdayOf(text.slice(0, 10));
  return `${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1)} ${text.slice(0, 10)}`;
}

function clock(text: string): string {
  return text.slice(11, 16);
}

/** The end, with its day only where a reader would not guess it: from two nights on. */
function until(start: string, end: string): string {
  const nights = (Date.parse(end.slice(0, 10)) - Date.parse(start.slice(0, 10))) / 86_400_000;
  return nights > 1 || (nights === 1 && clock(end) >= clock(start)) ? `${day(end)} ${clock(end)}` : clock(end);
}
