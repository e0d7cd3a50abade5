import type { DeployOrder, DeployRunner } from "@footplate/core";
import type { StageClock } from "./case-tools.ts";

/** A deploy service made for one case, without a run. */
export interface DeployRunnerStage {
  readonly runner: DeployRunner;
  /** A different order for every n, from 0 to 9, each on a target of its own. What it starts does not end by itself. */
  readonly order: (n: number) => DeployOrder;
  readonly clock: StageClock;
  /** An id that the service could have given, and has not. @default "987654321" */
  readonly unknownId?: string;
  /** Lets the run end in the service. */
  readonly finish?: (id: string, outcome: "succeeded" | "failed" | "cancelled") => Promise<void>;
  /** A person starts a deploy that rests on no order. */
  readonly humanStart?: () => Promise<void>;
  /** Starts a run that waits for an approval that we may give; returns its id. */
  readonly startWaiting?: () => Promise<string>;
  /** How many runs the service holds. */
  readonly runs?: () => Promise<number>;
  /** How many requests the service has had. */
  readonly sent?: () => number;
}

/** Where a conformance suite runs. */
export interface DeployRunnerWorld {
  readonly name: string;
  /** A service of its own. Called once for every case. */
  fresh(): Promise<DeployRunnerStage>;
}
