import type { FakeActionsOptions, WholeWorkflow } from "./actions-options.ts";
import { environmentId, renderPending, renderRun } from "./actions-render.ts";
import type { FakeRun, RunStore } from "./actions-store.ts";
import { type FakeAnswer, isRecord, notFound, refuse } from "./answer.ts";
import { page } from "./paging.ts";
import type { FakeContext, FakeRoute } from "./route.ts";

const MOST_FILTERED = 1000;
const MOST_INPUTS = 25;
const WORKFLOW = "repos/{owner}/{repo}/actions/workflows/{workflow}";
const RUN = "repos/{owner}/{repo}/actions/runs/{run}";

/** What the routes of workflows share. */
export interface Actions {
  readonly options: FakeActionsOptions;
  readonly workflows: readonly WholeWorkflow[];
  readonly store: RunStore & { readonly cancelMs: number };
}

export function actionsRoutes(actions: Actions): readonly FakeRoute[] {
  const { store } = actions;
  const ofRun =
    (handle: (context: FakeContext, run: FakeRun, workflow: WholeWorkflow) => FakeAnswer): FakeRoute["handle"] =>
    (context) => {
      const run = store.get(context.params["run"]);
      const workflow = actions.workflows.find(({ file }) => file === run?.workflow);
      const tooNew = run !== undefined && context.now < run.createdAt + (actions.options.readLagMs ?? 0);
      return run === undefined || workflow === undefined || tooNew ? notFound() : handle(context, run, workflow);
    };
  return [
    { method: "POST", path: `${WORKFLOW}/dispatches`, handle: (context) => dispatch(actions, context) },
    { method: "GET", path: `${WORKFLOW}/runs`, handle: (context) => list(actions, context) },
    {
      method: "GET",
      path: RUN,
      handle: ofRun(({ world }, run, workflow) => ({ status: 200, body: renderRun(world, workflow, run) })),
    },
    { method: "POST", path: `${RUN}/cancel`, handle: ofRun((context, run) => cancel(actions, context, run)) },
    { method: "POST", path: `${RUN}/rerun-failed-jobs`, handle: ofRun((context, run) => rerun(actions, context, run)) },
    {
      method: "GET",
      path: `${RUN}/pending_deployments`,
      handle: ofRun(({ world, login }, run, workflow) => ({
        status: 200,
        body: run.status === "waiting" ? [renderPending(world, workflow, login)] : [],
      })),
    },
    {
      method: "POST",
      path: `${RUN}/pending_deployments`,
      handle: ofRun((context, run, workflow) => review(actions, context, run, workflow)),
    },
  ];
}

function workflowOf({ workflows }: Actions, { params }: FakeContext): WholeWorkflow | undefined {
  return workflows.find(({ file, id }) => file === params["workflow"] || String(id) === params["workflow"]);
}

function dispatch(actions: Actions, context: FakeContext): FakeAnswer {
  const { options, store } = actions;
  const { body, world, login, apiVersion } = context;
  const workflow = workflowOf(actions, context);
  if (workflow === undefined) return notFound();
  if (!isRecord(body)) return refuse(400, "Problems parsing JSON");
  const { ref, inputs = {}, return_run_details: asked, ...more } = body;
  const older = options.tellsRun === false;
  if (Object.keys(more).length > 0 || (asked !== undefined && older))
    return refuse(400, "Invalid request.\n\nAn unknown property was sent.");
  if (asked !== undefined && apiVersion !== "2022-11-28")
    return refuse(422, 'Invalid request.\n\n"return_run_details" is not a permitted key.');
  if (typeof ref !== "string" || !(options.refs ?? ["main"]).includes(ref))
    return refuse(422, `No ref found for: ${String(ref)}`);
  if (!isRecord(inputs) || Object.keys(inputs).length > MOST_INPUTS) return refuse(422, "Invalid inputs");
  const unknown = Object.keys(inputs).filter((name) => !workflow.inputs.includes(name));
  if (unknown.length > 0) return refuse(422, `Unexpected inputs provided: ${JSON.stringify(unknown)}`);
  const texts = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]));
  const run = store.start(workflow, { event: "workflow_dispatch", ref, inputs: texts, actor: login });
  if (asked !== true && apiVersion === "2022-11-28") return { status: 204 };
  const below = `actions/runs/${run.id}`;
  const urls = { run_url: `${world.api}/${below}`, html_url: `${world.site}/${below}` };
  return { status: 200, body: { workflow_run_id: run.id, ...urls } };
}

function list(actions: Actions, context: FakeContext): FakeAnswer {
  const { query, now, world } = context;
  const workflow = workflowOf(actions, context);
  if (workflow === undefined) return notFound();
  const since = /^>=(.+)$/.exec(query.get("created") ?? "")?.[1];
  const fits = (run: FakeRun): boolean =>
    run.workflow === workflow.file &&
    run.createdAt <= now - world.lagMs &&
    [null, run.event].includes(query.get("event")) &&
    [null, run.status, run.conclusion].includes(query.get("status")) &&
    (since === undefined || run.createdAt >= Date.parse(since));
  const found = actions.store.all().filter(fits).toReversed();
  const filtered = ["event", "status", "created"].some((name) => query.has(name));
  const shown = filtered ? found.slice(0, MOST_FILTERED) : found;
  return page(context, shown, (rows) => ({
    total_count: found.length,
    workflow_runs: rows.map((run) => renderRun(world, workflow, run)),
  }));
}

function cancel({ store }: Actions, { now }: FakeContext, run: FakeRun): FakeAnswer {
  if (run.status === "completed") return refuse(409, "Cannot cancel a workflow run that is completed.");
  store.change(run.id, { stopsAt: Math.min(run.stopsAt ?? Number.POSITIVE_INFINITY, now + store.cancelMs) });
  return { status: 202, body: {} };
}

function rerun({ store, options }: Actions, { now }: FakeContext, run: FakeRun): FakeAnswer {
  if (run.status !== "completed") return refuse(403, "This workflow is already running");
  if (run.conclusion === "success") return refuse(403, "This workflow run has no failed jobs to run again");
  store.change(run.id, again(run, now, options.rerunMs ?? 0));
  return { status: 201, body: {} };
}

/** The fields of a run that begins its next attempt. */
export function again(run: FakeRun, now: number, hiddenMs = 0): Partial<FakeRun> {
  const cleared = { startedAt: undefined, stopsAt: undefined, deployment: undefined, approved: false };
  const times = { queuedAt: now, updatedAt: now, hiddenUntil: now + hiddenMs };
  return { ...cleared, ...times, attempt: run.attempt + 1, status: "queued", conclusion: null };
}

function review(actions: Actions, context: FakeContext, run: FakeRun, workflow: WholeWorkflow): FakeAnswer {
  const { body, login, now } = context;
  if (!isRecord(body)) return refuse(400, "Problems parsing JSON");
  const { environment_ids: ids, state, comment } = body;
  if (!Array.isArray(ids) || typeof comment !== "string") return refuse(422, "Validation Failed");
  if (!workflow.reviewers.includes(login)) return refuse(403, "You are not a required reviewer of this environment");
  if (run.status !== "waiting" || ids.some((id) => id !== environmentId(workflow)))
    return refuse(422, "There is no pending deployment request for this environment");
  const outcome = { status: "completed", conclusion: "failure" } as const;
  actions.store.change(run.id, { updatedAt: now, ...(state === "approved" ? { approved: true } : outcome) });
  return { status: 200, body: [] };
}
