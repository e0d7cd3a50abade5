import type { Page } from "./page.ts";
import { type IncidentRow, timestamp } from "./rows.ts";

/** Subscribers are reminded an hour before the start. */
const REMIND_BEFORE_MS = 3_600_000;

interface Due {
  readonly at: number;
  readonly run: () => void;
}

/** Lets everything happen that the service does by itself up to a moment, in order of time. */
export function advance(page: Page, now: number): void {
  for (;;) {
    const due = page
      .listed(now)
      .flatMap((row) => nextOf(page, row) ?? [])
      .filter(({ at }) => at <= now)
      .toSorted((a, b) => a.at - b.at)[0];
    if (due === undefined) return;
    due.run();
  }
}

function nextOf(page: Page, row: IncidentRow): Due | undefined {
  if (row.scheduled_for === undefined || row.scheduled_until === undefined) return undefined;
  const start = Date.parse(row.scheduled_for);
  const changed = Date.parse(row.updated_at);
  const remindAt = start - REMIND_BEFORE_MS;
  if (row.status === "scheduled" && row.scheduled_remind_prior && row.scheduled_reminded_at === undefined) {
    if (remindAt >= Date.parse(row.created_at))
      return { at: Math.max(remindAt, changed), run: () => remind(page, row, Math.max(remindAt, changed)) };
  }
  if (row.status === "scheduled" && row.scheduled_auto_in_progress) {
    const at = Math.max(start, changed);
    return { at, run: () => begin(page, row, at) };
  }
  if ((row.status === "in_progress" || row.status === "verifying") && row.scheduled_auto_completed) {
    const at = Math.max(Date.parse(row.scheduled_until), changed);
    return { at, run: () => finish(page, row, at) };
  }
  return undefined;
}

function remind(page: Page, row: IncidentRow, at: number): void {
  page.notifications.push({ incident: row.id, kind: "reminder", at: timestamp(at) });
  page.put({ ...row, scheduled_reminded_at: timestamp(at) }, at);
}

function begin(page: Page, row: IncidentRow, at: number): void {
  const update = {
    body: "Scheduled maintenance is currently in progress.",
    status: "in_progress",
    components: all(row, row.auto_transition_to_maintenance_state, "under_maintenance"),
    mail: row.auto_transition_deliver_notifications_at_start ? ("started" as const) : undefined,
  };
  page.put(page.withUpdate(row, update, at), at);
}

function finish(page: Page, row: IncidentRow, at: number): void {
  const update = {
    body: "The scheduled maintenance has been completed.",
    status: "completed",
    components: all(row, row.auto_transition_to_operational_state, "operational"),
    mail: row.auto_transition_deliver_notifications_at_end ? ("completed" as const) : undefined,
  };
  page.put({ ...page.withUpdate(row, update, at), resolved_at: timestamp(at) }, at);
}

function all(row: IncidentRow, wanted: boolean, status: string): Readonly<Record<string, string>> {
  return wanted ? Object.fromEntries(row.component_ids.map((id) => [id, status])) : {};
}
