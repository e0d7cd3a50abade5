import { type CallOptions, type DeployRun, fromEpochMs, epochMs, type PendingGate } from "@footplate/core";
import { fault } from "../fault.ts";
import { isNumber } from "../check-options.ts";
import { repositoryAnswers } from "../repository-answers.ts";
import type { GitHubClient } from "../transport.ts";
import { correlationOf, ordersIn } from "./correlation.ts";
import { parseRun, pendingSchema, runSchema, type RunRow, runsSchema, toGates, toRun } from "./wire.ts";

const RUN = "repos/{owner}/{repo}/actions/runs/{run_id}";
const RUNS = "repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs";
/** GitHub shows no more than these of a filtered list. */
const MOST_LISTED = 1000;

/** A run, or that it is as it was when it had the tag that was sent. */
export interface SeenRun {
  /** `undefined`: unchanged. */
  readonly run?: DeployRun;
  readonly tag?: string;
}

/** GitHub's operations on runs that we use, one method each. */
export interface Runs {
  /** `undefined` only when GitHub says that there is none, and shows the repository. */
  read(id: string, call: CallOptions): Promise<DeployRun | undefined>;
  /** The run unless it is unchanged since it had `tag`; an unchanged one costs nothing of the limit. */
  look(id: string, tag: string | undefined, call: CallOptions): Promise<SeenRun | undefined>;
  /** The run where GitHub shows it already: one that was just started may be missing for a while. */
  shown(id: string, call: CallOptions): Promise<DeployRun | undefined>;
  /** The oldest run of a workflow that carries the order. */
  find(workflow: string, order: string, sinceMs: number, call: CallOptions): Promise<DeployRun | undefined>;
  gates(id: string, call: CallOptions): Promise<readonly PendingGate[]>;
  /** Asks for something to be done with a run; answers the status. */
  act(id: string, act: "cancel" | "rerun-failed-jobs", accept: readonly number[], call: CallOptions): Promise<number>;
  answer(id: string, json: unknown, call: CallOptions): Promise<void>;
}

export function createRuns(client: GitHubClient): Runs {
  const gates: Runs["gates"] = async (id, call) => {
    const path = `${RUN}/pending_deployments`;
    const { data } = await client.request({ ...call, method: "GET", path, params: of(id), schema: pendingSchema });
    return toGates(data);
  };
  const whole = async (row: RunRow, call: CallOptions): Promise<DeployRun> => {
    const run = toRun(row);
    if (run.status !== "waiting") return run;
    return { ...run, waitingFor: (await gates(run.id, call)).map(({ name }) => name) };
  };
  const ask: Runs["look"] = async (id, tag, call) => {
    const { status, headers, data } = await client.request({
      ...call,
      method: "GET",
      path: RUN,
      params: of(id),
      ...(tag !== undefined && { headers: { "if-none-match": tag } }),
      schema: runSchema,
      accept: [304, 404],
    });
    if (status === 404) return undefined;
    if (status === 304) return tag === undefined ? {} : { tag };
    if (String(data.id) !== id) throw another();
    const next = headers.get("etag");
    return { run: await whole(data, call), ...(next !== null && { tag: next }) };
  };
  const look: Runs["look"] = async (id, tag, call) => {
    const seen = await ask(id, tag, call);
    if (seen === undefined) await repositoryAnswers(client, "runs", call);
    return seen;
  };
  return {
    look,
    shown: async (id, call) => (await ask(id, undefined, call))?.run,
    gates,
    read: async (id, call) => (await look(id, undefined, call))?.run,
    find: async (workflow, order, sinceMs, call) => {
      const row = await search(client, workflow, order, sinceMs, call);
      return row && whole(row, call);
    },
    act: async (id, act, accept, call) =>
      (await client.request({ ...call, method: "POST", path: `${RUN}/${act}`, params: of(id), accept })).status,
    answer: async (id, json, call) => {
      await client.request({ ...call, method: "POST", path: `${RUN}/pending_deployments`, params: of(id), json });
    },
  };
}

/** Looks through the runs of the last time for those that carry the order, and never goes by when they were started. */
async function search(
  client: GitHubClient,
  workflow: string,
  order: string,
  sinceMs: number,
  call: CallOptions,
): Promise<RunRow | undefined> {
  correlationOf(order);
  const from = fromEpochMs(epochMs(client.clock.now()) - sinceMs);
  let seen = 0;
  let wanted = 0;
  let found: RunRow | undefined;
  const listing = client.paged<unknown, { readonly total_count: number; readonly workflow_runs: readonly unknown[] }>({
    ...call,
    path: RUNS,
    params: { workflow_id: workflow },
    query: { event: "workflow_dispatch", created: `>=${from.slice(0, 19)}Z`, exclude_pull_requests: true },
    schema: runsSchema,
    rows: (body) => {
      wanted = body.total_count;
      return body.workflow_runs;
    },
  });
  for await (const rows of listing) {
    seen += rows.length;
    for (const row of rows.map(parseRun)) {
      if (row === undefined || !ordersIn(row.display_title ?? "").includes(order)) continue;
      if (found === undefined || isOlder(row, found)) found = row;
    }
  }
  if (found === undefined && wanted > seen && seen >= MOST_LISTED) throw tooMany();
  return found;
}

function isOlder(one: RunRow, other: RunRow): boolean {
  const [mine, theirs] = [Date.parse(one.created_at), Date.parse(other.created_at)];
  return mine < theirs || (mine === theirs && one.id < other.id);
}

function of(id: string): Readonly<Record<"run_id", string>> {
  if (isNumber(id)) return { run_id: id };
  throw fault({
    code: "invalid_input",
    message: `${JSON.stringify(id).slice(0, 60)} is not the number of a run`,
    hint: "give the id as start or find gave it back",
    written: "no",
  });
}

function another(): Error {
  return fault({
    code: "protocol",
    message: "asked for one run, the service answered with another",
    hint: "look for a proxy or cache between here and GitHub",
  });
}

function tooMany(): Error {
  return fault({
    code: "too_large",
    message: `the workflow has more runs in this time than the ${MOST_LISTED} that GitHub lists`,
    hint: "make actions.searchMs shorter",
  });
}
