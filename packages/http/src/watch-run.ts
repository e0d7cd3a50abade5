import { type CallOptions, type Clock, type DeployRun, FootplateError } from "@footplate/core";
import { systemClock } from "./clock.ts";

/** So many looks in a row may fail for a reason that passes. */
const MOST_FAILURES = 10;

/** How a run is watched. */
export interface WatchSettings {
  /** @default the runtime's */
  readonly clock?: Clock;
  /** Time between two looks, in milliseconds. */
  readonly pollMs: number;
}

/**
 * Each state of a deploy, by asking again and again until it is finished or `signal` aborts. `look` answers `undefined` where
 * nothing is new, and throws `not_found` where there is no such run.
 */
export async function* watchRun(
  look: () => Promise<DeployRun | undefined>,
  { clock = systemClock, pollMs }: WatchSettings,
  { signal }: CallOptions = {},
): AsyncGenerator<DeployRun, void, undefined> {
  let last: string | undefined;
  let failures = 0;
  while (signal?.aborted !== true) {
    let waitMs = pollMs;
    try {
      const run = await look();
      failures = 0;
      const text = run && JSON.stringify(run);
      if (run !== undefined && text !== last) {
        yield run;
        last = text;
      }
      if (run?.status === "finished") return;
    } catch (error) {
      if (aborted(signal)) return;
      failures += 1;
      if (!(error instanceof FootplateError) || !error.retryable || failures > MOST_FAILURES) throw error;
      waitMs = Math.max(pollMs, error.retryAfterMs ?? 0);
    }
    if (!(await slept(clock, waitMs, signal))) return;
  }
}

async function slept(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
    return !aborted(signal);
  } catch (error) {
    if (aborted(signal)) return false;
    throw error;
  }
}

function aborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
