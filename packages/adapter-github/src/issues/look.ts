import {
  type FootplateError,
  type Held,
  type HeldTicket,
  type Mark,
  sameMark,
  type TrainTicket,
} from "@footplate/core";
import { type Budget, marking } from "@footplate/http";
import { isNumber } from "../check-options.ts";
import { conflict, fault } from "../fault.ts";
import type { Issues } from "./issues.ts";
import { type IssueRow, isPullRequest } from "./wire.ts";

/** A field of a ticket. */
export type TicketField = keyof TrainTicket;

/** All fields of a ticket. */
export const TICKET_FIELDS: readonly TicketField[] = ["title", "body", "start", "end"];
const WATCHED: readonly TicketField[] = ["title", "start", "end"];

/** Reads an issue; `undefined` when there is none with this number, or it is a pull request. */
export async function look(issues: Issues, id: string, budget: Budget): Promise<IssueRow | undefined> {
  if (!isNumber(id)) throw notAnId(id);
  const row = await issues.issue(id, budget());
  return row === undefined || isPullRequest(row) ? undefined : row;
}

/** Reads an issue that must be there. */
export async function mustLook(issues: Issues, id: string, budget: Budget): Promise<IssueRow> {
  const row = await look(issues, id, budget);
  if (row !== undefined) return row;
  throw fault({
    code: "not_found",
    message: `the repository has no issue ${id}`,
    hint: "somebody deleted it, or the credential may not see it: plan again",
  });
}

/** Reads an issue just before it is written. What fails here proves that nothing was written. */
export function lookBeforeWriting(issues: Issues, id: string, budget: Budget): Promise<IssueRow> {
  return marking("no", () => mustLook(issues, id, budget));
}

/**
 * Writes cannot be bound to a version, so that what the service holds now is compared with what was seen: what tells one
 * train from another first, and every field that is about to be written. Answers the mark that it carries.
 */
export function refuseChanged(held: Held<TrainTicket>, now: HeldTicket, writing: readonly TicketField[]): Mark {
  const before = held.mark;
  const after = now.mark;
  if (before === undefined || after === undefined)
    throw conflict(`issue ${held.id} does not carry our mark`, "it is somebody else's: leave it, or close it by hand");
  if (!sameMark(before, after))
    throw conflict(`the mark of issue ${held.id} is no longer what it was`, "another program wrote it: plan again");
  const changed = differing(held.item, now.item).filter((field) => WATCHED.includes(field) || writing.includes(field));
  if (changed.length === 0) return after;
  throw conflict(
    `issue ${held.id} changed since it was read: ${changed.join(", ")}`,
    "plan again, and see the change as drift",
  );
}

/** The fields in which two tickets differ. */
export function differing(one: TrainTicket, other: TrainTicket): readonly TicketField[] {
  return TICKET_FIELDS.filter((field) => one[field] !== other[field]);
}

/** The service answered a write as if all were well, and shows something else. */
export function notKept(id: string, what: string): FootplateError {
  return fault({
    code: "protocol",
    message: `the service answered as if issue ${id} were done, but does not show it ${what}`,
    written: "maybe",
    hint: "look at the issue: something else may be changing it",
  });
}

function notAnId(id: string): FootplateError {
  return fault({
    code: "invalid_input",
    message: `${JSON.stringify(id).slice(0, 120)} is not the number of an issue`,
    written: "no",
    hint: "take the id from a listing: it is the issue's number in the repository",
  });
}
