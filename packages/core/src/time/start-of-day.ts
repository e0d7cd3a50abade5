import { dayNumber } from "./date.ts";
import { fromEpochMs, type Instant } from "./instant.ts";
import { stretchesAround } from "./stretch.ts";
import { clearMoment, wallReading } from "./wall-reading.ts";
import { ianaZone } from "./zone.ts";

const DAY_MS = 86_400_000;

/**
 * The moment at which a date, `YYYY-MM-DD`, begins in a zone: midnight, the first one where the clock shows it twice, and
 * where the clock skips it the moment after the jump. Nothing for a zone that the runtime does not know: `zoneProblem` says
 * what to write instead. Throws `invalid_input` for a date that does not exist.
 */
export function startOfDay(date: string, zone: string): Instant | undefined {
  const localMs = dayNumber(date) * DAY_MS;
  try {
    return fromEpochMs(clearMoment(wallReading(localMs, stretchesAround(localMs, ianaZone(zone)))));
  } catch (error) {
    // Asked here and not with `zoneProblem`, whose lists of zones would come along wherever a day is begun.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
