import { type CallOptions, type Clock, type DeployRun, FootplateError } from "@footplate/core";
import { fault } from "../fault.ts";
import type { Runs } from "./runs.ts";

/** So many looks in a row may fail for a reason that passes. */
const MOST_FAILURES = 10;

/** Each state of a run, by asking again and again whether it has changed. */
export async function* watchRun(
  runs: Runs,
  clock: Clock,
  pollMs: number,
  id: string,
  call: CallOptions,
): AsyncGenerator<DeployRun, void, undefined> {
  const { signal } = call;
  let tag: string | undefined;
  let last: string | undefined;
  let failures = 0;
  for (;;) {
    let waitMs = pollMs;
    try {
      const seen = await runs.look(id, tag, call);
      if (seen === undefined) throw gone(id);
      failures = 0;
      tag = seen.tag;
      const text = seen.run && JSON.stringify(seen.run);
      if (seen.run !== undefined && text !== last) {
        yield seen.run;
        last = text;
      }
      if (seen.run?.status === "finished") return;
    } catch (error) {
      if (signal?.aborted === true) return;
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
    return signal?.aborted !== true;
  } catch (error) {
    if (signal?.aborted === true) return false;
    throw error;
  }
}

function gone(id: string): Error {
  return fault({ code: "not_found", message: `there is no run ${id}`, hint: "it may have been deleted" });
}
