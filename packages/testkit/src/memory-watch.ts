import type { CallOptions, Clock, DeployRun } from "@footplate/core";
import { sameJson } from "./equal.ts";

const pollMs = 15_000;

/** Each state in which the run is seen, until it has finished or the signal aborts. */
export async function* watchRun(
  clock: Clock,
  call: CallOptions | undefined,
  look: () => Promise<DeployRun>,
): AsyncGenerator<DeployRun, void, undefined> {
  const ended = (): boolean => call?.signal?.aborted === true;
  let seen: DeployRun | undefined;
  try {
    while (!ended()) {
      const run = await look();
      if (!sameJson(run, seen)) yield run;
      if (run.status === "finished") return;
      seen = run;
      await clock.sleep(pollMs, call?.signal);
    }
  } catch (error) {
    if (!ended()) throw error;
  }
}
