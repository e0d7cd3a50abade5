import type { CallOptions } from "@footplate/core";
import { systemClock } from "@footplate/http";
import type { StatuspageOptions } from "./options.ts";

/** Options for the next request of a call of several: what is left of its time. */
export type Budget = () => CallOptions;

/** Starts the clock of one call. With neither limit, each request has the transport's own. */
export function startBudget(options: StatuspageOptions, call: CallOptions = {}, limitMs?: number): Budget {
  const clock = options.clock ?? systemClock;
  const wholeMs = Math.min(call.timeoutMs ?? Number.POSITIVE_INFINITY, limitMs ?? Number.POSITIVE_INFINITY);
  if (wholeMs === Number.POSITIVE_INFINITY) return () => call;
  const endsAt = clock.monotonicMs() + wholeMs;
  return () => ({ ...call, timeoutMs: Math.max(1, endsAt - clock.monotonicMs()) });
}
