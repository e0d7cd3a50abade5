import { durationMs } from "./duration.ts";
import { epochMs, fromEpochMs, type Instant, type InstantLike } from "./instant.ts";
import { invalidInput } from "./invalid-input.ts";

/** Half-open: `start` belongs to it, `end` does not. */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}

/** The interval from `start` to `end`. Throws `invalid_input` when `end` is not after `start`. */
export function interval(start: InstantLike, end: InstantLike): Interval {
  return between(epochMs(start), epochMs(end));
}

/**
 * The interval that begins at `from` and lasts `length`, an ISO 8601 duration of exact units: `P1D` is 24 hours.
 * Throws `invalid_input`, also for a length of zero.
 */
export function span(from: InstantLike, length: string): Interval {
  const startMs = epochMs(from);
  return between(startMs, startMs + durationMs(length));
}

/** Whether the moment lies in the interval. Its end does not. */
export function contains(interval: Interval, at: InstantLike): boolean {
  const atMs = epochMs(at);
  return epochMs(interval.start) <= atMs && atMs < epochMs(interval.end);
}

/** Whether two intervals share a moment. Those that only touch do not. */
export function overlaps(a: Interval, b: Interval): boolean {
  return intersect(a, b) !== undefined;
}

/** What two intervals share, if anything. */
export function intersect(a: Interval, b: Interval): Interval | undefined {
  const startMs = Math.max(epochMs(a.start), epochMs(b.start));
  const endMs = Math.min(epochMs(a.end), epochMs(b.end));
  return startMs < endMs ? between(startMs, endMs) : undefined;
}

function between(startMs: number, endMs: number): Interval {
  const start = fromEpochMs(startMs);
  const end = fromEpochMs(endMs);
  if (endMs <= startMs) {
    throw invalidInput(
      `the interval ends at ${end}, not after its start ${start}`,
      "give an end that is later than the start",
    );
  }
  return { start, end };
}
