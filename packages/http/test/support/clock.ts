import { type Clock, epochMs, fromEpochMs } from "@footplate/core";

export interface TestClock extends Clock {
  advance(ms: number): void;
  /** What was slept, in order. */
  readonly slept: number[];
}

/** A clock whose `sleep` lets its time pass at once. */
export function testClock(start = "2026-11-25T08:00:00Z"): TestClock {
  let ms = epochMs(start);
  const slept: number[] = [];
  return {
    slept,
    now: () => fromEpochMs(ms),
    monotonicMs: () => ms,
    advance: (by) => {
      ms += by;
    },
    async sleep(by, signal) {
      signal?.throwIfAborted();
      slept.push(by);
      ms += by;
      await Promise.resolve();
      signal?.throwIfAborted();
    },
  };
}
