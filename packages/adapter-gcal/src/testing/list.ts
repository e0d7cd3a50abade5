import { instancesOf, isSeries } from "./instances.ts";
import { isRecord, type JsonRecord, textOf } from "./json.ts";
import { nextPage, paged } from "./pages.ts";
import { refuse } from "./refusal.ts";
import { resource } from "./resource.ts";
import { type Store, type StoredCalendar, type StoredEvent, visible } from "./store.ts";

const notWithSyncToken = [
  "iCalUID",
  "orderBy",
  "privateExtendedProperty",
  "q",
  "sharedExtendedProperty",
  "timeMin",
  "timeMax",
  "updatedMin",
];

/** One page of the events of a calendar. */
export function listEvents(store: Store, calendar: StoredCalendar, query: URLSearchParams): JsonRecord {
  const head = {
    kind: "calendar#events",
    etag: `"list${store.counter}"`,
    summary: calendar.id,
    updated: new Date(store.now()).toISOString(),
    timeZone: query.get("timeZone") ?? calendar.timeZone,
    accessRole: "owner",
    defaultReminders: [],
  };
  checkQuestion(query);
  const size = Math.min(Number(query.get("maxResults") ?? 250), 2500, store.options.pageSize ?? 2500);
  const items = query.get("pageToken") === null ? answer(store, calendar, query) : nextPage(store, query);
  const page = paged(store, items, size, query);
  return { ...head, ...page, ...(page["nextPageToken"] === undefined && { nextSyncToken: `sync-${store.counter}` }) };
}

function checkQuestion(query: URLSearchParams): void {
  const single = query.get("singleEvents") === "true";
  if (query.get("orderBy") === "startTime" && !single) {
    refuse(400, "badRequest", "The requested ordering is not available for the particular query.");
  }
  const [from, to] = [query.get("timeMin"), query.get("timeMax")];
  if (from !== null && to !== null && Date.parse(from) >= Date.parse(to)) {
    refuse(400, "timeRangeEmpty", "The specified time range is empty.", "calendar");
  }
  if (query.has("syncToken")) {
    const forbidden = notWithSyncToken.filter((name) => query.has(name));
    if (forbidden.length > 0 || query.get("showDeleted") === "false") {
      refuse(400, "badRequest", `Sync token cannot be used with ${forbidden.join(", ") || "showDeleted=false"}.`);
    }
  }
}

function answer(store: Store, calendar: StoredCalendar, query: URLSearchParams): readonly JsonRecord[] {
  const since = sinceChange(store, query.get("syncToken"));
  const updatedMin = secondOf(query.get("updatedMin")) ?? Number.NEGATIVE_INFINITY;
  const single = query.get("singleEvents") === "true";
  const fromMs = secondOf(query.get("timeMin")) ?? Number.NEGATIVE_INFINITY;
  const toMs = secondOf(query.get("timeMax"));
  const deletedToo = query.get("showDeleted") === "true" || since >= 0 || query.has("updatedMin");
  const all = visible(store, calendar);
  const byId = new Map(all.map((event) => [event.id, event]));
  const rows = all
    .filter((event) => !(single && event.instance !== undefined && byId.has(event.instance.of)))
    .flatMap((event) =>
      single && isSeries(event) ? (event.cancelled ? [] : instancesOf(calendar, event, byId, toMs)) : [event],
    )
    .filter((event) => event.change > since && event.updatedMs >= updatedMin)
    .filter((event) => !event.cancelled || deletedToo || (event.instance !== undefined && !single))
    .filter((event) => overlaps(event, fromMs, toMs, !single) && matches(event, query));
  return ordered(rows, query.get("orderBy")).map((event) =>
    resource(store, calendar, event, query.get("timeZone") ?? undefined),
  );
}

function sinceChange(store: Store, token: string | null): number {
  if (token === null) return -1;
  const change = /^sync-(\d+)$/.exec(token)?.[1];
  if (change === undefined || Number(change) < store.syncFloor) {
    refuse(410, "fullSyncRequired", "Sync token is no longer valid, a full sync is required.", "calendar");
  }
  return Number(change);
}

function overlaps(event: StoredEvent, fromMs: number, toMs = Number.POSITIVE_INFINITY, seriesToo: boolean): boolean {
  // A series is listed when it begins before the end of the range: where it ends is left to who expands it.
  return event.start.ms < toMs && (event.end.ms > fromMs || (seriesToo && isSeries(event)));
}

function matches(event: StoredEvent, query: URLSearchParams): boolean {
  const properties = isRecord(event.body["extendedProperties"]) ? event.body["extendedProperties"] : {};
  const has = (side: string, constraint: string): boolean => {
    const [name = "", ...value] = constraint.split("=");
    const values = properties[side];
    return isRecord(values) && values[name] === value.join("=");
  };
  const words = query.get("q")?.toLowerCase() ?? "";
  const text = ["summary", "description", "location"]
    .map((field) => textOf(event.body[field]) ?? "")
    .join("\n")
    .toLowerCase();
  const types = query.getAll("eventTypes");
  return (
    query.getAll("privateExtendedProperty").every((constraint) => has("private", constraint)) &&
    query.getAll("sharedExtendedProperty").every((constraint) => has("shared", constraint)) &&
    text.includes(words) &&
    (types.length === 0 || types.includes(textOf(event.body["eventType"]) ?? "default")) &&
    (query.get("iCalUID") ?? `${event.instance?.of ?? event.id}@google.com`) ===
      `${event.instance?.of ?? event.id}@google.com`
  );
}

function ordered(rows: readonly StoredEvent[], by: string | null): readonly StoredEvent[] {
  if (by === "startTime") return rows.toSorted((a, b) => a.start.ms - b.start.ms || a.order - b.order);
  if (by === "updated") return rows.toSorted((a, b) => a.updatedMs - b.updatedMs || a.order - b.order);
  return rows.toSorted((a, b) => a.order - b.order || a.start.ms - b.start.ms);
}

/** Milliseconds of a bound are passed over. */
function secondOf(moment: string | null): number | undefined {
  return moment === null ? undefined : Math.floor(Date.parse(moment) / 1000) * 1000;
}
