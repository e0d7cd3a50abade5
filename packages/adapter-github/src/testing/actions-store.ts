import type { FakeActionsOptions, WholeWorkflow } from "./actions-options.ts";
import type { FakeDeployments } from "./deployments.ts";
import type { FakeWorld } from "./world.ts";

/** A run of the fake. Times are epoch milliseconds. */
export interface FakeRun {
  readonly id: number;
  /** File name of its workflow. */
  readonly workflow: string;
  readonly event: string;
  readonly ref: string;
  readonly title: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly actor: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly attempt: number;
  readonly status: "queued" | "waiting" | "in_progress" | "completed" | (string & {});
  readonly conclusion: string | null;
  /** When its attempt was queued. */
  readonly queuedAt: number;
  readonly startedAt?: number | undefined;
  readonly approved?: boolean;
  /** When it will have stopped. */
  readonly stopsAt?: number | undefined;
  /** Until when reads show the attempt before. */
  readonly hiddenUntil?: number;
  readonly deployment?: number | undefined;
}

/** The runs, as they go on by themselves. */
export interface RunStore {
  all(): readonly FakeRun[];
  get(id: string | undefined): FakeRun | undefined;
  start(workflow: WholeWorkflow, run: Pick<FakeRun, "event" | "ref" | "inputs" | "actor">, title?: string): FakeRun;
  change(id: number, fields: Partial<FakeRun>): void;
  remove(id: number): void;
  /** Ends a run and tells its deployment. */
  end(run: FakeRun, conclusion: string, at: number): void;
  advance(now: number): void;
}

export function createRunStore(
  world: FakeWorld,
  workflows: readonly WholeWorkflow[],
  deployments: FakeDeployments,
  { cancelMs = 5000 }: FakeActionsOptions,
): RunStore & { readonly cancelMs: number } {
  const runs = new Map<number, FakeRun>();
  const change = (id: number, fields: Partial<FakeRun>): void => {
    const run = runs.get(id);
    if (run === undefined) throw new Error(`the fake has no run ${id}`);
    runs.set(id, { ...run, ...fields });
  };
  const end = (run: FakeRun, conclusion: string, at: number): void => {
    change(run.id, { status: "completed", conclusion, updatedAt: at });
    if (run.deployment !== undefined)
      deployments.setState(run.deployment, conclusion === "success" ? "success" : "failure", at);
  };
  const begin = (run: FakeRun, workflow: WholeWorkflow, at: number): void => {
    const payload = { version: run.inputs["version"] ?? "", ...servicesOf(run.inputs["services"]) };
    const deployment = deployments.add({ environment: workflow.environment, ref: run.ref, payload }, at);
    deployments.setState(deployment, "in_progress", at);
    change(run.id, { status: "in_progress", startedAt: at, updatedAt: at, deployment });
  };
  /** One step of one run; false when nothing is due. */
  const step = (run: FakeRun, now: number): boolean => {
    const workflow = workflows.find(({ file }) => file === run.workflow);
    if (workflow === undefined || run.status === "completed") return false;
    const endsAt = run.startedAt === undefined ? Number.POSITIVE_INFINITY : run.startedAt + workflow.runMs;
    if (run.stopsAt !== undefined && run.stopsAt <= Math.min(now, endsAt)) end(run, "cancelled", run.stopsAt);
    else if (endsAt <= now) end(run, workflow.outcome(run), endsAt);
    else if (run.startedAt === undefined && run.queuedAt + workflow.queueMs <= now) {
      const readyAt = run.queuedAt + workflow.queueMs;
      if (workflow.reviewers.length === 0) begin(run, workflow, readyAt);
      else if (run.approved === true) begin(run, workflow, Math.max(readyAt, run.updatedAt));
      else if (run.status !== "waiting") change(run.id, { status: "waiting", updatedAt: readyAt });
      else return false;
    } else return false;
    return true;
  };
  return {
    cancelMs,
    all: () => [...runs.values()],
    get: (id) => runs.get(Number(id)),
    change,
    end,
    remove: (id) => {
      runs.delete(id);
    },
    start: (workflow, { event, ref, inputs, actor }, title) => {
      const [id, at] = [world.nextId(), world.now()];
      const times = { createdAt: at, updatedAt: at, queuedAt: at };
      const state = { attempt: 1, status: "queued", conclusion: null };
      const named =
        title ?? workflow.runName.replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, name: string) => inputs[name] ?? "");
      const run: FakeRun = { id, workflow: workflow.file, event, ref, title: named, inputs, actor, ...times, ...state };
      runs.set(id, run);
      return run;
    },
    advance: (now) => {
      for (const id of runs.keys()) {
        let run = runs.get(id);
        while (run !== undefined && step(run, now)) run = runs.get(id);
      }
    },
  };
}

function servicesOf(text: string | undefined): { readonly services?: unknown } {
  try {
    return text === undefined ? {} : { services: JSON.parse(text) as unknown };
  } catch {
    return {};
  }
}
