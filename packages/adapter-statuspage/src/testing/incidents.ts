import { fieldsOf, isRecord } from "./check.ts";
import type { Page } from "./page.ts";
import { isRefusal, refuse, type Refusal } from "./refusal.ts";
import {
  type IncidentRow,
  type JsonRecord,
  type Notification,
  REALTIME_STATUSES,
  SCHEDULED_STATUSES,
  timestamp,
} from "./rows.ts";

/** Makes an incident, as `POST …/incidents` does. */
export function createIncident(page: Page, body: unknown, now: number): IncidentRow | Refusal {
  const fields = fieldsOf(body, "incident");
  if (isRefusal(fields)) return fields;
  if (fields["name"] === undefined) return refuse(422, "name can't be blank");
  const scheduled = fields["scheduled_for"] !== undefined || fields["scheduled_until"] !== undefined;
  const id = page.nextId();
  const empty: IncidentRow = {
    id,
    name: "",
    status: scheduled ? "scheduled" : "investigating",
    impact: scheduled ? "maintenance" : "none",
    created_at: timestamp(now),
    updated_at: timestamp(now),
    shortlink: `https://stspg.io/${id}`,
    metadata: {},
    component_ids: [],
    incident_updates: [],
    scheduled_remind_prior: false,
    scheduled_auto_in_progress: false,
    scheduled_auto_completed: false,
    auto_transition_to_maintenance_state: false,
    auto_transition_to_operational_state: false,
    auto_transition_deliver_notifications_at_start: false,
    auto_transition_deliver_notifications_at_end: false,
  };
  return store(page, empty, fields, now, "created");
}

/** Changes an incident, as `PATCH …/incidents/{id}` does: a body or a status posts a new update. */
export function changeIncident(page: Page, row: IncidentRow, body: unknown, now: number): IncidentRow | Refusal {
  const fields = fieldsOf(body, "incident");
  return isRefusal(fields) ? fields : store(page, row, fields, now, undefined);
}

/** Changes the words of an earlier update, as `PATCH …/incident_updates/{id}` does. */
export function changeUpdate(
  page: Page,
  row: IncidentRow,
  updateId: string,
  body: unknown,
  now: number,
): IncidentRow | Refusal {
  const fields = fieldsOf(body, "incident_update");
  if (isRefusal(fields)) return fields;
  if (!row.incident_updates.some((update) => update.id === updateId)) return refuse(404, "incident update not found");
  // The description gives no default here; a fake that mails when nothing is said finds a caller that forgets to say it.
  if (fields["deliver_notifications"] !== false)
    page.notifications.push({ incident: row.id, kind: "updated", at: timestamp(now) });
  const updates = row.incident_updates.map((update) =>
    update.id === updateId
      ? {
          ...update,
          body: textOr(fields["body"], update.body),
          display_at: textOr(fields["display_at"], update.display_at),
          updated_at: timestamp(now),
        }
      : update,
  );
  return page.put({ ...row, incident_updates: updates }, now);
}

function store(
  page: Page,
  row: IncidentRow,
  fields: JsonRecord,
  now: number,
  creation: "created" | undefined,
): IncidentRow | Refusal {
  const changed = merge(row, fields);
  const problem = problemOf(page, changed, fields);
  if (problem !== undefined) return refuse(422, problem);
  const posts = creation !== undefined || fields["body"] !== undefined || fields["status"] !== undefined;
  const delivers = fields["deliver_notifications"] !== false;
  const components = statuses(fields["components"]);
  if (!posts) {
    for (const [id, status] of Object.entries(components)) page.setComponent(id, { status }, now);
    // Whether the service mails here is not documented; counting a mail finds a caller that leaves the default on.
    if (delivers) page.notifications.push({ incident: row.id, kind: "updated", at: timestamp(now) });
    return page.put(changed, now);
  }
  const mail = delivers ? (creation ?? kindOf(row.status, changed.status)) : undefined;
  const body = typeof fields["body"] === "string" ? fields["body"] : "";
  const updated = page.withUpdate(changed, { body, status: changed.status, components, mail }, now);
  const ends = updated.status === "completed" || updated.status === "resolved";
  return page.put({ ...updated, ...(ends && { resolved_at: row.resolved_at ?? timestamp(now) }) }, now);
}

