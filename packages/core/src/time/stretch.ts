import { Temporal } from "temporal-polyfill";

/** A span of time in which a zone's clock keeps its distance from UTC. */
export interface Stretch {
  /** First moment, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  /** How far the clock is ahead of UTC, in milliseconds. */
  readonly offsetMs: number;
}

/** Years 1973 to 2036: for those the zone data of runtimes is written out and complete. */
const FIRST_MS = 94_694_400_000;
const LAST_MS = 2_114_380_800_000;
/** A zone that is asked about more is looked up anew. */
const MOST = 200;

/** Asking the zone is dear, and lines ask again and again. What was found stays true, so that answers do not depend on it. */
const known = new Map<string, Stretch[]>();

/**
 * The stretch in which a moment lies; nothing for moments outside the years 1973 to 2036. Throws what the runtime throws
 * for a zone that it does not know.
 */
export function stretchAt(atMs: number, zone: string): Stretch | undefined {
  if (!(atMs >= FIRST_MS && atMs < LAST_MS)) return undefined;
  const found = known.get(zone)?.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
  if (found !== undefined) return found;
  const made = lookUp(atMs, zone);
  const all = known.get(zone) ?? [];
  if (all.length >= MOST) all.length = 0;
  known.set(zone, [...all, made]);
  return made;
}

function lookUp(atMs: number, zone: string): Stretch {
  const at = (ms: number): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  const here = at(atMs);
  // A change at this very moment is the beginning of the stretch.
  const before = at(atMs + 1).getTimeZoneTransition("previous");
  const after = here.getTimeZoneTransition("next");
  return {
    fromMs: Math.max(FIRST_MS, before?.epochMilliseconds ?? FIRST_MS),
    toMs: Math.min(LAST_MS, after?.epochMilliseconds ?? LAST_MS),
    offsetMs: here.offsetNanoseconds / 1e6,
  };
}
