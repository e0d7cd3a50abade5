import { type Instant, instant, type Mark, type TrainTicket } from "@footplate/core";
import * as z from "zod/mini";
import { fault } from "../fault.ts";
import { readMarker, writeMarker } from "./marker.ts";

/** What a ticket's marker says. An issue has no times of its own. */
export interface TicketMark {
  readonly mark: Mark;
  readonly start: Instant;
  readonly end: Instant;
}

/** What a blocker's marker says. */
export interface BlockerMark {
  readonly key: string;
  /** Number of the ticket that it was made for. */
  readonly ticket: number;
}

const moment = z.iso.datetime({ offset: true });
const ticketShape = z.object({
  key: z.string().check(z.regex(/^[a-z0-9_./-]{1,200}$/)),
  generation: z.int().check(z.minimum(1)),
  nonce: z.string().check(z.minLength(1), z.maxLength(200)),
  facts: z.int().check(z.minimum(0)),
  start: moment,
  end: moment,
});
const noteKey = z.string().check(z.regex(/^[A-Za-z0-9_.:/#-]{1,300}$/));
const blockerShape = z.object({ key: noteKey, ticket: z.int().check(z.minimum(1)) });
const noteShape = z.object({ key: noteKey });

/** Throws `invalid_input` for a mark that could not be read again: its ticket would be nobody's. */
export function ticketMarker({ key, generation, nonce, facts }: Mark, { start, end }: TrainTicket): string {
  const shown = { key, generation, nonce, facts, start, end };
  if (z.safeParse(ticketShape, shown).success) return writeMarker("ticket", shown);
  throw fault({
    code: "invalid_input",
    message: `no ticket can carry the mark ${JSON.stringify(shown).slice(0, 120)}`,
    written: "no",
    hint: "a key has 1 to 200 characters of [a-z0-9_./-], a generation counts from 1, a nonce has 1 to 200 characters",
  });
}

/** The mark of a ticket; `undefined` when there is none, or somebody spoilt it. */
export function ticketMark(body: string): TicketMark | undefined {
  const found = z.safeParse(ticketShape, readMarker("ticket", body)).data;
  if (found === undefined) return undefined;
  const { key, generation, nonce, facts, start, end } = found;
  return { mark: { key, generation, nonce, facts }, start: instant(start), end: instant(end) };
}

export function blockerMarker({ key, ticket }: BlockerMark): string {
  return writeMarker("blocker", { key, ticket });
}

export function blockerMark(body: string): BlockerMark | undefined {
  return z.safeParse(blockerShape, readMarker("blocker", body)).data;
}

export function noteMarker(key: string): string {
  return writeMarker("note", { key });
}

/** The key of a comment of ours. */
export function noteKeyOf(body: string): string | undefined {
  return z.safeParse(noteShape, readMarker("note", body)).data?.key;
}

/** Whether something can be said under this key. */
export function isNoteKey(key: unknown): key is string {
  return z.safeParse(noteKey, key).success;
}
