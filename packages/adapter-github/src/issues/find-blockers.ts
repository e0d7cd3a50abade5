import { type FootplateError, instant } from "@footplate/core";
import type { Budget } from "@footplate/http";
import { fault } from "../fault.ts";
import type { Issues } from "./issues.ts";
import { readLabelled } from "./listing.ts";
import { blockerMark } from "./mark.ts";
import { isBeside, type IssueRow, isPullRequest } from "./wire.ts";

/** Blockers of a ticket as the service shows them. */
export interface FoundBlockers {
  /** Oldest first. */
  readonly rows: readonly IssueRow[];
  /** Whether the issue stands below the ticket; true of all where the server has no sub-issues. */
  isBelow(row: IssueRow): boolean;
}

/**
 * Sub-issues of the ticket, whoever made them, and issues with the blockers' label that were made for it: one whose making
 * was broken off stands not below it yet, and a server without sub-issues has no others.
 */
export async function findBlockers(
  issues: Issues,
  ticket: IssueRow,
  label: string,
  budget: Budget,
): Promise<FoundBlockers> {
  const below = await issues.subIssues(String(ticket.number), budget());
  const { rows, still } = await readLabelled(issues, label, instant(ticket.created_at), budget);
  if (!still || rows.includes(undefined)) throw unreadable(ticket);
  const made = rows.flatMap((row) => (row !== undefined && isMadeFor(row, ticket) ? [row] : []));
  const all = new Map([...made, ...(below ?? [])].map((row) => [row.id, row]));
  const ids = below === undefined ? undefined : new Set(below.map(({ id }) => id));
  return {
    rows: [...all.values()].toSorted(byAge),
    isBelow: ({ id }) => ids?.has(id) ?? true,
  };
}

/** Whether it is a blocker of ours for this ticket. */
function isMadeFor(row: IssueRow, ticket: IssueRow): boolean {
  return !isPullRequest(row) && isBeside(row, ticket) && blockerMark(row.body ?? "")?.ticket === ticket.number;
}

function byAge(one: IssueRow, other: IssueRow): number {
  return Date.parse(one.created_at) - Date.parse(other.created_at) || one.id - other.id;
}

/** One that is passed over would let the train run in spite of it. */
function unreadable(ticket: IssueRow): FootplateError {
  return fault({
    code: "unavailable",
    message: `the blockers of issue ${ticket.number} cannot be told for sure`,
    retryable: true,
    hint: "ask again; if it happens again, look at the issues with the blockers' label",
  });
}
