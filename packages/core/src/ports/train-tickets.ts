import type { CallOptions } from "../call.ts";
import type { Refs } from "../json.ts";
import type { Instant } from "../time/instant.ts";
import type { Checkup } from "./checkup.ts";
import type { Held, Listing, Mirror } from "./mirror.ts";

/** The train's ticket as the planner wants it. Owner, comments and blockers are not the planner's: see `TrainTickets`. */
export interface TrainTicket {
  /** One line. */
  readonly title: string;
  /** Plain text or Markdown. */
  readonly body: string;
  /** Start of the train's first window. */
  readonly start: Instant;
  /** End of its last window, exclusive. */
  readonly end: Instant;
}

/** A ticket as the service holds it. A closed one is `ended`. */
export interface HeldTicket extends Held<TrainTicket> {
  /** The service's id of the one person it is assigned to, or of the first of several. */
  readonly owner?: string;
}

/** Something that is said once: saying it again under the same key changes nothing. */
export interface KeyedText {
  /** At most 300 characters of `[A-Za-z0-9_.:/#-]`. */
  readonly key: string;
  readonly text: string;
}

/** A comment as the service holds it. */
export interface TicketComment {
  readonly id: string;
  /** Absent: somebody else's. */
  readonly key?: string;
  readonly text: string;
  readonly at: Instant;
  readonly url?: string;
}

/** An issue that stops the train. */
export interface TicketBlocker {
  /** The service's id. */
  readonly id: string;
  /** The key it was made with; absent when a person made it. */
  readonly key?: string;
  readonly title: string;
  readonly open: boolean;
  /** The service's id of its owner. */
  readonly owner?: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly url?: string;
}

/** A blocker to be made. Never without an owner and a note. */
export interface NewBlocker {
  readonly key: string;
  readonly title: string;
  readonly owner: string;
  readonly note: string;
}

/**
 * The train's ticket: planned like every mirror, and while the train runs the place where decisions are written down.
 * Its own writes look first for what they would add, so that they may be repeated; where the service lists late, the
 * caller waits `settleMs` before it repeats one whose answer was lost.
 */
export interface TrainTickets extends Mirror<TrainTicket> {
  readonly spec: 1;
  /** The service's id of a person, from the refs of a `Person`; undefined when they name none. */
  personOf(refs: Refs | undefined): string | undefined;
  list(
    ...args: Parameters<Mirror<TrainTicket>["list"]>
  ): Promise<Listing<TrainTicket> & { readonly held: readonly HeldTicket[] }>;
  read(id: string, options?: CallOptions): Promise<HeldTicket | undefined>;
  /**
   * Leaves the note and makes the person the ticket's one owner (R54): the note first, so that nobody is assigned without
   * one. Repeating it completes what is missing. Throws `invalid_input` for an empty note, and `forbidden` when the service
   * does not assign that person.
   */
  assign(id: string, owner: string, note: KeyedText, options?: CallOptions): Promise<HeldTicket>;
  /** Comments once per key. */
  comment(id: string, note: KeyedText, options?: CallOptions): Promise<TicketComment>;
  /** All comments, oldest first. */
  comments(id: string, options?: CallOptions): Promise<readonly TicketComment[]>;
  /** Open and resolved blockers, oldest first. */
  blockers(id: string, options?: CallOptions): Promise<readonly TicketBlocker[]>;
  /** Makes a blocker once per key, with its owner and the note. */
  block(id: string, blocker: NewBlocker, options?: CallOptions): Promise<TicketBlocker>;
  /** Resolves a blocker with a note. Already resolved is success. */
  unblock(id: string, blocker: string, note: KeyedText, options?: CallOptions): Promise<TicketBlocker>;
  /** Closes the ticket with a note. Already closed is success. */
  close(id: string, note: KeyedText, options?: CallOptions): Promise<HeldTicket>;
  /** Opens a closed ticket with a note. Already open is success. */
  reopen(id: string, note: KeyedText, options?: CallOptions): Promise<HeldTicket>;
  readonly checkup?: Checkup;
}
