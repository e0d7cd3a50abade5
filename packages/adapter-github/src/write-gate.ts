import type { CallOptions, Clock } from "@footplate/core";
import { type Budget, startBudget } from "@footplate/http";
import { fault } from "./fault.ts";
import type { GitHubOptions } from "./options.ts";

const DEFAULT_TIMEOUT_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Longer pauses are for the caller to wait. */
const LONGEST_WAIT_MS = 30_000;

/** Lets one write through at a time, with what is left of its time once its turn has come. */
export type WriteGate = <Value>(call: CallOptions, write: (left: CallOptions) => Promise<Value>) => Promise<Value>;

/**
 * Writes one after the other, each at least `writeGapMs` after the answer to the one before it, and no more than
 * `writesPerHour` in any hour. Throws `rate_limited` where the wait for that is longer than 30 seconds or the call's time.
 */
export function createWriteGate(clock: Clock, settings: GitHubOptions): WriteGate {
  const { writeGapMs = 1000, writesPerHour = 500 } = settings;
  let last: Promise<void> = Promise.resolve();
  let freeAt = Number.NEGATIVE_INFINITY;
  /** When the writes of the last hour were answered, oldest first. */
  let answered: readonly number[] = [];

  const roomInMs = (): number => {
    const now = clock.monotonicMs();
    answered = answered.filter((at) => at > now - HOUR_MS);
    const oldest = answered.at(-writesPerHour);
    return oldest === undefined ? 0 : oldest + HOUR_MS - now;
  };

  const turn = async (before: Promise<void>, budget: Budget): Promise<void> => {
    const { signal } = budget();
    await unlessAborted(before, signal);
    const leftMs = budget().timeoutMs ?? 0;
    const roomMs = roomInMs();
    if (roomMs > Math.min(leftMs, LONGEST_WAIT_MS)) throw full(writesPerHour, roomMs);
    const waitMs = Math.min(Math.max(freeAt - clock.monotonicMs(), roomMs), leftMs);
    if (waitMs > 0) await clock.sleep(waitMs, signal);
  };

  return async (call, write) => {
    call.signal?.throwIfAborted();
    const budget = startBudget(settings, call, call.timeoutMs ?? settings.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const before = last;
    let leave: () => void = () => undefined;
    const own = new Promise<void>((resolve) => {
      leave = resolve;
    });
    // Who gives up while it waits must not let the next one overtake those before it.
    last = Promise.all([before, own]).then(() => undefined);
    try {
      await turn(before, budget);
      try {
        return await write(budget());
      } finally {
        const now = clock.monotonicMs();
        freeAt = now + writeGapMs;
        answered = [...answered, now];
      }
    } finally {
      leave();
    }
  };
}

function full(writesPerHour: number, retryAfterMs: number): Error {
  return fault({
    code: "rate_limited",
    message: `github: ${String(writesPerHour)} writes within an hour are all that GitHub allows`,
    retryable: true,
    retryAfterMs,
    written: "no",
    hint: "wait, or give writesPerHour if your server allows more",
  });
}

async function unlessAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
