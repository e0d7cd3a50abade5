import { COMPONENT_STATUSES, type JsonRecord, REALTIME_STATUSES, SCHEDULED_STATUSES } from "./rows.ts";
import { refuse, type Refusal } from "./refusal.ts";

const IMPACTS: readonly string[] = ["none", "maintenance", "minor", "major", "critical"];
const STATUSES: readonly string[] = [...SCHEDULED_STATUSES, ...REALTIME_STATUSES];

type Check = (value: unknown) => string | undefined;

const text: Check = (value) => (typeof value === "string" ? undefined : "must be text");
const flag: Check = (value) => (typeof value === "boolean" ? undefined : "must be true or false");
const moment: Check = (value) =>
  typeof value === "string" &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
  !Number.isNaN(Date.parse(value))
    ? undefined
    : "must be a date-time";
const oneOf =
  (words: readonly string[]): Check =>
  (value) =>
    typeof value === "string" && words.includes(value) ? undefined : "is not included in the list";
const upTo =
  (limit: number): Check =>
  (value) =>
    typeof value !== "string"
      ? "must be text"
      : Array.from(value).length > limit
        ? `is too long (maximum is ${limit} characters)`
        : undefined;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const metadata: Check = (value) =>
  isRecord(value) && Object.values(value).every(isRecord) ? undefined : "top level values must be objects";

/** Fields of the bodies that create and change an incident; the two are the same. */
const INCIDENT: Readonly<Record<string, Check>> = {
  name: (value) => (value === "" ? "can't be blank" : upTo(255)(value)),
  status: oneOf(STATUSES),
  impact_override: oneOf(IMPACTS),
  scheduled_for: moment,
  scheduled_until: moment,
  scheduled_remind_prior: flag,
  auto_transition_to_maintenance_state: flag,
  auto_transition_to_operational_state: flag,
  scheduled_auto_in_progress: flag,
  scheduled_auto_completed: flag,
  auto_transition_deliver_notifications_at_start: flag,
  auto_transition_deliver_notifications_at_end: flag,
  reminder_intervals: text,
  metadata,
  deliver_notifications: flag,
  auto_tweet_at_beginning: flag,
  auto_tweet_on_completion: flag,
  auto_tweet_on_creation: flag,
  auto_tweet_one_hour_before: flag,
  backfill_date: text,
  backfilled: flag,
  body: upTo(25_000),
  components: (value) =>
    isRecord(value) && Object.values(value).every((status) => oneOf(COMPONENT_STATUSES)(status) === undefined)
      ? undefined
      : "must map component ids to statuses",
  component_ids: (value) =>
    Array.isArray(value) && value.every((id) => typeof id === "string") ? undefined : "must be a list of ids",
  scheduled_auto_transition: flag,
};

const INCIDENT_UPDATE: Readonly<Record<string, Check>> = {
  wants_twitter_update: flag,
  body: upTo(25_000),
  display_at: moment,
  deliver_notifications: flag,
};

const COMPONENT: Readonly<Record<string, Check>> = {
  description: text,
  status: oneOf(COMPONENT_STATUSES),
  name: text,
  only_show_if_degraded: flag,
  group_id: text,
  showcase: flag,
  start_date: text,
};

const BODIES: Readonly<Record<"incident" | "incident_update" | "component", Readonly<Record<string, Check>>>> = {
  incident: INCIDENT,
  incident_update: INCIDENT_UPDATE,
  component: COMPONENT,
};

/** The fields below the one key that wraps a body, or what is wrong with them. */
export function fieldsOf(body: unknown, wrapper: keyof typeof BODIES): JsonRecord | Refusal {
  if (!isRecord(body)) return refuse(400, "the body is not JSON");
  const extra = Object.keys(body).filter((key) => key !== wrapper);
  const fields = body[wrapper];
  if (!isRecord(fields) || extra.length > 0) return refuse(400, `the body must be wrapped in ${wrapper}`);
  const checks = BODIES[wrapper];
  for (const [name, value] of Object.entries(fields)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    const problem = check === undefined ? "is not a known field" : check(value);
    if (problem !== undefined) return refuse(422, `${name} ${problem}`);
  }
  return fields;
}
