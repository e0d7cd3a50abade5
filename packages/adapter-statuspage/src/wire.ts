import { type HeldNotice, instant, type NoticeState } from "@footplate/core";
import type { Schema } from "@footplate/http";
import * as z from "zod/mini";
import { readOurs } from "./metadata.ts";

/** An update of an incident, as far as we read it. */
export interface UpdateRow {
  readonly id: string;
  readonly body?: string | null | undefined;
  readonly created_at?: string | null | undefined;
  readonly deliver_notifications?: boolean | null | undefined;
}

/** A component, as far as we read it. */
export interface ComponentRow {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly status?: string | null | undefined;
  readonly group?: boolean | null | undefined;
}

/** An incident, as far as we read it. The service says null where its description only allows leaving out. */
export interface IncidentRow {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly created_at?: string | null | undefined;
  readonly shortlink?: string | null | undefined;
  readonly metadata?: unknown;
  readonly components?: readonly ComponentRow[] | null | undefined;
  readonly incident_updates?: readonly UpdateRow[] | null | undefined;
  readonly scheduled_for?: string | null | undefined;
  readonly scheduled_until?: string | null | undefined;
  readonly scheduled_auto_completed?: boolean | null | undefined;
  readonly auto_transition_deliver_notifications_at_end?: boolean | null | undefined;
}

const moment = z.nullish(z.iso.datetime({ offset: true }));
const flag = z.nullish(z.boolean());
const text = z.nullish(z.string());
const component = z.object({ id: z.string(), name: text, status: text, group: flag });
const update = z.object({ id: z.string(), body: text, created_at: moment, deliver_notifications: flag });
const incident = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  created_at: moment,
  shortlink: text,
  metadata: z.optional(z.unknown()),
  components: z.nullish(z.array(component)),
  incident_updates: z.nullish(z.array(update)),
  scheduled_for: moment,
  scheduled_until: moment,
  scheduled_auto_completed: flag,
  auto_transition_deliver_notifications_at_end: flag,
});

export const incidentSchema: Schema<IncidentRow> = incident;
export const componentSchema: Schema<ComponentRow> = component;
export const componentsSchema: Schema<readonly ComponentRow[]> = z.array(component);
/** Rows are read one by one: one that cannot be read must not hide the rest. */
export const rowsSchema: Schema<readonly unknown[]> = z.array(z.unknown());

export function parseIncident(row: unknown): IncidentRow | undefined {
  return z.safeParse(incident, row).data;
}

const STATES: Readonly<Record<string, NoticeState>> = {
  scheduled: "scheduled",
  in_progress: "in_progress",
  verifying: "in_progress",
  completed: "completed",
};

/** Whether the incident is a planned maintenance. */
export function isMaintenance(row: IncidentRow): boolean {
  return typeof row.scheduled_for === "string";
}

/** The update that was published first. Later ones are talk, not drift. */
export function firstUpdate(row: IncidentRow): UpdateRow | undefined {
  // Newest first on the wire: of several made in one moment, the last listed is the oldest.
  return (row.incident_updates ?? [])
    .toReversed()
    .toSorted((a, b) => Date.parse(a.created_at ?? "") - Date.parse(b.created_at ?? ""))[0];
}

/** The maintenance in our words; `undefined` when its state or times are none that we know. */
export function toHeld(row: IncidentRow, pageId: string): HeldNotice | undefined {
  const state = Object.hasOwn(STATES, row.status) ? STATES[row.status] : undefined;
  if (state === undefined || typeof row.scheduled_for !== "string" || typeof row.scheduled_until !== "string")
    return undefined;
  const ours = readOurs(row.metadata, pageId);
  return {
    id: row.id,
    item: {
      title: row.name,
      body: firstUpdate(row)?.body ?? "",
      start: instant(row.scheduled_for),
      end: instant(row.scheduled_until),
      components: [...new Set((row.components ?? []).map(({ id }) => id))].toSorted(),
      notify: ours?.notify ?? false,
      cancellation: ours?.cancellation ?? "",
    },
    ...(ours !== undefined && { mark: ours.mark }),
    ...(typeof row.created_at === "string" && { createdAt: instant(row.created_at) }),
    ...(state === "completed" && { ended: true as const }),
    ...(typeof row.shortlink === "string" && { links: { web: row.shortlink } }),
    state,
    autoClose: row.scheduled_auto_completed === true,
  };
}
