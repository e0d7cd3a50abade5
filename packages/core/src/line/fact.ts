import type { Instant } from "../time/instant.ts";
import type { PeopleFact } from "./people-fact.ts";
import type { TrainFact } from "./train-fact.ts";
import type { WindowFact } from "./window-fact.ts";

/** Who did something: a person of the line by id, or a program by name. */
export type Actor = { readonly person: string } | { readonly bot: string };

/** What all facts share. */
export interface FactBase {
  /** Unique within the line: recording the same fact twice is recording it once. */
  readonly id: string;
  /** When it happened. */
  readonly at: Instant;
  readonly by: Actor;
  readonly reason?: string;
}

/** Whether a change can be taken back. */
export type Reversibility = "yes" | "slow" | "no";

/** A planned train will not run. It keeps its number. */
export interface TrainCancelled extends FactBase {
  readonly type: "trainCancelled";
  readonly train: string;
}

/** A service boarded a train in a version; with `target`, only for that target (`stop/target`). */
export interface RiderBoarded extends FactBase {
  readonly type: "riderBoarded";
  readonly train: string;
  readonly service: string;
  readonly version: string;
  readonly target?: string;
  /** Whether it can be taken back: `slow` where data must be moved back as well (R28). @default `yes` */
  readonly reversible?: Reversibility;
  /** How long taking it back takes, ISO 8601. */
  readonly rollback?: string;
}

/** A window is right as it stands and may be announced. Moving the window takes a new review. */
export interface WindowReviewed extends FactBase {
  readonly type: "windowReviewed";
  readonly window: string;
  readonly start: Instant;
  readonly end: Instant;
}

/** A window has new times. */
export interface WindowMoved extends FactBase {
  readonly type: "windowMoved";
  readonly window: string;
  readonly start: Instant;
  readonly end: Instant;
}

/** A window will not be used. */
export interface WindowCancelled extends FactBase {
  readonly type: "windowCancelled";
  readonly window: string;
}

/** Somebody asks to use a window for a change that is not part of the train. */
export interface GuestRequested extends FactBase {
  readonly type: "guestRequested";
  readonly guest: string;
  readonly window: string;
  readonly name: string;
  /** How long the guest needs, ISO 8601. */
  readonly length: string;
  /** Team or person that answers for the guest. */
  readonly owner: string;
  /** Its own change request: using the window exempts from nothing. */
  readonly change: string;
}

/** The owning team takes the guest. */
export interface GuestAccepted extends FactBase {
  readonly type: "guestAccepted";
  readonly guest: string;
}

/** The owning team does not take the guest. */
export interface GuestRefused extends FactBase {
  readonly type: "guestRefused";
  readonly guest: string;
}

/** A resource that somebody deleted is not wanted any more. */
export interface DeletionAccepted extends FactBase {
  readonly type: "deletionAccepted";
  readonly mirror: string;
  readonly key: string;
  /** The generation that was deleted. */
  readonly generation: number;
}

/** A resource that somebody deleted, or that ended, is to be made again. */
export interface RecreationRequested extends FactBase {
  readonly type: "recreationRequested";
  readonly mirror: string;
  readonly key: string;
  /** The generation that was deleted. */
  readonly generation: number;
}

/** A person knows that facts of a train were lost, and goes on without them. */
export interface LossAccepted extends FactBase {
  readonly type: "lossAccepted";
  readonly train: string;
  /** How many facts are accepted as lost. */
  readonly lost: number;
}

/** A person ends the right to write of a process that cannot give it back. */
export interface LeaseRevoked extends FactBase {
  readonly type: "leaseRevoked";
  /** Name of the process, as it gave it. */
  readonly holder: string;
  /** When it took the lease. */
  readonly since: Instant;
  readonly reason: string;
}

/** Something that happened and cannot be derived. Facts are only ever added. */
export type Fact =
  | TrainCancelled
  | RiderBoarded
  | WindowReviewed
  | WindowMoved
  | WindowCancelled
  | GuestRequested
  | GuestAccepted
  | GuestRefused
  | DeletionAccepted
  | RecreationRequested
  | LossAccepted
  | LeaseRevoked
  | PeopleFact
  | TrainFact
  | WindowFact;

/** The kinds of fact. */
export type FactType = Fact["type"];
