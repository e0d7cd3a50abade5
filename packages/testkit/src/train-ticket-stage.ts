import type { HeldTicket, KeyedText, Mark, TrainTicket, TrainTickets } from "@footplate/core";
import { settle, type StageClock } from "./case-tools.ts";
import { check, frozen, same } from "./check.ts";

/** A ticket service made for one case, without a ticket. */
export interface TrainTicketStage {
  readonly tickets: TrainTickets;
  /** A ticket to make. */
  readonly ticket: TrainTicket;
  /** The service's ids of two people who can be assigned. */
  readonly people: readonly [string, string];
  readonly clock: StageClock;
  /** An id that the service could have given, and has not. @default "987654321" */
  readonly unknownId?: string;
  /** The service's id of somebody whom it does not assign. */
  readonly stranger?: string;
  /** A person comments on the ticket. */
  readonly humanComment?: (id: string, text: string) => Promise<void>;
  /** A person makes a blocker. */
  readonly humanBlock?: (id: string, title: string) => Promise<void>;
  /** A person assigns the ticket, or takes its owners away. */
  readonly humanAssign?: (id: string, owners: readonly string[]) => Promise<void>;
  /** How many requests the service has had. */
  readonly sent?: () => number;
}

/** Where a conformance suite runs. */
export interface TrainTicketWorld {
  readonly name: string;
  /** A service of its own. Called once for every case. */
  fresh(): Promise<TrainTicketStage>;
}

export const ticketMark: Mark = { key: "line/t1/ticket", generation: 1, nonce: "nonce-1", facts: 2 };
export const otherMark: Mark = { ...ticketMark, key: "line/t2/ticket", nonce: "nonce-2" };

export async function madeTicket({ tickets, ticket, clock }: TrainTicketStage): Promise<HeldTicket> {
  const held = await tickets.create(frozen(ticket), frozen(ticketMark));
  settle(tickets, clock);
  return held;
}

export async function listedTicket(
  { tickets, ticket, clock }: TrainTicketStage,
  id: string,
): Promise<HeldTicket | undefined> {
  settle(tickets, clock);
  const { held, complete } = await tickets.list({ start: ticket.start, end: ticket.end });
  check(complete, "a listing of a healthy service is complete");
  return held.find((one) => one.id === id);
}

export async function sameOwner(stage: TrainTicketStage, id: string, expected: string | undefined): Promise<void> {
  const row = await listedTicket(stage, id);
  check(row !== undefined, "the ticket is listed");
  same(row.owner, expected, "the owner, listed");
  same((await stage.tickets.read(id))?.owner, expected, "the owner, read");
}

export async function sameNotes(
  { tickets, clock }: TrainTicketStage,
  id: string,
  expected: readonly KeyedText[],
): Promise<void> {
  settle(tickets, clock);
  const found = await tickets.comments(id);
  same(
    found.map(({ key, text }) => ({ key, text })),
    expected,
    "comments",
  );
}
