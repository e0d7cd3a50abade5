import { type CallOptions, type DeployOrder, type DeployRun, FootplateError, instant } from "@footplate/core";
import { type Budget, marking } from "@footplate/http";
import { fault } from "../fault.ts";
import type { ApiVersion } from "../options.ts";
import { type GitHubRef, gitHubRef } from "../refs.ts";
import type { GitHubClient } from "../transport.ts";
import { inputsFor } from "./inputs.ts";
import type { ActionsOptions } from "./options.ts";
import type { Runs } from "./runs.ts";
import { dispatchedSchema } from "./wire.ts";

const DISPATCHES = "repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches";
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 16_000;

/** Starts the workflow of an order. */
export type Dispatch = (order: DeployOrder, budget: Budget) => Promise<DeployRun>;

export function createDispatch(
  client: GitHubClient,
  runs: Runs,
  actions: ActionsOptions,
  apiVersion: ApiVersion,
  searchMs: number,
): Dispatch {
  // From its newer version on, the service tells the run without being asked, and knows no such field.
  let ask = apiVersion === "2022-11-28";

  const send = async (workflow: string, json: object, call: CallOptions) =>
    client.request({
      ...call,
      method: "POST",
      path: DISPATCHES,
      params: { workflow_id: workflow },
      json,
      schema: dispatchedSchema,
      accept: [204],
    });

  const sendAsking = async (workflow: string, json: object, budget: Budget) => {
    if (!ask) return send(workflow, json, budget());
    try {
      return await send(workflow, { ...json, return_run_details: true }, budget());
    } catch (error) {
      // Older servers refuse the field, and have done nothing.
      if (!isUnknownField(error)) throw error;
      const answer = await send(workflow, json, budget());
      ask = false;
      return answer;
    }
  };

  return async (order, budget) => {
    const ref = refOf(order);
    const { workflow } = ref;
    const json = { ref: ref.ref ?? actions.ref ?? "main", inputs: inputsFor(order, ref, actions) };
    const { status, data, headers } = await sendAsking(workflow, json, budget);
    return marking("maybe", async () => {
      if (status === 204) return appearing(client, () => runs.find(workflow, order.id, searchMs, budget()), budget);
      const id = String(data.workflow_run_id);
      const date = new Date(headers.get("date") ?? "");
      const createdAt = Number.isNaN(date.getTime()) ? client.clock.now() : instant(date);
      const started: DeployRun = { id, order: order.id, status: "queued", attempt: 1, url: data.html_url, createdAt };
      // It is started, whatever becomes of the look at it.
      return (await readable(client, () => runs.shown(id, budget()), budget).catch(unlessOurs)) ?? started;
    });
  };
}

/** What the target's refs name, a workflow among it. */
export function refOf(order: DeployOrder): GitHubRef & { readonly workflow: string } {
  const ref = gitHubRef(order.refs);
  if (ref?.workflow !== undefined) return { ...ref, workflow: ref.workflow };
  throw fault({
    code: "invalid_input",
    message: `the target ${JSON.stringify(order.target).slice(0, 120)} names no workflow`,
    written: "no",
    hint: 'give the target refs such as { "github": { "workflow": "deploy.yml" } }',
  });
}

/** A run can be told a moment before it can be read (F22): who watches it at once should not find it missing. */
async function readable(
  client: GitHubClient,
  read: () => Promise<DeployRun | undefined>,
  budget: Budget,
): Promise<DeployRun | undefined> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs *= 2) {
    const run = await read();
    const { timeoutMs = 0, signal } = budget();
    if (run !== undefined || waitMs > LONGEST_WAIT_MS || timeoutMs <= waitMs) return run;
    await client.clock.sleep(waitMs, signal);
  }
}

/** Waits for the run of a dispatch that was taken and tells nothing. */
async function appearing(
  client: GitHubClient,
  find: () => Promise<DeployRun | undefined>,
  budget: Budget,
): Promise<DeployRun> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    const run = await find();
    if (run !== undefined) return run;
    const { timeoutMs = 0, signal } = budget();
    if (timeoutMs <= waitMs) throw unseen();
    await client.clock.sleep(waitMs, signal);
  }
}

function unlessOurs(error: unknown): undefined {
  if (error instanceof FootplateError) return undefined;
  throw error;
}

function isUnknownField(error: unknown): boolean {
  if (!(error instanceof FootplateError)) return false;
  return error.status === 400 || (error.status === 422 && error.message.includes("return_run_details"));
}

function unseen(): Error {
  return fault({
    code: "timeout",
    message: "the service took the deploy in, and its run was not listed when the time was over",
    written: "maybe",
    hint: "look for its run before starting it again; the workflow's run-name must hold the input for the order",
  });
}
