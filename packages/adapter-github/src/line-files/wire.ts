import type { Schema } from "@footplate/http";
import * as z from "zod/mini";
import type { ProposedChange } from "./line-files.ts";

/** A pull request, as far as we read it. */
export interface PullRow {
  readonly number: number;
  readonly state: string;
  readonly merged_at?: string | null | undefined;
  readonly html_url: string;
  readonly head: { readonly ref: string };
}

/** A branch or tag, as far as we read it. */
export interface RefRow {
  readonly object: { readonly sha: string };
}

const pull = z.object({
  number: z.int(),
  state: z.string(),
  merged_at: z.nullish(z.string()),
  html_url: z.string(),
  head: z.object({ ref: z.string() }),
});

export const pullSchema: Schema<PullRow> = pull;
export const pullsSchema: Schema<readonly PullRow[]> = z.array(pull);
export const refSchema: Schema<RefRow> = z.object({ object: z.object({ sha: z.string() }) });
export const homeSchema: Schema<{ readonly default_branch: string }> = z.object({ default_branch: z.string() });

export function toChange(row: PullRow, key: string): ProposedChange {
  const closed = typeof row.merged_at === "string" ? "merged" : "closed";
  return {
    key,
    id: String(row.number),
    branch: row.head.ref,
    status: row.state === "open" ? "open" : closed,
    url: row.html_url,
  };
}
