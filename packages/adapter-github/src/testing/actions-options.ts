/** A workflow of the fake. */
export interface FakeWorkflow {
  /** File name, such as `deploy.yml`. */
  readonly file: string;
  /** Inputs that it declares; others are refused. @default `["order", "version", "target", "services"]` */
  readonly inputs?: readonly string[];
  /** Its `run-name`, in which `${{ inputs.version }}` and the like are filled in. @default one that holds `order` */
  readonly runName?: string;
  /** Environment to which it deploys. @default `"production"` */
  readonly environment?: string;
  /** Logins of whom one must approve before it goes on. @default none, so that it goes on by itself */
  readonly reviewers?: readonly string[];
  /** How long a run is queued, in milliseconds. @default 5000 */
  readonly queueMs?: number;
  /** How long a run goes on, in milliseconds. @default 60000 */
  readonly runMs?: number;
  /** How a run ends. @default `"success"` */
  readonly outcome?: (run: { readonly inputs: Readonly<Record<string, string>>; readonly attempt: number }) => string;
}

/** What the server can do with workflows. */
export interface FakeActionsOptions {
  /** @default one, `deploy.yml` */
  readonly workflows?: readonly FakeWorkflow[];
  /** Branches and tags that there are. @default `["main"]` */
  readonly refs?: readonly string[];
  /** Whether the server tells the run that a dispatch started where it is asked to; older ones refuse the question. @default true */
  readonly tellsRun?: boolean;
  /** How long a run goes on after it was asked to stop, in milliseconds. @default 5000 */
  readonly cancelMs?: number;
  /** How long a repeated run still shows its last attempt, in milliseconds. @default 0 */
  readonly rerunMs?: number;
  /** How long a new run cannot be read by its number, in milliseconds. @default 0 */
  readonly readLagMs?: number;
}

/** A workflow with all that it left out. */
export type WholeWorkflow = Required<FakeWorkflow> & { readonly id: number };

export function wholeWorkflow(workflow: FakeWorkflow, index: number): WholeWorkflow {
  return {
    inputs: ["order", "version", "target", "services"],
    runName: "Deploy ${{ inputs.version }} to ${{ inputs.target }} ${{ inputs.order }}",
    environment: "production",
    reviewers: [],
    queueMs: 5000,
    runMs: 60_000,
    outcome: () => "success",
    ...workflow,
    id: index + 1,
  };
}
