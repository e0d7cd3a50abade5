/** What one input of a workflow is filled with. */
export type DeployInput =
  | "order"
  | "version"
  | "target"
  | "kind"
  | "line"
  | "train"
  | "stop"
  | "services"
  | "partial"
  | "environment";

/** How deploys are started and found again. */
export interface ActionsOptions {
  /** Branch or tag whose workflow file is run, where a target names none. @default `"main"` */
  readonly ref?: string;
  /**
   * Names of the workflow's inputs; `false` leaves one out. The workflow must declare every input that is sent. Without
   * `order` a deploy whose answer was lost could not be found again, so that it cannot be left out.
   * @default `{ order: "order", version: "version", target: "target" }`, with `services` where an order names services
   */
  readonly inputNames?: Readonly<Partial<Record<DeployInput, string | false>>>;
  /** Wait between two looks while a run is watched, in milliseconds. @default 15000 */
  readonly pollMs?: number;
  /** How far back `find` looks for the run of an order, in milliseconds. @default 1209600000 (14 days) */
  readonly searchMs?: number;
}
