import type { CommandBase } from "./commands.ts";
import type { InstantLike } from "./time/instant.ts";

/** Move the planned end of a window in progress. */
export interface ExtendCommand extends CommandBase {
  readonly act: "extend";
  readonly window: string;
  /** How much longer than now planned, ISO 8601. Either this or `until`. */
  readonly for?: string;
  /** The new planned end. Either this or `for`. */
  readonly until?: InstantLike;
  /** Id of an approval. @default the newest for this window that covers the new end */
  readonly approval?: string;
}

/** Say that a window is over. */
export interface CompleteWindowCommand extends CommandBase {
  readonly act: "completeWindow";
  readonly window: string;
}

/** Cancel a window that has not begun. */
export interface CancelWindowCommand extends CommandBase {
  readonly act: "cancelWindow";
  readonly window: string;
  readonly reason: string;
}

/** Say that a window's times are right. */
export interface ReviewWindowCommand extends CommandBase {
  readonly act: "reviewWindow";
  readonly window: string;
}

/** Give a window that has not begun new times. */
export interface MoveWindowCommand extends CommandBase {
  readonly act: "moveWindow";
  readonly window: string;
  readonly start: InstantLike;
  readonly end: InstantLike;
}

/** Go on after a completed window, in a new one linked to it. */
export interface ReopenCommand extends CommandBase {
  readonly act: "reopen";
  readonly window: string;
  /** @default five minutes from now */
  readonly start?: InstantLike;
  /** ISO 8601. */
  readonly length: string;
}

/** Mean to use a window. */
export interface ClaimCommand extends CommandBase {
  readonly act: "claim";
  readonly window: string;
}

/** Be there for a window (R11). */
export interface JoinCommand extends CommandBase {
  readonly act: "join";
  readonly window: string;
  /** Who is there. Naming somebody else is for leads. @default `by` */
  readonly person?: string;
}

/** Ask to use a window for a change that is not part of the train (R37). */
export interface RequestGuestCommand extends CommandBase {
  readonly act: "requestGuest";
  readonly guest: string;
  readonly window: string;
  readonly name: string;
  /** ISO 8601. */
  readonly length: string;
  readonly owner: string;
  readonly change: string;
}

/** Take a guest or not, or say that it has finished. */
export interface AnswerGuestCommand extends CommandBase {
  readonly act: "acceptGuest" | "refuseGuest" | "guestDone";
  readonly guest: string;
}

/** An act that concerns one window. */
export type WindowCommand =
  | ExtendCommand
  | CompleteWindowCommand
  | CancelWindowCommand
  | ReviewWindowCommand
  | MoveWindowCommand
  | ReopenCommand
  | ClaimCommand
  | JoinCommand
  | RequestGuestCommand
  | AnswerGuestCommand;
