import { invalidInput, shown } from "./invalid-input.ts";
import { exactOffsetMs, type Stretch, stretchesAround } from "./stretch.ts";
import { ianaZone, zoneProblem } from "./zone.ts";

const MINUTE_MS = 60_000;

/**
 * How far the zone's wall clock is ahead of UTC at a moment, in milliseconds; whole minutes, as RFC 3339 can say no more.
 * Throws `invalid_input` for an unknown zone.
 */
export function offsetMs(atMs: number, zone: string): number {
  return Math.round(inKnownZone(zone, exactOffsetMs, atMs) / MINUTE_MS) * MINUTE_MS;
}

/** What the zone's clock does around a wall time, which is given as if it were UTC. Throws `invalid_input` for an unknown zone. */
export function stretchesOf(localMs: number, zone: string): readonly Stretch[] {
  return inKnownZone(zone, stretchesAround, localMs);
}

/** Asks what fails only when the zone does not exist, and says so in that case. */
function inKnownZone<T>(zone: string, ask: (ms: number, zone: string) => T, ms: number): T {
  try {
    return ask(ms, ianaZone(zone));
  } catch (error) {
    const problem = zoneProblem(zone);
    if (problem === undefined) throw error;
    throw invalidInput(`zone ${shown(zone)}: ${problem.message}`, problem.hint);
  }
}
