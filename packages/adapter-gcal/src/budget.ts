import type { CallOptions } from "@footplate/core";
import { type HttpSettings, systemClock } from "@footplate/http";

/** Call options for each of several requests that together are one call: each gets the time that is left; none is sent after it. */
export function budget(
  settings: HttpSettings,
  options: CallOptions = {},
  mostMs: number = Number.POSITIVE_INFINITY,
): () => CallOptions {
  const clock = settings.clock ?? systemClock;
  const totalMs = Math.min(options.timeoutMs ?? settings.timeoutMs ?? 60_000, mostMs);
  const end = clock.monotonicMs() + totalMs;
  return () => ({ signal: options.signal, timeoutMs: end - clock.monotonicMs() });
}
