import type { DeployRun, DeployRunner } from "@footplate/core";
import { type Budget, marking, startBudget } from "@footplate/http";
import { conflict, fault } from "../fault.ts";
import type { GitHubOptions } from "../options.ts";
import type { GitHubClient } from "../transport.ts";
import { createDispatch, refOf } from "./dispatch.ts";
import { createGates } from "./gates.ts";
import { createRuns, type Runs } from "./runs.ts";
import { watchActionsRun } from "./watch.ts";

const DEFAULT_SEND_MS = 60_000;
const DEFAULT_SETTLE_MS = 60_000;
const DEFAULT_POLL_MS = 15_000;
const DEFAULT_SEARCH_MS = 14 * 86_400_000;
const FIRST_WAIT_MS = 1000;

/** Deploys by workflow. */
export function createActions(client: GitHubClient, options: GitHubOptions): Required<Omit<DeployRunner, "checkup">> {
  const { actions = {}, sendMs = DEFAULT_SEND_MS, settleMs = DEFAULT_SETTLE_MS } = options;
  const { pollMs = DEFAULT_POLL_MS, searchMs = DEFAULT_SEARCH_MS } = actions;
  const runs = createRuns(client);
  const dispatch = createDispatch(client, runs, actions, options.apiVersion ?? "2022-11-28", searchMs);
  return {
    spec: 1,
    sendMs,
    settleMs,
    start: async (order, call) => dispatch(order, startBudget(options, call, sendMs)),
    find: async (order, call) => runs.find(refOf(order).workflow, order.id, searchMs, startBudget(options, call)()),
    read: async (id, call = {}) => runs.read(id, call),
    watch: (id, call = {}) => watchActionsRun(runs, client.clock, pollMs, id, call),
    cancel: async (id, call) => cancel(runs, id, startBudget(options, call, sendMs)),
    reruns: { rerunFailed: async (id, call) => rerun(runs, client, id, startBudget(options, call, sendMs)) },
    gates: createGates(runs),
  };
}

async function cancel(runs: Runs, id: string, budget: Budget): Promise<DeployRun> {
  const status = await runs.act(id, "cancel", [409], budget());
  const refused = status === 409;
  const run = await marking(refused ? "no" : "maybe", async () => runs.read(id, budget()));
  if (run === undefined) throw missing(id, refused ? "no" : "maybe");
  if (refused && run.status !== "finished")
    throw conflict(`the run ${id} cannot be stopped now`, "try again, or stop it in GitHub's own pages");
  return run;
}

/** The answer comes before the attempt is there to be read. */
async function rerun(runs: Runs, client: GitHubClient, id: string, budget: Budget): Promise<DeployRun> {
  const before = await marking("no", async () => runs.read(id, budget()));
  if (before === undefined) throw missing(id, "no");
  if (before.status !== "finished")
    throw conflict(`the run ${id} is still under way`, "wait for its end, or stop it first");
  if (before.outcome === "succeeded")
    throw conflict(`the run ${id} succeeded, so that none of it failed`, "give a new order to deploy once more");
  await runs.act(id, "rerun-failed-jobs", [], budget());
  return marking("maybe", async () => {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs *= 2) {
      const run = await runs.read(id, budget());
      if (run !== undefined && run.attempt > before.attempt) return run;
      const { timeoutMs = 0, signal } = budget();
      if (timeoutMs <= waitMs) throw unseen(id);
      await client.clock.sleep(waitMs, signal);
    }
  });
}

function missing(id: string, written: "no" | "maybe"): Error {
  return fault({ code: "not_found", message: `there is no run ${id}`, written, hint: "it may have been deleted" });
}

function unseen(id: string): Error {
  return fault({
    code: "timeout",
    message: `the service took the repeat of run ${id} in, and did not show it when the time was over`,
    written: "maybe",
    hint: "read the run: its attempt tells whether it was repeated",
  });
}
