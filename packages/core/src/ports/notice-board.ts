import type { CallOptions } from "../call.ts";
import type { Refs } from "../json.ts";
import type { Instant } from "../time/instant.ts";
import type { Checkup } from "./checkup.ts";
import type { Held, Mirror } from "./mirror.ts";

/** A public notice of a maintenance window. All fields are owned by the planner. */
export interface Notice {
  /** One line, at most 255 characters. */
  readonly title: string;
  /** The text at first publication. Plain text. */
  readonly body: string;
  readonly start: Instant;
  /** The planned end. */
  readonly end: Instant;
  /** The vendor's ids of the components under maintenance, sorted, each once. */
  readonly components: readonly string[];
  /** Whether subscribers are told of it: at creation, at start and end, and when it is cancelled. */
  readonly notify: boolean;
  /** What is posted when a notice that subscribers were told of is withdrawn. */
  readonly cancellation: string;
}

/** How far a notice has come. */
export type NoticeState = "scheduled" | "in_progress" | "completed";

/** A notice as the board holds it. */
export interface HeldNotice extends Held<Notice> {
  readonly state: NoticeState;
  /** Whether the board will complete the notice by itself at the planned end. Ours never are; one made by hand may be. */
  readonly autoClose: boolean;
}

/** The public state of a component. A word that the board invents later is kept as it is. */
export type ComponentStatus =
  | "operational"
  | "under_maintenance"
  | "degraded_performance"
  | "partial_outage"
  | "major_outage"
  | (string & {});

/** A component of the board. */
export interface Component {
  readonly id: string;
  readonly name: string;
  readonly status: ComponentStatus;
}

/** The status of components. */
export interface Components {
  /** Throws `not_found` when the board has no such component. */
  get(id: string, options?: CallOptions): Promise<Component>;
  list(options?: CallOptions): Promise<readonly Component[]>;
  /** Sets the status and reads it back; throws `protocol` when the board did not keep it. */
  set(id: string, status: ComponentStatus, options?: CallOptions): Promise<Component>;
}

/** Where the outside world reads about maintenance windows. */
export interface NoticeBoard extends Mirror<Notice> {
  readonly spec: 1;
  /** The ids of the components that a target's refs name on this board, sorted; empty when they name none. */
  componentsOf(refs: Refs | undefined): readonly string[];
  list(
    ...args: Parameters<Mirror<Notice>["list"]>
  ): Promise<{ readonly held: readonly HeldNotice[]; readonly complete: boolean }>;
  read(id: string, options?: CallOptions): Promise<HeldNotice | undefined>;
  /** Moves the notice to in progress. Repeating it changes nothing. */
  start(id: string, message: string, options?: CallOptions): Promise<HeldNotice>;
  /** Moves the planned end of a notice in progress, and tells subscribers `message` in the same step. */
  extend(id: string, end: Instant, message: string, options?: CallOptions): Promise<HeldNotice>;
  /** Completes the notice and sets its components operational, read back. Repeating it changes nothing. */
  complete(id: string, message: string, options?: CallOptions): Promise<HeldNotice>;
  /** Takes back that the board completes the notice by itself at the planned end; nobody is told. Repeating it changes nothing. */
  disarm(id: string, options?: CallOptions): Promise<HeldNotice>;
  /** Posts `message` as an update without changing anything else. */
  post(id: string, message: string, options?: CallOptions): Promise<HeldNotice>;
  readonly components: Components;
  readonly checkup?: Checkup;
}
