import { epochMs, fromEpochMs, type HeldTicket, type Interval, listingOf } from "@footplate/core";
import { type Budget, overlappedRows } from "@footplate/http";
import type { Issues } from "./issues.ts";
import type { IssuesSettings } from "./options.ts";
import { hasLabel, type IssueRow, isPullRequest, parseIssue, toTicket } from "./wire.ts";

const DAY_MS = 86_400_000;

/** A listing of tickets. */
export interface TicketListing {
  readonly held: readonly HeldTicket[];
  readonly complete: boolean;
  /** Whether something carries the label, so that there is one. */
  readonly labelled: boolean;
}

/** All tickets that overlap the range: by the times in their markers, and others from their making until they are closed. */
export async function listTickets(
  issues: Issues,
  range: Interval,
  { label, leadMs }: IssuesSettings,
  budget: Budget,
): Promise<TicketListing> {
  // Of a whole day: the same list is asked for again and again, and one that did not change costs nothing.
  const sinceMs = Math.floor(Math.max(0, epochMs(range.start) - leadMs) / DAY_MS) * DAY_MS;
  const { rows, still } = await readLabelled(issues, label, fromEpochMs(sinceMs), budget);
  const issuesAlone = rows.filter((row) => row === undefined || !isPullRequest(row));
  const { held, complete } = listingOf(range, issuesAlone, (row) => row && toTicket(row));
  const labelled = rows.some((row) => row !== undefined && hasLabel(row, label));
  return { held, complete: complete && still, labelled };
}

/** All issues with the label that were touched since; `undefined` is one that cannot be read. */
export async function readLabelled(
  issues: Issues,
  label: string,
  since: string,
  budget: Budget,
): Promise<{ readonly rows: readonly (IssueRow | undefined)[]; readonly still: boolean }> {
  return overlappedRows<IssueRow | undefined>({
    load: async (page) => {
      const found = await issues.labelledPage(label, since, page, budget());
      return found && { ...found, rows: found.rows.map(parseIssue) };
    },
    again: async () => (await issues.labelled(label, since, budget())).map(parseIssue),
    idOf: (row) => row && String(row.number),
    rankOf: (row) => Date.parse(row?.created_at ?? ""),
  });
}
