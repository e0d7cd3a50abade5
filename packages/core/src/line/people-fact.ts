import type { Instant } from "../time/instant.ts";
import type { FactBase } from "./fact.ts";

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
