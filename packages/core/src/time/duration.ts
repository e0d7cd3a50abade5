import { invalidInput, shown } from "./invalid-input.ts";

const DURATION =
  /^P(?=\d|T\d)(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,3})?)S)?)?$/;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const UNITS_MS = [7 * DAY_MS, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS];
/** Up to here people count in hours. */
const LONGEST_IN_HOURS_MS = 2 * DAY_MS;

/**
 * Length in milliseconds of an ISO 8601 duration of weeks, days (24 hours each), hours, minutes and seconds.
 * Throws `invalid_input`, also for years and months, which have no fixed length, and for negative ones.
 */
export function durationMs(text: string): number {
  const match = DURATION.exec(text);
  if (match === null) {
    throw invalidInput(
      `not a duration of weeks, days, hours, minutes and seconds: ${shown(text)}`,
      "write it as ISO 8601, such as PT2H or PT1H30M; years and months have no fixed length, and no length is negative",
    );
  }
  return Math.round(UNITS_MS.reduce((sum, unitMs, index) => sum + unitMs * Number(match[index + 1] ?? 0), 0));
}

/** A length in milliseconds for people: `2 h`, `1 h 30 min`, `15 min`, `45 s`; from two days on `2 d 4 h`. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `-${formatDuration(-ms)}`;
  if (ms > 0 && ms < SECOND_MS) return `${ms} ms`;
  const seconds = Math.round(ms / SECOND_MS) * SECOND_MS;
  const days = seconds >= LONGEST_IN_HOURS_MS ? Math.floor(seconds / DAY_MS) : 0;
  const rest = seconds - days * DAY_MS;
  const parts: readonly (readonly [number, string])[] = [
    [days, "d"],
    [Math.floor(rest / HOUR_MS), "h"],
    [Math.floor((rest % HOUR_MS) / MINUTE_MS), "min"],
    [(rest % MINUTE_MS) / SECOND_MS, "s"],
  ];
  const text = parts.flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : [])).join(" ");
  return text === "" ? "0 min" : text;
}
