import { judge, keepableProperties, writablePart } from "./event-rules.ts";
import { findEvent } from "./instances.ts";
import { isRecord, type JsonRecord, merge, textOf } from "./json.ts";
import { conference } from "./meeting.ts";
import { refuse } from "./refusal.ts";
import { etagOf } from "./resource.ts";
import { latest, put, type Store, type StoredCalendar, type StoredEvent } from "./store.ts";

const ID = /^[a-v0-9]{5,1024}$/;

/** The event with the id; 404 when there never was one. */
export function getEvent(calendar: StoredCalendar, id: string): StoredEvent {
  return findEvent(calendar, id) ?? refuse(404, "notFound", "Not Found");
}

/** Makes an event. An id that was ever taken stays taken. */
export function insertEvent(
  store: Store,
  calendar: StoredCalendar,
  body: unknown,
  query: URLSearchParams,
): StoredEvent {
  const writable = writablePart(body);
  const { id, iCalUID } = isRecord(body) ? body : {};
  if (id !== undefined && iCalUID !== undefined) refuse(400, "invalid", "Either id or iCalUID may be set.");
  if (id !== undefined && !ID.test(textOf(id) ?? "")) refuse(400, "invalid", "Invalid resource id value.");
  const chosen = textOf(id) ?? `made${String(store.counter + 1).padStart(8, "0")}`;
  const times = judge(writable, calendar.timeZone);
  if (latest(calendar, chosen) !== undefined) refuse(409, "duplicate", "The requested identifier already exists.");
  return put(store, calendar, {
    id: chosen,
    order: store.counter,
    createdMs: store.now(),
    ...times,
    ...content(writable, {}, query),
  });
}

/** Changes an event: `merge` keeps the fields that are not sent, `replace` gives them up. */
export function changeEvent(
  store: Store,
  calendar: StoredCalendar,
  event: StoredEvent,
  body: unknown,
  mode: "merge" | "replace",
  query: URLSearchParams,
): StoredEvent {
  const sent = writablePart(body);
  const merged = mode === "merge" ? merge(event.body, sent) : { ...sent, start: sent["start"], end: sent["end"] };
  const writable = isRecord(merged) ? merged : {};
  const times = judge(writable, calendar.timeZone);
  return put(store, calendar, { ...event, ...times, ...content(writable, event, query) });
}

export function deleteEvent(store: Store, calendar: StoredCalendar, event: StoredEvent): void {
  if (event.cancelled) refuse(410, "deleted", "Resource has been deleted");
  put(store, calendar, { ...event, body: { ...event.body, status: "cancelled" }, cancelled: true });
}

/** Refuses with 412 when the client knows another version than the latest. */
export function checkMatch(event: StoredEvent, headers: Headers): void {
  const match = headers.get("if-match");
  if (match !== null && match !== "*" && match !== etagOf(event)) refuse(412, "conditionNotMet", "Precondition Failed");
}

function content(
  writable: JsonRecord,
  before: Partial<StoredEvent>,
  query: URLSearchParams,
): Pick<StoredEvent, "body" | "extra" | "cancelled"> {
  const { conferenceData, ...body } = keepableProperties(writable);
  const extra =
    query.get("conferenceDataVersion") === "1" ? conference(conferenceData, before.extra ?? {}) : (before.extra ?? {});
  return { body, extra, cancelled: body["status"] === "cancelled" };
}
