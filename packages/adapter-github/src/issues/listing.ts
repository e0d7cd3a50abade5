import { epochMs, fromEpochMs, type HeldTicket, type Interval, listingOf } from "@footplate/core";
import type { Budget } from "@footplate/http";
import type { Issues } from "./issues.ts";
import type { IssuesSettings } from "./options.ts";
import { isPullRequest, parseIssue, toTicket } from "./wire.ts";

/** How often a listing that moved while it was read is read anew. */
const TRIES = 3;

type Pages = readonly (readonly unknown[])[];

/** All tickets that overlap the range: by the times in their markers, and others from their making until they are closed. */
export async function listTickets(
  issues: Issues,
  range: Interval,
  { label, leadMs }: IssuesSettings,
  budget: Budget,
): Promise<{ readonly held: readonly HeldTicket[]; readonly complete: boolean }> {
  const since = fromEpochMs(Math.max(0, epochMs(range.start) - leadMs));
  const { rows, complete: still } = await readLabelled(issues, label, since, budget);
  const issuesAlone = rows.map(parseIssue).filter((row) => row === undefined || !isPullRequest(row));
  const { held, complete } = listingOf(range, issuesAlone, (row) => row && toTicket(row));
  return { held, complete: complete && still };
}

/**
 * All issues with the label that were touched since. Of more than one page the list is read twice: an issue that left it in
 * between would have moved another onto a page that was already read (F31).
 */
export async function readLabelled(
  issues: Issues,
  label: string,
  since: string,
  budget: Budget,
): Promise<{ readonly rows: readonly unknown[]; readonly complete: boolean }> {
  let pages = await issues.labelled(label, since, budget());
  let still = pages.length <= 1;
  for (let tries = 0; tries < TRIES && !still; tries += 1) {
    const before = pages;
    pages = await issues.labelled(label, since, budget());
    still = begins(pages, before);
  }
  return { rows: pages.flat(), complete: still };
}

/** Whether a list holds what was there before in the same order. What was made since stands at its end. */
function begins(now: Pages, before: Pages): boolean {
  const ids = numbers(now);
  return numbers(before).every((number, index) => ids[index] === number);
}

function numbers(pages: Pages): readonly unknown[] {
  return pages.flat().map((row) => parseIssue(row)?.number);
}
