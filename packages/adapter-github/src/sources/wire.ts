import { instant, type Instant, type ReleasedVersion, type SourceChange } from "@footplate/core";
import type { Schema } from "@footplate/http";
import * as z from "zod/mini";

/** A release, as far as we read it. */
export interface ReleaseRow {
  readonly tag_name: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly created_at: string;
  readonly published_at?: string | null | undefined;
  readonly html_url?: string | null | undefined;
  readonly body?: string | null | undefined;
}

/** A tag, as far as we read it. */
export interface TagRow {
  readonly name: string;
  readonly commit: { readonly sha: string };
}

/** A commit, as far as we read it. */
export interface CommitRow {
  readonly sha: string;
  readonly html_url?: string | null | undefined;
  readonly commit: {
    readonly message: string;
    readonly author?: { readonly date?: string | null | undefined } | null | undefined;
    readonly committer?: { readonly date?: string | null | undefined } | null | undefined;
  };
  readonly author?: { readonly login?: string | null | undefined } | null | undefined;
}

/** One page of a comparison. Its commits are read one by one: one that cannot be read must not hide the rest (F10). */
export interface ComparisonRow {
  readonly status: string;
  readonly total_commits: number;
  readonly html_url?: string | null | undefined;
  /** Names both ends by their commits, so that it changes when a tag moves. */
  readonly permalink_url?: string | null | undefined;
  readonly commits: readonly unknown[];
}

const text = z.nullish(z.string());
const moment = z.iso.datetime({ offset: true });
const person = z.nullish(z.object({ date: z.nullish(moment) }));

const release = z.object({
  tag_name: z.string(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  created_at: moment,
  published_at: z.nullish(moment),
  html_url: text,
  body: text,
});
const commit = z.object({
  sha: z.string(),
  html_url: text,
  commit: z.object({ message: z.string(), author: person, committer: person }),
  author: z.nullish(z.object({ login: text })),
});

export const rowsSchema: Schema<readonly unknown[]> = z.array(z.unknown());
export const tagsSchema: Schema<readonly TagRow[]> = z.array(
  z.object({ name: z.string(), commit: z.object({ sha: z.string() }) }),
);
export const commitSchema: Schema<CommitRow> = commit;
export const notesSchema: Schema<{ readonly body: string }> = z.object({ body: z.string() });
export const comparisonSchema: Schema<ComparisonRow> = z.object({
  status: z.string(),
  total_commits: z.int(),
  html_url: text,
  permalink_url: text,
  commits: z.array(z.unknown()),
});

export function parseRelease(row: unknown): ReleaseRow | undefined {
  return z.safeParse(release, row).data;
}

export function toVersion(row: ReleaseRow, version: string): ReleasedVersion {
  const { published_at: published, created_at: created, html_url: url, body: notes, prerelease } = row;
  return {
    version,
    at: instant(published ?? created),
    ...given("url", url),
    ...given("notes", notes),
    ...(prerelease && { prerelease }),
  };
}

/** A commit in our words; `undefined` when it cannot be read, or says no date. */
export function parseChange(row: unknown): SourceChange | undefined {
  const found = z.safeParse(commit, row).data;
  const at = found && momentOf(found);
  if (found === undefined || at === undefined) return undefined;
  const title = found.commit.message.split(/\r\n|\r|\n/)[0]?.trim() ?? "";
  return {
    id: found.sha,
    title: title === "" ? found.sha.slice(0, 12) : title,
    ...given("author", found.author?.login),
    at,
    ...given("url", found.html_url),
  };
}

/** When a commit came to be where it is, which a rebase moves; else when it was written. */
export function momentOf({ commit: { committer, author } }: CommitRow): Instant | undefined {
  const date = committer?.date ?? author?.date;
  return typeof date === "string" ? instant(date) : undefined;
}

function given<Name extends string>(
  name: Name,
  value: string | null | undefined,
): Partial<Readonly<Record<Name, string>>> {
  return typeof value === "string" && value !== "" ? ({ [name]: value } as Record<Name, string>) : {};
}
