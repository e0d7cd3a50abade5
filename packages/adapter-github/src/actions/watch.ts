import type { CallOptions, Clock, DeployRun } from "@footplate/core";
import { watchRun } from "@footplate/http";
import { fault } from "../fault.ts";
import type { Runs } from "./runs.ts";

/** Each state of a run. What has not changed since is not sent again. */
export function watchActionsRun(
  runs: Runs,
  clock: Clock,
  pollMs: number,
  id: string,
  call: CallOptions,
): AsyncGenerator<DeployRun, void, undefined> {
  let tag: string | undefined;
  const look = async (): Promise<DeployRun | undefined> => {
    const seen = await runs.look(id, tag, call);
    if (seen === undefined)
      throw fault({ code: "not_found", message: `there is no run ${id}`, hint: "it may have been deleted" });
    tag = seen.tag;
    return seen.run;
  };
  return watchRun(look, { clock, pollMs }, call);
}
