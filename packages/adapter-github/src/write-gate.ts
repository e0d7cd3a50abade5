import type { CallOptions, Clock } from "@footplate/core";
import { type Budget, type HttpSettings, startBudget } from "@footplate/http";

const DEFAULT_TIMEOUT_MS = 60_000;

/** Lets one write through at a time, with what is left of its time once its turn has come. */
export type WriteGate = <Value>(call: CallOptions, write: (left: CallOptions) => Promise<Value>) => Promise<Value>;

/** Writes one after the other, each at least `gapMs` after the answer to the one before it. */
export function createWriteGate(clock: Clock, gapMs: number, settings: HttpSettings): WriteGate {
  let last: Promise<void> = Promise.resolve();
  let freeAt = Number.NEGATIVE_INFINITY;

  const turn = async (before: Promise<void>, budget: Budget): Promise<void> => {
    const { signal } = budget();
    await unlessAborted(before, signal);
    const waitMs = Math.min(freeAt - clock.monotonicMs(), budget().timeoutMs ?? 0);
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
        freeAt = clock.monotonicMs() + gapMs;
      }
    } finally {
      leave();
    }
  };
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
