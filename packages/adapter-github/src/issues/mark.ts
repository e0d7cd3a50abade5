import { type Instant, instant, type Mark, readMark, type TrainTicket } from "@footplate/core";
import { markToWrite } from "@footplate/http";
import * as z from "zod/mini";
import { ADAPTER, fault } from "../fault.ts";
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
const ticketShape = z.object({ start: moment, end: moment });
const noteKey = z.string().check(z.regex(/^[A-Za-z0-9_.:/#-]{1,300}$/));
const blockerShape = z.object({ key: noteKey, ticket: z.int().check(z.minimum(1)) });
const noteShape = z.object({ key: noteKey });

/** Throws `invalid_input` for a mark that could not be read again: its ticket would be nobody's. */
export function ticketMarker(mark: Mark, { start, end }: TrainTicket): string {
  const times = z.safeParse(ticketShape, { start, end });
  if (times.success) return writeMarker("ticket", { ...markToWrite(ADAPTER, mark), start, end });
  throw fault({
    code: "invalid_input",
    message: `no ticket can carry the times ${JSON.stringify({ start, end }).slice(0, 120)}`,
    written: "no",
    hint: "times are RFC 3339 with an offset",
  });
}

/** The mark of a ticket; `undefined` when there is none, or somebody spoilt it. */
export function ticketMark(body: string): TicketMark | undefined {
  const found = readMarker("ticket", body);
  const [mark, times] = [readMark(found), z.safeParse(ticketShape, found).data];
  return mark && times && { mark, start: instant(times.start), end: instant(times.end) };
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
