import type { CallOptions } from "../call.ts";
import type { Refs } from "../json.ts";
import type { Instant } from "../time/instant.ts";
import type { Checkup } from "./checkup.ts";

/** A message to be sent once. */
export interface ChatMessage {
  /** Two messages of one key in one channel are one. At most 300 characters of `[A-Za-z0-9_.:/#-]`. */
  readonly key: string;
  /** Name or id of the channel or person, as the line or `channelOf` gives it. */
  readonly channel: string;
  /** Plain text. What the service would take for a mention or a link is only text. */
  readonly text: string;
  /** Id of the message that it answers. */
  readonly thread?: string;
}

/** A message as the service holds it. */
export interface PostedMessage {
  readonly id: string;
  readonly channel: string;
  /** Absent: not ours. */
  readonly key?: string;
  /** The service's name of the author. */
  readonly author?: string;
  readonly text: string;
  readonly at: Instant;
  readonly thread?: string;
}

/** Where people are told. */
export interface Chat {
  readonly spec: 1;
  /** Longest time a post may be under way, in milliseconds. */
  readonly sendMs: number;
  /** How long after a post `find` may still miss it, in milliseconds. */
  readonly settleMs: number;
  /** Where a person is told directly, from the refs of a `Person`; undefined when they name no such place. */
  channelOf(refs: Refs | undefined): string | undefined;
  /** Throws `not_found` for a channel that it cannot write to. */
  post(message: ChatMessage, options?: CallOptions): Promise<PostedMessage>;
  /** Absent: the service cannot change a message. Throws `forbidden` for somebody else's. */
  edit?(message: PostedMessage, text: string, options?: CallOptions): Promise<PostedMessage>;
  /** Our message of that key; `undefined` only when the channel was seen whole since `since`. */
  find(channel: string, key: string, since: Instant, options?: CallOptions): Promise<PostedMessage | undefined>;
  /** Everybody's messages since then, oldest first (R13). */
  messages(channel: string, since: Instant, options?: CallOptions): Promise<readonly PostedMessage[]>;
  /** Handles that stand for the people on duty, such as `@conductors`. */
  readonly groups?: {
    /** The service's id of the group that the refs of a line name; undefined when they name none. */
    groupOf(refs: Refs | undefined): string | undefined;
    /** The service's id of a person, from the refs of a `Person`. */
    personOf(refs: Refs | undefined): string | undefined;
    members(group: string, options?: CallOptions): Promise<readonly string[]>;
    /** Makes these the members, and reads them back. */
    setMembers(group: string, members: readonly string[], options?: CallOptions): Promise<readonly string[]>;
  };
  readonly checkup?: Checkup;
}
