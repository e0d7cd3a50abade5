import { type Clock, epochMs, fromEpochMs, type InstantLike } from "@footplate/core";

/** A clock that stands still until it is moved. */
export interface VirtualClock extends Clock {
  /** Lets `ms` milliseconds pass. */
  advance(ms: number): void;
  /** Puts the wall clock to a moment. A later one is as if the time had passed; an earlier one leaves `monotonicMs` where it is. */
  set(at: InstantLike): void;
  /** The wall clock, in milliseconds since 1970-01-01T00:00:00Z. */
  epochMs(): number;
}

/**
 * A clock for tests. `sleep` lets its time pass at once and resolves in a microtask, so that a wait of hours costs nothing.
 * A loop that sleeps for ever never yields to timers: give it a signal, or end it from what it calls.
 */
export function virtualClock(start: InstantLike): VirtualClock {
  let wallMs = epochMs(start);
  let monotonicMs = 0;
  const advance = (ms: number): void => {
    if (!Number.isFinite(ms) || ms < 0) {
      throw new RangeError(`time passes forwards: advance(${ms})`);
    }
    wallMs += ms;
    monotonicMs += ms;
  };
  return {
    now: () => fromEpochMs(wallMs),
    monotonicMs: () => monotonicMs,
    epochMs: () => wallMs,
    advance,
    set(at) {
      const next = epochMs(at);
      monotonicMs += Math.max(0, next - wallMs);
      wallMs = next;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      advance(Math.max(0, ms));
      await Promise.resolve();
      signal?.throwIfAborted();
    },
  };
}
