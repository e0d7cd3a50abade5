import type { FootplateError, Held, HeldNotice, Mark, Notice } from "@footplate/core";
import type { Budget } from "./budget.ts";
import type { Client } from "./client.ts";
import { fault, marking } from "./fault.ts";
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

/** The service knows no versions, so that what it holds is compared as a whole. Answers the mark it carries. */
export function refuseChanged(held: Held<Notice>, now: HeldNotice): Mark {
  const before = held.mark;
  const after = now.mark;
  if (before === undefined || after === undefined) {
    throw conflict(
      `maintenance ${held.id} does not carry our mark`,
      "it is somebody else's: leave it, or remove it by hand",
    );
  }
  const changed = NOTICE_FIELDS.filter((field) => JSON.stringify(held.item[field]) !== JSON.stringify(now.item[field]));
  if (
    before.key !== after.key ||
    before.nonce !== after.nonce ||
    before.generation !== after.generation ||
    before.facts !== after.facts
  ) {
    throw conflict(
      `the mark of maintenance ${held.id} is no longer what it was`,
      "another program wrote it: plan again",
    );
  }
  if (changed.length > 0) {
    throw conflict(
      `maintenance ${held.id} changed since it was read: ${changed.join(", ")}`,
      "plan again, and see the change as drift",
    );
  }
  return after;
}

export function conflict(message: string, hint: string): FootplateError {
  return fault({ code: "conflict", message, written: "no", hint });
}

const NOTICE_FIELDS = [
  "title",
  "body",
  "start",
  "end",
  "components",
  "notify",
  "cancellation",
] as const satisfies readonly (keyof Notice)[];
