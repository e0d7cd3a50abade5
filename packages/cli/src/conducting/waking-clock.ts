import type { Clock } from "@footplate/core";
import type { Stopping } from "../stopping.ts";

/** How often the journal is looked at while nothing else is due, in milliseconds. */
const LOOK_MS = 5000;

/**
 * A clock for conducting in a process of its own. Its sleep ends early once somebody recorded something, so that a
 * person's word is acted on within seconds. While it sleeps nothing is under way, and a stop ends it at once; at other
 * times what is under way is finished (F70).
 */
export function wakingClock(clock: Clock, stop: Stopping, factCount: () => Promise<number>): Clock {
  const count = (): Promise<number | undefined> => factCount().catch(() => undefined);
  return {
    now: () => clock.now(),
    monotonicMs: () => clock.monotonicMs(),
    async sleep(ms, signal) {
      stop.end();
      try {
        const before = await count();
        const endMs = clock.monotonicMs() + ms;
        for (let leftMs = ms; leftMs > 0; leftMs = endMs - clock.monotonicMs()) {
          // One look after the other.
          await clock.sleep(Math.min(leftMs, LOOK_MS), signal);
          if ((await count()) !== before) return;
        }
      } finally {
        stop.begin();
      }
    },
  };
}
