import type { Mark, Notice } from "@footplate/core";
import { writeOurs } from "./metadata.ts";
import type { IncidentRow } from "./wire.ts";

/** The `incident` part of a body. */
export type Fields = Readonly<Record<string, unknown>>;

/** What makes a new maintenance. Auto-close is disarmed by never being armed. */
export function creation(notice: Notice, mark: Mark, pageId: string): Fields {
  return {
    name: notice.title,
    status: "scheduled",
    body: notice.body,
    scheduled_for: notice.start,
    scheduled_until: notice.end,
    scheduled_auto_in_progress: true,
    scheduled_auto_completed: false,
    auto_transition_to_maintenance_state: true,
    auto_transition_to_operational_state: false,
    deliver_notifications: notice.notify,
    ...notifications(notice.notify),
    // No `components` map: it would change their status now, and not at the start.
    ...(notice.components.length > 0 && { component_ids: notice.components }),
    metadata: writeOurs({}, mark, notice, pageId),
  };
}

/** What brings a maintenance from one notice to another, the text of its first update apart; empty when nothing differs. */
export function difference(
  row: IncidentRow,
  before: Notice,
  after: Notice,
  marks: { readonly before: Mark; readonly facts: number },
  settings: { readonly pageId: string; readonly rescheduleText: (notice: Notice) => string },
): Fields {
  const moved = before.start !== after.start || before.end !== after.end;
  const announced = !before.notify && after.notify;
  const regrouped = before.components.join(" ") !== after.components.join(" ");
  const remarked =
    marks.before.facts !== marks.facts || before.notify !== after.notify || before.cancellation !== after.cancellation;
  const fields: Fields = {
    ...(before.title !== after.title && { name: after.title }),
    ...(before.start !== after.start && { scheduled_for: after.start }),
    ...(before.end !== after.end && { scheduled_until: after.end }),
    ...(regrouped && { component_ids: after.components }),
    ...(before.notify !== after.notify && notifications(after.notify)),
    ...(remarked && {
      metadata: writeOurs(row.metadata, { ...marks.before, facts: marks.facts }, after, settings.pageId),
    }),
  };
  if (Object.keys(fields).length === 0) return fields;
  // Subscribers hear of it only on a transition: it is announced, or an announced one moves.
  if (announced) return { ...fields, body: after.body, deliver_notifications: true };
  if (moved && after.notify) return { ...fields, body: settings.rescheduleText(after), deliver_notifications: true };
  return { ...fields, deliver_notifications: false };
}

function notifications(notify: boolean): Fields {
  return {
    auto_transition_deliver_notifications_at_start: notify,
    auto_transition_deliver_notifications_at_end: notify,
    scheduled_remind_prior: notify,
  };
}

/** What subscribers read when a notice moves and the options do not say otherwise. */
export function defaultRescheduleText(notice: Notice): string {
  return `This maintenance has been rescheduled. It is now planned from ${clock(notice.start)} to ${clock(notice.end)}.`;
}

function clock(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}
