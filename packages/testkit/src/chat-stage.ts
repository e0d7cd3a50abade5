import type { Chat } from "@footplate/core";
import type { StageClock } from "./case-tools.ts";

/** A chat made for one case, without a message. */
export interface ChatStage {
  readonly chat: Chat;
  /** A channel that the port may write to. */
  readonly channel: string;
  /** Another one. */
  readonly other: string;
  readonly clock: StageClock;
  /** A channel that it cannot write to. @default "no-such-channel" */
  readonly unknown?: string;
  /** A group, and three people who can be in it. */
  readonly group?: { readonly id: string; readonly people: readonly [string, string, string] };
  /** Somebody else writes. */
  readonly humanPost?: (channel: string, text: string) => Promise<void>;
  /** How many requests the service has had. */
  readonly sent?: () => number;
}

/** Where a conformance suite runs. */
export interface ChatCasesWorld {
  readonly name: string;
  /** A chat of its own. Called once for every case. */
  fresh(): Promise<ChatStage>;
}
