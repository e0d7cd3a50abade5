import type { PairRole } from "./line/people-fact.ts";
import type { InstantLike } from "./time/instant.ts";

/** What all commands share. */
export interface CommandBase {
  /** Who says so: the id of a person of the line. */
  readonly by: string;
  /** Why. */
  readonly reason?: string;
}

/** Somebody is away (R44). */
export interface AbsentCommand extends CommandBase {
  readonly act: "absent";
  /** Who is away. @default `by` */
  readonly person?: string;
  readonly start: InstantLike;
  /** Exclusive. */
  readonly end: InstantLike;
}

/** Somebody is not away after all. */
export interface AbsentWithdrawnCommand extends CommandBase {
  readonly act: "absentWithdrawn";
  /** Id of the absence, as the roster has it. */
  readonly absence: string;
}

/** Somebody is wanted to take duties of a train for a time (R45). */
export interface RequestCoverCommand extends CommandBase {
  readonly act: "requestCover";
  /** Id of the cover; letters of your own. @default `<train>/cover/<n>` */
  readonly cover?: string;
  readonly train: string;
  /** At least one, such as `promote`; the crew policy of the train's era lists them. */
  readonly duties: readonly string[];
  readonly start: InstantLike;
  /** Exclusive. */
  readonly end: InstantLike;
  /** Whose duties they are. @default `by` */
  readonly for?: string;
  /** Who is asked. @default anybody */
  readonly asked?: string;
  /** Until when it may be accepted. @default `end` */
  readonly expiresAt?: InstantLike;
}

/** Somebody takes a cover, or a lead names who does, with a reason. */
export interface AcceptCoverCommand extends CommandBase {
  readonly act: "acceptCover";
  readonly cover: string;
  /** Who takes it. @default `by` */
  readonly person?: string;
}

/** Somebody does not take a cover, or it is not wanted any more. */
export interface EndCoverCommand extends CommandBase {
  readonly act: "declineCover" | "withdrawCover";
  readonly cover: string;
}

/** Two turns are to change hands, or one is to go to another person. */
export interface ProposeSwapCommand extends CommandBase {
  readonly act: "proposeSwap";
  /** Id of the swap; letters of your own. @default `<train>/swap/<n>` */
  readonly swap?: string;
  readonly train: string;
  readonly role: PairRole;
  /** The other turn, or who is to take this one. */
  readonly with: { readonly train: string; readonly role: PairRole } | { readonly person: string };
  /** Until when it may be accepted. @default for ever */
  readonly expiresAt?: InstantLike;
}

/** A party consents to a swap, does not want it, or takes it back. */
export interface AnswerSwapCommand extends CommandBase {
  readonly act: "acceptSwap" | "declineSwap" | "undoSwap";
  readonly swap: string;
}

/** A lead puts a swap through without the consent of its parties. */
export interface ForceSwapCommand extends CommandBase {
  readonly act: "forceSwap";
  readonly swap: string;
  /** A swap is not forced without one. */
  readonly reason: string;
}

/** A place in a train's pair passes on now (R54). Who takes it says so, or a lead with a reason. */
export interface HandOverCommand extends CommandBase {
  readonly act: "handOver";
  readonly train: string;
  /** Who gives it away. @default the primary */
  readonly from?: string;
  readonly to: string;
  /** How things stand. */
  readonly note: string;
}

/** Somebody has settled with the partner how the train's week will go (R43). */
export interface BriefCommand extends CommandBase {
  readonly act: "brief";
  readonly train: string;
}

/** One act of a person. */
export type Command =
  | AbsentCommand
  | AbsentWithdrawnCommand
  | RequestCoverCommand
  | AcceptCoverCommand
  | EndCoverCommand
  | ProposeSwapCommand
  | AnswerSwapCommand
  | ForceSwapCommand
  | HandOverCommand
  | BriefCommand;
