import { type FakeActionsOptions, wholeWorkflow } from "./actions-options.ts";
import { again, actionsRoutes } from "./actions-routes.ts";
import { createRunStore, type FakeRun } from "./actions-store.ts";
import type { FakeDeployments } from "./deployments.ts";
import type { FakePart } from "./route.ts";
import type { FakeWorld } from "./world.ts";

/** The runs of the fake, and what people and other tools do with them. */
export interface FakeActions {
  runs(): readonly FakeRun[];
  /** Starts a workflow by hand; `title` stands for its `run-name`. Gives the run's number back. */
  dispatch(file: string, inputs?: Readonly<Record<string, string>>, title?: string): number;
  /** A run that a push started. Its title is that of the commit. */
  push(file: string, title: string): number;
  /** Runs one again by hand. */
  rerun(id: number): void;
  /** Lets a waiting run go on. */
  approve(id: number): void;
  /** Ends a run now, in the word that GitHub has for it. */
  finish(id: number, conclusion: string): void;
  /** Puts a run into a state that the fake knows nothing of. */
  setStatus(id: number, status: string, conclusion?: string): void;
  remove(id: number): void;
}

export function createActionsPart(
  world: FakeWorld,
  deployments: FakeDeployments,
  options: FakeActionsOptions = {},
): FakeActions & FakePart {
  const workflows = (options.workflows ?? [{ file: "deploy.yml" }]).map(wholeWorkflow);
  const store = createRunStore(world, workflows, deployments, options);
  const start = (file: string, event: string, inputs: Readonly<Record<string, string>>, title?: string): number => {
    const workflow = workflows.find((one) => one.file === file);
    if (workflow === undefined) throw new Error(`the fake has no workflow ${file}`);
    return store.start(workflow, { event, ref: "main", inputs, actor: "conductor-a" }, title).id;
  };
  const due = (): void => store.advance(world.now());
  const found = (id: number): FakeRun => {
    due();
    const run = store.get(String(id));
    if (run === undefined) throw new Error(`the fake has no run ${id}`);
    return run;
  };
  return {
    runs: () => {
      due();
      return structuredClone(store.all());
    },
    dispatch: (file, inputs = {}, title) => start(file, "workflow_dispatch", inputs, title),
    push: (file, title) => start(file, "push", {}, title),
    rerun: (id) => store.change(id, again(found(id), world.now())),
    approve: (id) => store.change(found(id).id, { approved: true, updatedAt: world.now() }),
    finish: (id, conclusion) => store.end(found(id), conclusion, world.now()),
    setStatus: (id, status, conclusion) => store.change(id, { status, conclusion: conclusion ?? null }),
    remove: (id) => store.remove(id),
    routes: actionsRoutes({ options, workflows, store }),
    advance: (now) => store.advance(now),
  };
}
