import { type HeldTicket, type Instant, instant, type TicketBlocker, type TicketComment } from "@footplate/core";
import type { Schema } from "@footplate/http";
import * as z from "zod/mini";
import { blockerMark, noteKeyOf, ticketMark } from "./mark.ts";
import { withoutMarkers } from "./marker.ts";

/** An issue, as far as we read it. */
export interface IssueRow {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body?: string | null | undefined;
  readonly state: string;
  readonly html_url?: string | null | undefined;
  readonly repository_url?: string | null | undefined;
  readonly labels: readonly (string | { readonly name?: string | null | undefined })[];
  readonly assignees?: readonly { readonly login: string }[] | null | undefined;
  readonly created_at: string;
  readonly updated_at: string;
  readonly closed_at?: string | null | undefined;
  /** There when it is a pull request. */
  readonly pull_request?: unknown;
}

/** A comment, as far as we read it. */
export interface CommentRow {
  readonly id: number;
  readonly body?: string | null | undefined;
  readonly created_at: string;
  readonly html_url?: string | null | undefined;
}

const text = z.nullish(z.string());
const moment = z.iso.datetime({ offset: true });
const issue = z.object({
  id: z.int(),
  number: z.int(),
  title: z.string(),
  body: text,
  state: z.string(),
  html_url: text,
  repository_url: text,
  labels: z.array(z.union([z.string(), z.object({ name: text })])),
  assignees: z.nullish(z.array(z.object({ login: z.string() }))),
  created_at: moment,
  updated_at: moment,
  closed_at: z.nullish(moment),
  pull_request: z.optional(z.unknown()),
});
const comment = z.object({ id: z.int(), body: text, created_at: moment, html_url: text });

export const issueSchema: Schema<IssueRow> = issue;
export const commentSchema: Schema<CommentRow> = comment;
export const commentsSchema: Schema<readonly CommentRow[]> = z.array(comment);
/** Rows are read one by one: one that cannot be read must not hide the rest. */
export const rowsSchema: Schema<readonly unknown[]> = z.array(z.unknown());

export function parseIssue(row: unknown): IssueRow | undefined {
  return z.safeParse(issue, row).data;
}

/** End of what has no end yet. */
const OPEN_END = instant("9999-12-31T00:00:00Z");

/** The issue in our words. Somebody else's has no times of its own: it holds from its making until it is closed. */
export function toTicket(row: IssueRow): HeldTicket {
  const body = row.body ?? "";
  const ours = ticketMark(body);
  const createdAt = instant(row.created_at);
  const [owner] = ownersOf(row);
  return {
    id: String(row.number),
    item: {
      title: row.title,
      body: withoutMarkers(body),
      start: ours?.start ?? createdAt,
      end: ours?.end ?? endOf(row, createdAt),
    },
    ...(ours !== undefined && { mark: ours.mark }),
    createdAt,
    ...(isClosed(row) && { ended: true as const }),
    ...(typeof row.html_url === "string" && { links: { web: row.html_url } }),
    ...(owner !== undefined && { owner }),
  };
}

function endOf({ closed_at: closedAt }: IssueRow, createdAt: Instant): Instant {
  if (typeof closedAt !== "string") return OPEN_END;
  const end = instant(closedAt);
  return end > createdAt ? end : instant(new Date(Date.parse(createdAt) + 1000));
}

export function toComment(row: CommentRow): TicketComment {
  const body = row.body ?? "";
  const key = noteKeyOf(body);
  return {
    id: String(row.id),
    ...(key !== undefined && { key }),
    text: withoutMarkers(body),
    at: instant(row.created_at),
    ...(typeof row.html_url === "string" && { url: row.html_url }),
  };
}

/** The issue as a blocker of a ticket. One in another repository is named with it. */
export function toBlocker(row: IssueRow, ticket: IssueRow): TicketBlocker {
  const mark = blockerMark(row.body ?? "");
  const [owner] = ownersOf(row);
  return {
    id: isBeside(row, ticket) ? String(row.number) : `${repositoryOf(row)}#${row.number}`,
    ...(mark?.ticket === ticket.number && { key: mark.key }),
    title: row.title,
    open: !isClosed(row),
    ...(owner !== undefined && { owner }),
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    ...(typeof row.html_url === "string" && { url: row.html_url }),
  };
}

/** Names of the people it is assigned to. They are told apart without regard to case, so that we write them small. */
export function ownersOf(row: IssueRow): readonly string[] {
  return (row.assignees ?? []).map(({ login }) => login.toLowerCase());
}

export function hasLabel(row: IssueRow, label: string): boolean {
  return row.labels.some(
    (one) => (typeof one === "string" ? one : (one.name ?? "")).toLowerCase() === label.toLowerCase(),
  );
}

export function isClosed(row: IssueRow): boolean {
  return row.state === "closed";
}

export function isPullRequest(row: IssueRow): boolean {
  return row.pull_request !== undefined && row.pull_request !== null;
}

/** Whether two issues are in the same repository. */
export function isBeside(row: IssueRow, other: IssueRow): boolean {
  return repositoryOf(row).toLowerCase() === repositoryOf(other).toLowerCase();
}

function repositoryOf({ repository_url: url }: IssueRow): string {
  return (url ?? "").split("/").slice(-2).join("/");
}