function merge(row: IncidentRow, fields: JsonRecord): IncidentRow {
  const at = (name: string, before: string | undefined): string | undefined => {
    const value = fields[name];
    return typeof value === "string" ? timestamp(Date.parse(value)) : before;
  };
  const flag = (name: string, before: boolean): boolean => {
    const value = fields[name];
    return typeof value === "boolean" ? value : before;
  };
  const scheduledFor = at("scheduled_for", row.scheduled_for);
  const scheduledUntil = at("scheduled_until", row.scheduled_until);
  const named = fields["component_ids"];
  const ids = Array.isArray(named) ? named.filter((id) => typeof id === "string") : row.component_ids;
  const override = fields["impact_override"];
  return {
    ...row,
    name: textOr(fields["name"], row.name),
    status: textOr(fields["status"], row.status),
    ...(typeof override === "string" && { impact_override: override, impact: override }),
    ...(scheduledFor !== undefined && { scheduled_for: scheduledFor }),
    ...(scheduledUntil !== undefined && { scheduled_until: scheduledUntil }),
    component_ids: [...new Set([...ids, ...Object.keys(statuses(fields["components"]))])],
    metadata: isRecord(fields["metadata"]) ? fields["metadata"] : row.metadata,
    scheduled_remind_prior: flag("scheduled_remind_prior", row.scheduled_remind_prior),
    scheduled_auto_in_progress: flag(
      "scheduled_auto_in_progress",
      flag("scheduled_auto_transition", row.scheduled_auto_in_progress),
    ),
    scheduled_auto_completed: flag("scheduled_auto_completed", row.scheduled_auto_completed),
    auto_transition_to_maintenance_state: flag(
      "auto_transition_to_maintenance_state",
      row.auto_transition_to_maintenance_state,
    ),
    auto_transition_to_operational_state: flag(
      "auto_transition_to_operational_state",
      row.auto_transition_to_operational_state,
    ),
    auto_transition_deliver_notifications_at_start: flag(
      "auto_transition_deliver_notifications_at_start",
      row.auto_transition_deliver_notifications_at_start,
    ),
    auto_transition_deliver_notifications_at_end: flag(
      "auto_transition_deliver_notifications_at_end",
      row.auto_transition_deliver_notifications_at_end,
    ),
  };
}

function problemOf(page: Page, row: IncidentRow, fields: JsonRecord): string | undefined {
  const scheduled = row.scheduled_for !== undefined || row.scheduled_until !== undefined;
  if (scheduled && (row.scheduled_for === undefined || row.scheduled_until === undefined)) {
    return "scheduled_for and scheduled_until are needed together";
  }
  if (
    row.scheduled_for !== undefined &&
    row.scheduled_until !== undefined &&
    row.scheduled_until <= row.scheduled_for
  ) {
    return "scheduled_until must be after scheduled_for";
  }
  const words: readonly string[] = scheduled ? SCHEDULED_STATUSES : REALTIME_STATUSES;
  if (!words.includes(row.status)) return "status does not fit this kind of incident";
  if (fields["backfilled"] === true && row.component_ids.length > 0)
    return "components cannot be given for a backfilled incident";
  const unknown = row.component_ids.find((id) => page.components.get(id)?.group !== false);
  // An incident keeps a component that was deleted since; only naming it anew is refused.
  return unknown !== undefined && (fields["component_ids"] !== undefined || fields["components"] !== undefined)
    ? `component ${unknown} was not found`
    : undefined;
}

function statuses(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([id, status]) => (typeof status === "string" ? [[id, status]] : [])),
  );
}

function kindOf(before: string, after: string): Notification["kind"] {
  if (before === after) return "updated";
  return after === "in_progress" ? "started" : after === "completed" ? "completed" : "updated";
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}
