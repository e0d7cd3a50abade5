import type { Clock } from "../clock.ts";

/** A sleep that a hint ends early. */
export interface Bell {
  /** Sleeps for so long, or until a hint came since the last pause. Rejects with the signal's reason. */
  pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void>;
  /** Listens no more. */
  stop(): void;
}

/** Listens to hints. One that comes while nobody pauses is kept; several are as one. */
export function bellOf(hints: AsyncIterable<unknown> | undefined): Bell {
  const iterator = hints?.[Symbol.asyncIterator]();
  let rung = false;
  let wake: (() => void) | undefined;
  const listen = async (): Promise<void> => {
    if (iterator === undefined) return;
    for (;;) {
      const { done } = await iterator.next();
      if (done === true) return;
      rung = true;
      wake?.();
    }
  };
  // A source of hints that breaks is one that gives no more: the clock goes on.
  listen().catch(() => undefined);
  return {
    async pause(clock, ms, signal) {
      // Whoever reads the events may have ended it between two of them, when nobody listened.
      signal?.throwIfAborted();
      if (!rung) {
        const cut = new AbortController();
        const stop = (): void => cut.abort(signal?.reason);
        signal?.addEventListener("abort", stop, { once: true });
        wake = () => cut.abort(cut);
        try {
          await clock.sleep(ms, cut.signal);
        } catch (error) {
          if (signal?.aborted === true || error !== cut) throw error;
        } finally {
          signal?.removeEventListener("abort", stop);
          wake = undefined;
        }
      }
      rung = false;
    },
    stop() {
      void iterator?.return?.();
    },
  };
}
