import type { Clock } from "@footplate/core";
import type { During } from "./body.ts";

/** Rejects work that the total deadline has overtaken. Never leaves the transport. */
export const DEADLINE: unique symbol = Symbol("deadline");

/** One call's time and its end. */
export interface Scope {
  /** Aborts with the caller's own reason, or with `DEADLINE`. */
  readonly signal: AbortSignal;
  /** On the monotonic clock, in milliseconds. */
  readonly deadline: number;
  readonly remainingMs: () => number;
  /** Waits for work, but not beyond the end of the call. */
  readonly during: During;
  /** Does work, and aborts the signal when the deadline passes meanwhile. */
  watched<T>(work: () => Promise<T>): Promise<T>;
  close(): void;
}

/** How often the deadline is looked at while an answer is under way, in real milliseconds. */
const LOOK_MS = 100;

/**
 * The time always comes from `clock`. The runtime's timer only says when to look, since a virtual clock that jumps in
 * `sleep` would overtake real input and output.
 */
export function openScope(clock: Clock, timeoutMs: number, caller: AbortSignal | undefined): Scope {
  const controller = new AbortController();
  const deadline = clock.monotonicMs() + timeoutMs;
  const remainingMs = (): number => deadline - clock.monotonicMs();
  const stop = (): void => controller.abort(caller?.reason);
  caller?.addEventListener("abort", stop, { once: true });
  // Who waits is told once and forgotten: a promise that all of them raced would keep every answer until the end.
  const waiting = new Set<(reason: unknown) => void>();
  controller.signal.addEventListener("abort", () => waiting.forEach((reject) => reject(controller.signal.reason)), {
    once: true,
  });
  return {
    signal: controller.signal,
    deadline,
    remainingMs,
    during: (work) =>
      new Promise((resolve, reject) => {
        if (controller.signal.aborted) reject(controller.signal.reason);
        waiting.add(reject);
        void work.then(resolve, reject).then(() => waiting.delete(reject));
      }),
    async watched(work) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const look = (): void => {
        if (remainingMs() <= 0) {
          controller.abort(DEADLINE);
        } else {
          schedule();
        }
      };
      const schedule = (): void => {
        timer = setTimeout(look, Math.min(Math.max(0, remainingMs()), LOOK_MS));
      };
      schedule();
      try {
        return await work();
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => caller?.removeEventListener("abort", stop),
  };
}
