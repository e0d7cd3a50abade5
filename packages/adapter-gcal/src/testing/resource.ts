import { writeTime } from "./event-time.ts";
import type { JsonRecord } from "./json.ts";
import type { Store, StoredCalendar, StoredEvent } from "./store.ts";

/** The ETag of a version. */
export function etagOf(event: StoredEvent): string {
  return `"${(3_400_000_000_000_000 + event.change * 2).toString()}"`;
}

/** An event as the service answers it. */
export function resource(
  store: Store,
  calendar: StoredCalendar,
  event: StoredEvent,
  zone: string = calendar.timeZone,
): JsonRecord {
  const status = event.cancelled ? "cancelled" : (event.body["status"] ?? "confirmed");
  const identity = { kind: "calendar#event", etag: etagOf(event), id: event.id, status };
  const instance = event.instance && {
    recurringEventId: event.instance.of,
    originalStartTime: writeTime(event.instance.originalStart, zone),
  };
  if (event.cancelled && (instance !== undefined || store.options.bareDeleted === true))
    return { ...identity, ...instance };
  const { start: _start, end: _end, status: _status, transparency, ...fields } = event.body;
  return {
    ...identity,
    htmlLink: `https://www.google.com/calendar/event?eid=${event.id}`,
    created: new Date(event.createdMs).toISOString(),
    updated: new Date(event.updatedMs).toISOString(),
    ...fields,
    creator: { email: "maker@example.com" },
    organizer: { email: calendar.id, self: true },
    start: writeTime(event.start, zone),
    end: writeTime(event.end, zone),
    ...(transparency === "transparent" && { transparency }),
    iCalUID: `${event.instance?.of ?? event.id}@google.com`,
    sequence: 0,
    reminders: event.body["reminders"] ?? { useDefault: true },
    eventType: event.body["eventType"] ?? "default",
    ...event.extra,
    ...instance,
  };
}
