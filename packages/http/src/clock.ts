import { type Clock, fromEpochMs } from "@footplate/core";

/** Longest delay `setTimeout` keeps: a longer one fires at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** The runtime's clock. Waits of any length are kept, also those above the 24.8 days of one timer. */
export const systemClock: Clock = {
  now: () => fromEpochMs(Date.now()),
  monotonicMs: () => performance.now(),
  async sleep(ms, signal) {
    const end = performance.now() + ms;
    do {
      await timer(Math.min(Math.max(0, end - performance.now()), LONGEST_TIMER_MS), signal);
    } while (performance.now() < end);
  },
};

function timer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = (): void => {
      clearTimeout(id);
      reject(signal?.reason);
    };
    const id = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, Math.ceil(ms));
    signal?.addEventListener("abort", stop, { once: true });
  });
}
