import { backoffMs } from "./backoff.ts";
import type { Failure } from "./failure.ts";
import { type Limiter, LONGEST_WAIT_MS } from "./limiter.ts";
import type { RetryQuota } from "./quota.ts";

const MOST_RETRIES = 2;
/** Longest pause of all calls, in milliseconds: after it one call asks again, so that a wrong header cannot stop a bot for good. */
const LONGEST_PAUSE_MS = 3_600_000;

/** What follows a failed attempt. */
export type Step =
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "retry"; readonly waitMs: number; readonly renew: boolean };

/** The retries of one call. */
export interface Retries {
  after(failure: Failure): Step;
  /** Gives back what the retries cost, once the call has succeeded. */
  succeeded(): void;
}

export function createRetries(of: {
  readonly limiter: Limiter;
  readonly quota: RetryQuota;
  readonly random: () => number;
  readonly remainingMs: () => number;
  readonly canRenew: boolean;
}): Retries {
  let retries = 0;
  let paid = 0;
  let renewed = false;
  return {
    succeeded: () => of.quota.refund(paid),
    after(failure) {
      if (failure.again === "renew" && of.canRenew && !renewed) {
        renewed = true;
        return { kind: "retry", waitMs: 0, renew: true };
      }
      const rateLimited = failure.code === "rate_limited";
      const waitMs = failure.retryAfterMs ?? backoffMs(retries, rateLimited, of.random);
      if (rateLimited) {
        of.limiter.pause(Math.min(waitMs, LONGEST_PAUSE_MS));
      }
      if (
        failure.again !== "retry" ||
        retries >= MOST_RETRIES ||
        waitMs > Math.min(LONGEST_WAIT_MS, of.remainingMs())
      ) {
        return { kind: "failed", failure: rateLimited ? { ...failure, retryAfterMs: waitMs } : failure };
      }
      if (!rateLimited) {
        if (!of.quota.take()) {
          return {
            kind: "failed",
            failure: { ...failure, hint: "the service fails so often that retries are suspended; try again later" },
          };
        }
        paid += 1;
      }
      retries += 1;
      // After a 429 the whole queue is paused, so that the wait happens there.
      return { kind: "retry", waitMs: rateLimited ? 0 : waitMs, renew: false };
    },
  };
}
