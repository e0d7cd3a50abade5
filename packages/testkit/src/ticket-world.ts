import { fromEpochMs, type TicketBlocker, type TicketComment, type TrainTicket } from "@footplate/core";
import type { World, WorldResource } from "./mirror-world.ts";
import type { Row } from "./vendor-store.ts";

/** A ticket as only the service sees it. */
export interface MemoryTicket extends WorldResource<TrainTicket> {
  readonly owner?: string;
  readonly comments: readonly TicketComment[];
  readonly blockers: readonly MemoryBlocker[];
}

/** A blocker as only the service sees it. */
export interface MemoryBlocker extends TicketBlocker {
  /** Oldest first. */
  readonly notes: readonly string[];
}

/** Behind the ticket service: what it holds, and what people do there. */
export interface TicketWorld extends World<TrainTicket> {
  /** Every ticket that ever was, oldest first, as JSON. */
  seen(): readonly MemoryTicket[];
  /** A person assigns the ticket, or takes the owner away. */
  humanAssign(id: string, owner: string | undefined): void;
  /** A person comments. Returns the comment's id. */
  humanComment(id: string, text: string): string;
  /** A person makes a blocker. Returns its id. */
  humanBlock(id: string, title: string, owner?: string): string;
  /** A person resolves a blocker. */
  humanUnblock(blocker: string): void;
}

/** A comment as the store keeps it. */
export interface Comment {
  readonly ticket: string;
  readonly key?: string;
  readonly text: string;
}

/** A blocker as the store keeps it. */
export interface Blocker {
  readonly ticket: string;
  readonly key?: string;
  readonly title: string;
  readonly owner?: string;
  readonly open: boolean;
  readonly updatedMs: number;
  readonly notes: readonly { readonly key?: string; readonly text: string }[];
}

export function commentOf({ id, item, createdAt }: Row<Comment>): TicketComment {
  return { id, ...(item.key !== undefined && { key: item.key }), text: item.text, at: createdAt };
}

export function blockerOf({ id, item, createdAt }: Row<Blocker>): TicketBlocker {
  const { key, title, open, owner, updatedMs } = item;
  return {
    id,
    ...(key !== undefined && { key }),
    title,
    open,
    ...(owner !== undefined && { owner }),
    createdAt,
    updatedAt: fromEpochMs(updatedMs),
  };
}
