import { setTimeout as sleep } from "node:timers/promises";
import { type Clock, fromEpochMs } from "@footplate/core";

/** Longest time that one timer can hold. */
const LONGEST_MS = 2_147_483_647;

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => fromEpochMs(Date.now()),
  monotonicMs: () => performance.now(),
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    try {
      for (let left = ms; left > 0; left -= LONGEST_MS) {
        await sleep(Math.min(left, LONGEST_MS), undefined, signal === undefined ? {} : { signal });
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
