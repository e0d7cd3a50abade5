/** The public words of the service, spelled here again on purpose: the fake must not lean on the adapter's mapping. */
export const SCHEDULED_STATUSES = ["scheduled", "in_progress", "verifying", "completed"] as const;
export const REALTIME_STATUSES = ["investigating", "identified", "monitoring", "resolved"] as const;
export const COMPONENT_STATUSES = [
  "operational",
  "under_maintenance",
  "degraded_performance",
  "partial_outage",
  "major_outage",
  "",
] as const;

export type JsonRecord = Readonly<Record<string, unknown>>;

/** A component as the service answers it. */
export interface ComponentRow {
  readonly id: string;
  readonly page_id: string;
  readonly group_id?: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly group: boolean;
  readonly name: string;
  readonly description: string;
  readonly position: number;
  readonly status: string;
  readonly showcase: boolean;
  readonly only_show_if_degraded: boolean;
  readonly automation_email: string;
  readonly start_date: string;
}

/** An update of an incident as the service answers it. */
export interface UpdateRow {
  readonly id: string;
  readonly incident_id: string;
  readonly affected_components: readonly {
    readonly code: string;
    readonly name: string;
    readonly old_status: string;
    readonly new_status: string;
  }[];
  readonly body: string;
  readonly created_at: string;
  readonly deliver_notifications: boolean;
  readonly display_at: string;
  readonly status: string;
  readonly updated_at: string;
  readonly wants_twitter_update: boolean;
}

/** An incident as the fake keeps it; its components by id. */
export interface IncidentRow {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly impact: string;
  readonly impact_override?: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly monitoring_at?: string;
  readonly resolved_at?: string;
  readonly shortlink: string;
  readonly metadata: JsonRecord;
  readonly component_ids: readonly string[];
  /** Newest first, as the service answers them. */
  readonly incident_updates: readonly UpdateRow[];
  readonly scheduled_for?: string;
  readonly scheduled_until?: string;
  readonly scheduled_remind_prior: boolean;
  readonly scheduled_reminded_at?: string;
  readonly scheduled_auto_in_progress: boolean;
  readonly scheduled_auto_completed: boolean;
  readonly auto_transition_to_maintenance_state: boolean;
  readonly auto_transition_to_operational_state: boolean;
  readonly auto_transition_deliver_notifications_at_start: boolean;
  readonly auto_transition_deliver_notifications_at_end: boolean;
}

/** A mail to all subscribers. */
export interface Notification {
  readonly incident: string;
  readonly kind: "created" | "reminder" | "started" | "completed" | "updated";
  /** RFC 3339. */
  readonly at: string;
}

/** A moment as the service writes it: UTC with milliseconds. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}
