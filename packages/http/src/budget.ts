import type { CallOptions } from "@footplate/core";
import { systemClock } from "./clock.ts";
import type { HttpSettings } from "./settings.ts";

/** Options for the next request of a call that takes several: what is left of its time. */
export type Budget = () => CallOptions;

/**
 * Starts the time of one call that takes several requests. It may take `timeoutMs` of its options, and never more than
 * `mostMs`; with neither, each request has the transport's own limit. Nothing is sent once the time is over.
 */
export function startBudget(settings: HttpSettings, options: CallOptions = {}, mostMs?: number): Budget {
  const clock = settings.clock ?? systemClock;
  const wholeMs = Math.min(options.timeoutMs ?? Number.POSITIVE_INFINITY, mostMs ?? Number.POSITIVE_INFINITY);
  if (wholeMs === Number.POSITIVE_INFINITY) return () => options;
  const endsAt = clock.monotonicMs() + wholeMs;
  return () => ({ ...options, timeoutMs: endsAt - clock.monotonicMs() });
}
