import type { Instant } from "../time/instant.ts";
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

/** A place in a conductor pair. */
export type PairRole = "primary" | "backup";

/** A person is away. Nothing is covered by that alone: it gives cover requests (R44). */
export interface AbsenceDeclared extends FactBase {
  readonly type: "absenceDeclared";
  readonly person: string;
  readonly start: Instant;
  /** Exclusive. */
  readonly end: Instant;
}

/** A person is not away after all. */
export interface AbsenceWithdrawn extends FactBase {
  readonly type: "absenceWithdrawn";
  /** Id of the fact that declared the absence. */
  readonly absence: string;
}

/** Somebody is wanted to take duties of a train for a time (R45). */
export interface CoverRequested extends FactBase {
  readonly type: "coverRequested";
  readonly cover: string;
  readonly train: string;
  /** Such as `promote` or `watch logs`. */
  readonly duties: readonly string[];
  readonly start: Instant;
  /** Exclusive. */
  readonly end: Instant;
  /** Whose duties they are; for a cover of a cover, who took them. */
  readonly for: string;
  /** Who is asked. Absent when anybody may take it. */
  readonly asked?: string;
  /** Until when it may be accepted. @default `end` */
  readonly expiresAt?: Instant;
}

/** Somebody takes the cover: its author, or whom a lead names with a reason. */
export interface CoverAccepted extends FactBase {
  readonly type: "coverAccepted";
  readonly cover: string;
  /** Who takes it. Naming another than the author is for leads, with a reason. @default the author */
  readonly person?: string;
}

/** Somebody does not take the cover. It stays open where nobody was asked by name. */
export interface CoverDeclined extends FactBase {
  readonly type: "coverDeclined";
  readonly cover: string;
}

/** The cover is not wanted any more, taken or not. */
export interface CoverWithdrawn extends FactBase {
  readonly type: "coverWithdrawn";
  readonly cover: string;
}

/** Two turns are to change hands, or one turn is to go to another person. */
export interface SwapProposed extends FactBase {
  readonly type: "swapProposed";
  readonly swap: string;
  readonly train: string;
  readonly role: PairRole;
  /** The other turn, or who is to take this one. */
  readonly with: { readonly train: string; readonly role: PairRole } | { readonly person: string };
  /** Until when it may be accepted. @default for ever */
  readonly expiresAt?: Instant;
}

/** A party of the swap consents. */
export interface SwapAccepted extends FactBase {
  readonly type: "swapAccepted";
  readonly swap: string;
}

/** A party of the swap does not want it. */
export interface SwapDeclined extends FactBase {
  readonly type: "swapDeclined";
  readonly swap: string;
}

/** The swap is taken back: by the proposer while it is open, later by a lead or by all its parties. */
export interface SwapUndone extends FactBase {
  readonly type: "swapUndone";
  readonly swap: string;
}

/** A lead puts a swap through without the consent of its parties. */
export interface SwapForced extends FactBase {
  readonly type: "swapForced";
  readonly swap: string;
  readonly reason: string;
}

/** A place in a train's pair passes on from this moment (R54). Who takes it says so, or a lead with a reason. */
export interface HandedOver extends FactBase {
  readonly type: "handedOver";
  readonly train: string;
  readonly from: string;
  /** One of the pair: the two exchange places. Another person: `from` leaves the pair. */
  readonly to: string;
  /** How things stand. */
  readonly note: string;
}

/** A person of the train's pair has settled with the partner how its week will go (R43). Nobody else's word counts. */
export interface Briefed extends FactBase {
  readonly type: "briefed";
  readonly train: string;
  readonly person: string;
}

/** A fact about who conducts. */
export type PeopleFact =
  | AbsenceDeclared
  | AbsenceWithdrawn
  | CoverRequested
  | CoverAccepted
  | CoverDeclined
  | CoverWithdrawn
  | SwapProposed
  | SwapAccepted
  | SwapDeclined
  | SwapUndone
  | SwapForced
  | HandedOver
  | Briefed;

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
