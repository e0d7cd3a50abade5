import type { Ticked } from "@footplate/core/conduct";
import type { Watch } from "./watch.ts";

const MINUTE_MS = 60_000;
/** What fails now and then is nothing; what was tried so often, for so long, is not done in the end. */
const MOST_TIMES = 10;
const LONGEST_MS = 180 * MINUTE_MS;
/** Longer pauses between two failures, by uptime, make them two troubles. */
const PAUSE_MS = 90 * MINUTE_MS;

/** Holds what the bot says of failures against the rule that what fails is tried again until it is done. */
export interface TroubleCheck {
  /** `upMs` is how long the bot has been up since the last time. */
  check(ticked: Ticked | undefined, upMs: number): void;
}

interface Trouble {
  readonly sinceMs: number;
  readonly lastMs: number;
  readonly times: number;
}

/** A check that has heard of no trouble. */
export function troubleCheck(watch: Watch): TroubleCheck {
  const known = new Map<string, Trouble>();
  let nowMs = 0;
  return {
    check(ticked, upMs) {
      nowMs += upMs;
      for (const { type, text } of ticked?.events ?? []) {
        // Whether a deploy ever appears is the runner's affair, and a person's.
        if (type !== "trouble" || text.startsWith("deploy of ")) continue;
        const before = known.get(text);
        const goesOn = before !== undefined && nowMs - before.lastMs <= PAUSE_MS;
        const { sinceMs, times } = goesOn ? before : { sinceMs: nowMs, times: 0 };
        known.set(text, { sinceMs, lastMs: nowMs, times: times + 1 });
        if (times >= MOST_TIMES && nowMs - sinceMs > LONGEST_MS)
          watch.wrong("what fails is done in the end (F75)", text);
      }
    },
  };
}
