import { epochMs, fromEpochMs, type Instant, instant, startOfDay } from "@footplate/core";

const DAY_MS = 86_400_000;

/** A moment that somebody else wrote; `undefined` when it is none. */
export function readInstant(value: string | undefined): Instant | undefined {
  return value === undefined ? undefined : unlessRefused(() => instant(value));
}

/** The moment at which a date that somebody else wrote begins, in UTC where this runtime does not know the zone; `undefined` when it is none. */
export function readDay(date: string, zone: string): Instant | undefined {
  return unlessRefused(() => startOfDay(date, zone) ?? startOfDay(date, "UTC"));
}

/** Whether a day begins at the moment. */
export function beginsDay(at: Instant, zone: string): boolean {
  // The date of the zone is that of UTC, or one beside it.
  return [-DAY_MS, 0, DAY_MS].some(
    (ms) => unlessRefused(() => readDay(fromEpochMs(epochMs(at) + ms).slice(0, 10), zone)) === at,
  );
}

function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
