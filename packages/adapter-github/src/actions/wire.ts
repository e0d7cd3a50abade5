import { type DeployRun, instant, type PendingGate } from "@footplate/core";
import type { Schema } from "@footplate/http";
import * as z from "zod/mini";
import { ordersIn } from "./correlation.ts";

/** A run of a workflow, as far as we read it. */
export interface RunRow {
  readonly id: number;
  readonly event: string;
  readonly display_title?: string | null | undefined;
  readonly status?: string | null | undefined;
  readonly conclusion?: string | null | undefined;
  readonly run_attempt?: number | null | undefined;
  readonly html_url: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** What a dispatch answers where the server tells. */
export interface DispatchedRow {
  readonly workflow_run_id: number;
  readonly html_url: string;
}

/** One environment that a run waits for. */
export interface PendingRow {
  readonly environment: { readonly id?: number | undefined; readonly name?: string | undefined };
  readonly current_user_can_approve: boolean;
}

const moment = z.iso.datetime({ offset: true });
const run = z.object({
  id: z.int(),
  event: z.string(),
  display_title: z.nullish(z.string()),
  status: z.nullish(z.string()),
  conclusion: z.nullish(z.string()),
  run_attempt: z.nullish(z.int()),
  html_url: z.string(),
  created_at: moment,
  updated_at: moment,
});

export const runSchema: Schema<RunRow> = run;
/** Rows are read one by one: one that cannot be read must not hide the rest. */
export const runsSchema: Schema<{ readonly total_count: number; readonly workflow_runs: readonly unknown[] }> =
  z.object({
    total_count: z.int(),
    workflow_runs: z.array(z.unknown()),
  });
export const dispatchedSchema: Schema<DispatchedRow> = z.object({ workflow_run_id: z.int(), html_url: z.string() });
export const pendingSchema: Schema<readonly PendingRow[]> = z.array(
  z.object({
    environment: z.object({ id: z.optional(z.int()), name: z.optional(z.string()) }),
    current_user_can_approve: z.boolean(),
  }),
);

export function parseRun(row: unknown): RunRow | undefined {
  return z.safeParse(run, row).data;
}

/** GitHub types both words as any text: those that we do not know stay, and count as open. */
const STATUSES: Readonly<Record<string, DeployRun["status"]>> = {
  queued: "queued",
  requested: "queued",
  pending: "queued",
  in_progress: "running",
  waiting: "waiting",
  completed: "finished",
};
const OUTCOMES: Readonly<Record<string, NonNullable<DeployRun["outcome"]>>> = {
  success: "succeeded",
  failure: "failed",
  timed_out: "failed",
  startup_failure: "failed",
  cancelled: "cancelled",
};

export function toRun(row: RunRow): DeployRun {
  const status = row.status ?? "queued";
  const finished = status === "completed";
  // Titles of other events are anybody's text, such as that of a pull request.
  const [order] = row.event === "workflow_dispatch" ? ordersIn(row.display_title ?? "") : [];
  return {
    id: String(row.id),
    ...(order !== undefined && { order }),
    status: known(STATUSES, status),
    ...(finished && typeof row.conclusion === "string" && { outcome: known(OUTCOMES, row.conclusion) }),
    attempt: row.run_attempt ?? 1,
    url: row.html_url,
    createdAt: instant(row.created_at),
    ...(finished && { finishedAt: instant(row.updated_at) }),
  };
}

export function toGates(rows: readonly PendingRow[]): readonly PendingGate[] {
  return rows.flatMap(({ environment: { id, name }, current_user_can_approve: mayAnswer }) =>
    id === undefined ? [] : [{ id: String(id), name: name ?? String(id), mayAnswer }],
  );
}

function known(words: Readonly<Record<string, string>>, word: string): string {
  return Object.hasOwn(words, word) ? (words[word] ?? word) : word;
}
