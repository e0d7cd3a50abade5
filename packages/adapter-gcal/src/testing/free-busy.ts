import { instancesOf, isSeries } from "./instances.ts";
import { isRecord, type JsonRecord, textOf } from "./json.ts";
import { refuse } from "./refusal.ts";
import { type Store, type StoredCalendar, visible } from "./store.ts";
import { checkZone, withOffset } from "./zone.ts";

/** When calendars are taken: overlapping events run together, an unknown calendar is an error of its own. */
export function freeBusy(store: Store, body: unknown): JsonRecord {
  if (!isRecord(body)) refuse(400, "parseError", "Parse Error");
  const known = ["timeMin", "timeMax", "timeZone", "items", "calendarExpansionMax", "groupExpansionMax"];
  const unknown = Object.keys(body).filter((key) => !known.includes(key));
  if (unknown.length > 0) refuse(400, "invalid", `Unknown field ${unknown.join(", ")}.`);
  const fromMs = moment(body["timeMin"], "timeMin");
  const toMs = moment(body["timeMax"], "timeMax");
  if (fromMs >= toMs) refuse(400, "timeRangeEmpty", "The specified time range is empty.", "calendar");
  const zone = textOf(body["timeZone"]) ?? "UTC";
  checkZone(zone);
  const items = Array.isArray(body["items"]) ? body["items"] : [];
  const ids = items.map(
    (item) => (isRecord(item) ? textOf(item["id"]) : undefined) ?? refuse(400, "required", "Required"),
  );
  if (ids.length > 50) refuse(400, "tooManyCalendarsRequested", "Too many calendars requested.", "calendar");
  const calendars = ids.map((id) => {
    const calendar = store.calendars.find((one, index) => one.id === id || (id === "primary" && index === 0));
    if (calendar === undefined) return [id, { errors: [{ domain: "global", reason: "notFound" }], busy: [] }];
    const busy = joined(taken(store, calendar, fromMs, toMs)).map(([start, end]) => ({
      start: withOffset(start, zone),
      end: withOffset(end, zone),
    }));
    return [id, { busy }];
  });
  return {
    kind: "calendar#freeBusy",
    timeMin: new Date(fromMs).toISOString(),
    timeMax: new Date(toMs).toISOString(),
    calendars: Object.fromEntries(calendars),
  };
}

function moment(value: unknown, field: string): number {
  const ms = Date.parse(textOf(value) ?? "");
  return Number.isNaN(ms) ? refuse(400, "required", `Missing ${field} parameter.`) : ms;
}

function taken(
  store: Store,
  calendar: StoredCalendar,
  fromMs: number,
  toMs: number,
): readonly (readonly [number, number])[] {
  const all = visible(store, calendar);
  const byId = new Map(all.map((event) => [event.id, event]));
  return all
    .filter((event) => event.instance === undefined)
    .flatMap((event) => (isSeries(event) && !event.cancelled ? instancesOf(calendar, event, byId, toMs) : [event]))
    .filter((event) => !event.cancelled && event.body["transparency"] !== "transparent")
    .filter((event) => event.start.ms < toMs && event.end.ms > fromMs)
    .map((event) => [Math.max(event.start.ms, fromMs), Math.min(event.end.ms, toMs)] as const)
    .toSorted((a, b) => a[0] - b[0]);
}

function joined(intervals: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  return intervals.reduce<readonly (readonly [number, number])[]>((done, [start, end]) => {
    const last = done.at(-1);
    if (last === undefined || start > last[1]) return [...done, [start, end]];
    return [...done.slice(0, -1), [last[0], Math.max(last[1], end)]];
  }, []);
}
