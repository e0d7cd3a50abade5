import { changeEvent, checkMatch, deleteEvent, getEvent, insertEvent } from "./events.ts";
import { freeBusy } from "./free-busy.ts";
import { instancesOf } from "./instances.ts";
import type { JsonRecord } from "./json.ts";
import { listEvents } from "./list.ts";
import { nextPage, paged } from "./pages.ts";
import { refuse } from "./refusal.ts";
import { etagOf, resource } from "./resource.ts";
import { findCalendar, type GrantedToken, type Store, type StoredCalendar, type StoredEvent } from "./store.ts";

/** A call that was understood. */
export interface Call {
  readonly operation: string;
  readonly calendarId: string;
  readonly eventId: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: unknown;
  readonly granted: GrantedToken | undefined;
}

const patterns: readonly (readonly [method: string, path: RegExp, operation: string])[] = [
  ["GET", /^users\/me\/calendarList$/, "calendarList.list"],
  ["GET", /^calendars\/([^/]+)$/, "calendars.get"],
  ["GET", /^calendars\/([^/]+)\/events$/, "events.list"],
  ["POST", /^calendars\/([^/]+)\/events$/, "events.insert"],
  ["GET", /^calendars\/([^/]+)\/events\/([^/]+)$/, "events.get"],
  ["PATCH", /^calendars\/([^/]+)\/events\/([^/]+)$/, "events.patch"],
  ["PUT", /^calendars\/([^/]+)\/events\/([^/]+)$/, "events.update"],
  ["DELETE", /^calendars\/([^/]+)\/events\/([^/]+)$/, "events.delete"],
  ["GET", /^calendars\/([^/]+)\/events\/([^/]+)\/instances$/, "events.instances"],
  ["POST", /^freeBusy$/, "freebusy.query"],
];

/** The operation that a path stands for. */
export function route(method: string, path: string): Pick<Call, "operation" | "calendarId" | "eventId"> {
  for (const [wanted, pattern, operation] of patterns) {
    const match = method === wanted ? pattern.exec(path) : null;
    if (match !== null) {
      return { operation, calendarId: decodeURIComponent(match[1] ?? ""), eventId: decodeURIComponent(match[2] ?? "") };
    }
  }
  return refuse(404, "notFound", "Not Found");
}

/** Carries a call out. */
export function answerCall(store: Store, call: Call): Response {
  const { operation, query, body } = call;
  if (operation === "freebusy.query") return Response.json(freeBusy(store, body));
  if (operation === "calendarList.list") {
    return Response.json({
      kind: "calendar#calendarList",
      etag: '"calendars"',
      items: store.calendars.map(calendarEntry),
    });
  }
  const calendar = findCalendar(store, call.calendarId);
  if (store.withdrawn.has(calendar.id)) refuse(404, "notFound", "Not Found");
  if (operation === "calendars.get") return Response.json(calendarResource(calendar));
  if (operation === "events.list") return Response.json(listEvents(store, calendar, query));
  if (operation === "events.insert" || operation === "events.patch" || operation === "events.update") checkGuests(call);
  const whole = (event: StoredEvent): Response =>
    Response.json(resource(store, calendar, event, query.get("timeZone") ?? undefined), {
      headers: { etag: etagOf(event) },
    });
  if (operation === "events.insert") return whole(insertEvent(store, calendar, body, query));
  const event = getEvent(calendar, call.eventId);
  switch (operation) {
    case "events.get":
      return call.headers.get("if-none-match") === etagOf(event) ? new Response(null, { status: 304 }) : whole(event);
    case "events.instances":
      return Response.json(instances(store, calendar, event, query));
    case "events.delete":
      if (!event.cancelled) checkMatch(event, call.headers);
      deleteEvent(store, calendar, event);
      return new Response(null, { status: 204 });
    default:
      checkMatch(event, call.headers);
      return whole(
        changeEvent(store, calendar, event, body, operation === "events.patch" ? "merge" : "replace", query),
      );
  }
}

function checkGuests(call: Call): void {
  const guests = call.body !== null && typeof call.body === "object" && "attendees" in call.body;
  if (guests && call.granted?.alone === true) {
    refuse(
      403,
      "forbiddenForServiceAccounts",
      "Service accounts cannot invite attendees without delegation.",
      "calendar",
    );
  }
}

function instances(store: Store, calendar: StoredCalendar, event: StoredEvent, query: URLSearchParams): JsonRecord {
  const bound = (name: string): number | undefined => (query.has(name) ? Date.parse(query.get(name) ?? "") : undefined);
  const changed = new Map(
    [...calendar.events].flatMap(([id, versions]) => versions.slice(-1).map((one) => [id, one] as const)),
  );
  const rows = (): readonly JsonRecord[] =>
    instancesOf(calendar, event, changed, bound("timeMax"))
      .filter((one) => one.end.ms >= (bound("timeMin") ?? Number.NEGATIVE_INFINITY))
      .filter((one) => !one.cancelled || query.get("showDeleted") === "true")
      .map((one) => resource(store, calendar, one, query.get("timeZone") ?? undefined));
  const size = Math.min(Number(query.get("maxResults") ?? 250), 2500, store.options.pageSize ?? 2500);
  const page = paged(store, query.has("pageToken") ? nextPage(store, query) : rows(), size, query);
  return { kind: "calendar#events", timeZone: calendar.timeZone, ...page };
}

function calendarResource({ id, timeZone }: StoredCalendar): JsonRecord {
  return { kind: "calendar#calendar", etag: '"calendar"', id, summary: id, timeZone };
}

function calendarEntry(calendar: StoredCalendar, index: number): JsonRecord {
  return {
    ...calendarResource(calendar),
    kind: "calendar#calendarListEntry",
    accessRole: "owner",
    ...(index === 0 && { primary: true }),
  };
}
