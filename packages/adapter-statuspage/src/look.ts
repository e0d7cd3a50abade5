import { type FootplateError, type Held, type HeldNotice, type Mark, type Notice, sameMark } from "@footplate/core";
import { type Budget, marking } from "@footplate/http";
import type { Client } from "./client.ts";
import { fault } from "./fault.ts";
import { type IncidentRow, isMaintenance, toHeld } from "./wire.ts";

/** A maintenance as it was a moment ago, in their words and in ours. */
export interface Look {
  readonly row: IncidentRow;
  readonly held: HeldNotice;
}

/** Reads a maintenance; `undefined` when there is none with this id. */
export async function look(client: Client, pageId: string, id: string, budget: Budget): Promise<Look | undefined> {
  const row = await client.incident(id, budget());
  return row === undefined || !isMaintenance(row) ? undefined : understood(row, pageId);
}

/** The maintenance that an answer holds. */
export function understood(row: IncidentRow, pageId: string): Look {
  const held = toHeld(row, pageId);
  if (held !== undefined) return { row, held };
  throw fault({
    code: "invalid_response",
    message: `incident ${row.id} is no maintenance that can be understood: status ${row.status.slice(0, 40)}`,
    hint: "look at it on the status page",
  });
}

/** Reads a maintenance just before it is written. What fails here proves that nothing was written. */
export async function lookBeforeWriting(client: Client, pageId: string, id: string, budget: Budget): Promise<Look> {
  const now = await marking("no", () => look(client, pageId, id, budget));
  if (now !== undefined) return now;
  throw fault({
    code: "not_found",
    message: `the page has no maintenance ${id}`,
    written: "no",
    hint: "somebody deleted it: plan again",
  });
}

/**
 * The service knows no versions, so that what it holds now is compared with what was seen: what the public reads first,
 * and every field that is about to be written. Answers the mark that it carries.
 */
export function refuseChanged(held: Held<Notice>, now: HeldNotice, writing: readonly NoticeField[]): Mark {
  const before = held.mark;
  const after = now.mark;
  if (before === undefined || after === undefined) {
    throw conflict(
      `maintenance ${held.id} does not carry our mark`,
      "it is somebody else's: leave it, or remove it by hand",
    );
  }
  if (!sameMark(before, after)) {
    throw conflict(
      `the mark of maintenance ${held.id} is no longer what it was`,
      "another program wrote it: plan again",
    );
  }
  const changed = differing(held.item, now.item).filter((field) => WATCHED.includes(field) || writing.includes(field));
  if (changed.length > 0) {
    throw conflict(
      `maintenance ${held.id} changed since it was read: ${changed.join(", ")}`,
      "plan again, and see the change as drift",
    );
  }
  return after;
}

/** A field of a notice. */
export type NoticeField = keyof Notice;

/** All fields of a notice. */
export const NOTICE_FIELDS: readonly NoticeField[] = [
  "title",
  "body",
  "start",
  "end",
  "components",
  "notify",
  "cancellation",
];
const WATCHED: readonly NoticeField[] = ["title", "start", "end", "components"];

/** The fields in which two notices differ. */
export function differing(one: Notice, other: Notice): readonly NoticeField[] {
  return NOTICE_FIELDS.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]));
}

export function conflict(message: string, hint: string): FootplateError {
  return fault({ code: "conflict", message, written: "no", hint });
}
