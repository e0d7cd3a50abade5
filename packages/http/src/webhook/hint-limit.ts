import type { Clock } from "@footplate/core";

const MINUTE_MS = 60_000;

/** Lets so many through in any minute. Gives the milliseconds until the next one may come; 0 lets this one through. */
export function hintLimit(clock: Clock, perMinute: number): () => number {
  let times: readonly number[] = [];
  return () => {
    const now = clock.monotonicMs();
    times = times.filter((at) => at > now - MINUTE_MS);
    const [first] = times;
    if (first !== undefined && times.length >= perMinute) return first + MINUTE_MS - now;
    times = [...times, now];
    return 0;
  };
}
