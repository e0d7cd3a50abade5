import { Temporal } from "temporal-polyfill";
import { invalidInput, shown } from "./invalid-input.ts";
import { stretchAt } from "./stretch.ts";
import { ianaZone, zoneProblem } from "./zone.ts";

const MINUTE_MS = 60_000;

/**
 * How far the zone's wall clock is ahead of UTC at a moment, in milliseconds; whole minutes, as RFC 3339 can say no more.
 * Throws `invalid_input` for an unknown zone.
 */
export function offsetMs(atMs: number, zone: string): number {
  const exactMs = inKnownZone(zone, (id) => {
    const known = stretchAt(atMs, id);
    if (known !== undefined) return known.offsetMs;
    return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(id).offsetNanoseconds / 1e6;
  });
  return Math.round(exactMs / MINUTE_MS) * MINUTE_MS;
}

/** Runs what fails only when the zone does not exist, and says so in that case. */
export function inKnownZone<T>(zone: string, act: (id: string) => T): T {
  try {
    return act(ianaZone(zone));
  } catch (error) {
    const problem = zoneProblem(zone);
    if (problem === undefined) throw error;
    throw invalidInput(`zone ${shown(zone)}: ${problem.message}`, problem.hint);
  }
}
