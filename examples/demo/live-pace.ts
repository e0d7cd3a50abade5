import type { Clock } from "@footplate/core";
import { systemClock } from "@footplate/http";

/**
 * A `fetch` whose requests begin at least so far apart. The page's key allows 60 requests a minute, and a trial speaks to
 * it through several transports, each of which counts only its own.
 */
export function paced(
  spacingMs: number,
  send: typeof fetch = (input, init) => fetch(input, init),
  clock: Clock = systemClock,
): typeof fetch {
  let next = 0;
  return async (input, init) => {
    const now = clock.monotonicMs();
    const turn = Math.max(now, next);
    next = turn + spacingMs;
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    await clock.sleep(turn - now, signal);
    return send(input, init);
  };
}
