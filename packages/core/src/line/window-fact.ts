import type { Instant } from "../time/instant.ts";
import type { FactBase } from "./fact.ts";

/** A window is in progress: the notice board says so, or its time has come. */
export interface WindowStarted extends FactBase {
  readonly type: "windowStarted";
  readonly window: string;
}

/** The planned end of a window in progress moves, with permission (R23). */
export interface WindowExtended extends FactBase {
  readonly type: "windowExtended";
  readonly window: string;
  /** The new planned end. */
  readonly end: Instant;
  /** Id of the approval by the client or the customer's contact. */
  readonly approval: string;
}

/** A window is over: its actual end is when this happened. */
export interface WindowCompleted extends FactBase {
  readonly type: "windowCompleted";
  readonly window: string;
  /** `us`: all was done. `person`: by hand, on the notice board or by command. `board`: the board closed it by itself. */
  readonly how: "us" | "person" | "board";
}

/** A completed window goes on as a new one, linked to it. */
export interface WindowReopened extends FactBase {
  readonly type: "windowReopened";
  /** The completed window. */
  readonly window: string;
  /** Id of the new window: `<window>/again/<n>`. */
  readonly as: string;
  readonly start: Instant;
  readonly end: Instant;
}

/** Somebody means to use a window. Without a claim in time, others may. */
export interface WindowClaimed extends FactBase {
  readonly type: "windowClaimed";
  readonly window: string;
}

/** A person is there for a window (R11). */
export interface Joined extends FactBase {
  readonly type: "joined";
  readonly window: string;
  readonly person: string;
}

/** A guest has finished. Until then its window is not completed. */
export interface GuestDone extends FactBase {
  readonly type: "guestDone";
  readonly guest: string;
}

/** A fact about a window in use. */
export type WindowFact =
  | WindowStarted
  | WindowExtended
  | WindowCompleted
  | WindowReopened
  | WindowClaimed
  | Joined
  | GuestDone;
