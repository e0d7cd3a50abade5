import type { Schema } from "@footplate/http";
import * as z from "zod/mini";

/** One page of a collection. Rows are read one by one: one that cannot be read must not hide the rest. */
export interface Collection {
  readonly values?: readonly unknown[] | null | undefined;
  readonly links?: { readonly next?: string | null | undefined } | null | undefined;
}

/** A schedule, as far as we read it. */
export interface ScheduleRow {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly timezone?: string | null | undefined;
}

/** An override as the service holds it. */
export interface OverrideRow {
  readonly alias: string;
  readonly responder: { readonly type: string; readonly id?: string | null | undefined };
  readonly startDate: string;
  readonly endDate: string;
  readonly rotationIds?: readonly string[] | null | undefined;
}

/** An alert, as far as we read it. */
export interface AlertRow {
  readonly id: string;
  readonly alias?: string | null | undefined;
  readonly status: string;
  readonly message?: string | null | undefined;
  readonly createdAt: string;
  readonly acknowledged?: boolean | null | undefined;
  readonly count?: number | null | undefined;
  readonly owner?: string | null | undefined;
}

/** That a request was taken in. */
export interface AcceptedRow {
  readonly requestId: string;
}

/** What became of a request. */
export interface OutcomeRow {
  readonly isSuccess: boolean;
  readonly status?: string | null | undefined;
  readonly alertId?: string | null | undefined;
}

const text = z.nullish(z.string());
const moment = z.iso.datetime({ offset: true });
const schedule = z.object({ id: z.string(), name: text, timezone: text });
const override = z.object({
  alias: z.string().check(z.minLength(1)),
  responder: z.object({ type: z.string(), id: text }),
  startDate: moment,
  endDate: moment,
  rotationIds: z.nullish(z.array(z.string())),
});

export const collectionSchema: Schema<Collection> = z.object({
  values: z.nullish(z.array(z.unknown())),
  links: z.nullish(z.object({ next: text })),
});
export const scheduleSchema: Schema<ScheduleRow> = schedule;
export const overrideSchema: Schema<OverrideRow> = override;
export const alertSchema: Schema<AlertRow> = z.object({
  id: z.string().check(z.minLength(1)),
  alias: text,
  status: z.string(),
  message: text,
  createdAt: moment,
  acknowledged: z.nullish(z.boolean()),
  count: z.nullish(z.int()),
  owner: text,
});
export const acceptedSchema: Schema<AcceptedRow> = z.object({ requestId: z.string().check(z.minLength(1)) });
export const outcomeSchema: Schema<OutcomeRow> = z.object({ isSuccess: z.boolean(), status: text, alertId: text });
export const onCallSchema: Schema<{ readonly onCallUsers: readonly string[] }> = z.object({
  onCallUsers: z.array(z.string()),
});
export const nextOnCallSchema: Schema<{ readonly nextOnCallUsers: readonly string[] }> = z.object({
  nextOnCallUsers: z.array(z.string()),
});

export function parseSchedule(row: unknown): ScheduleRow | undefined {
  return z.safeParse(schedule, row).data;
}

export function parseOverride(row: unknown): OverrideRow | undefined {
  return z.safeParse(override, row).data;
}

const errors = z.object({ errors: z.array(z.object({ title: text })) });

/** What the service says is wrong. */
export function titlesOf(body: unknown): string | undefined {
  const titles = z.safeParse(errors, body).data?.errors.flatMap(({ title }) => title ?? []) ?? [];
  return titles.length === 0 ? undefined : titles.join("; ").slice(0, 300);
}
