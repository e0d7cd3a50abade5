import type { Instant } from "../time/instant.ts";

/** Why a gate is closed. */
export type ClosedBy =
  | "phase"
  | "previous_stop"
  | "hold"
  | "problem"
  | "blocker"
  | "window"
  | "freeze"
  | "no_deploy_day"
  | "ticket"
  | "deploy_running"
  | "skipped"
  | "status"
  | "quarantined"
  | "other_train"
  | "change"
  | "clock"
  | "stakeholder"
  | "person"
  | "unknown_target";

/** One reason why a gate is closed, and the way out. */
export interface Closure {
  readonly by: ClosedBy;
  /** One sentence. */
  readonly message: string;
  readonly hint: string;
  /** When this reason ends by itself, where that is known. */
  readonly until?: Instant;
}

/** Whether a train may be promoted to a target now. */
export type Gate =
  | {
      readonly open: true;
      /** Id of the window that is open. Absent only where windows are not judged, when history is played again. */
      readonly window?: string;
      /** Id of the freeze exception that would be used. */
      readonly exception?: string;
      /** When it closes again. */
      readonly nextClose?: Instant;
      /** Trains that are brought along, because they skipped the target. */
      readonly bundles: readonly string[];
    }
  | {
      readonly open: false;
      /** All reasons, never none. */
      readonly closures: readonly Closure[];
      /** When the next window of the target opens, and when that one closes. */
      readonly nextOpen?: Instant;
      readonly nextClose?: Instant;
    };
