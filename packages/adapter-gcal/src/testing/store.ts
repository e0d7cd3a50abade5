import type { EventTime } from "./event-time.ts";
import type { JsonRecord } from "./json.ts";
import type { FakeCall, FakeGoogleCalendarOptions } from "./options.ts";
import { refuse } from "./refusal.ts";

/** One version of an event. */
export interface StoredEvent {
  readonly id: string;
  /** Order of making. */
  readonly order: number;
  /** Number of the write that made this version. */
  readonly change: number;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly start: EventTime;
  readonly end: EventTime;
  readonly cancelled: boolean;
  /** The fields that a client may set, start, end and status included. */
  readonly body: JsonRecord;
  /** What the service added by itself, such as the link of a meeting. */
  readonly extra: JsonRecord;
  /** Set for an instance of a recurring event that differs from the rule. */
  readonly instance?: { readonly of: string; readonly originalStart: EventTime };
}

export interface StoredCalendar {
  readonly id: string;
  readonly timeZone: string;
  /** All versions of each event, oldest first. */
  readonly events: Map<string, StoredEvent[]>;
}

/** A token that `/token` gave out. */
export interface GrantedToken {
  readonly expiresMs: number;
  readonly scopes: readonly string[];
  /** True when the service account acts for itself and not for a user. */
  readonly alone: boolean;
}

/** Everything that changes in the fake. */
export interface Store {
  readonly options: FakeGoogleCalendarOptions;
  readonly now: () => number;
  readonly calendars: readonly StoredCalendar[];
  readonly calls: FakeCall[];
  readonly callTimes: number[];
  readonly tokens: Map<string, GrantedToken>;
  readonly pages: Map<
    string,
    { readonly query: string; readonly items: readonly JsonRecord[]; readonly empty: boolean }
  >;
  /** Ids of calendars that are not shared any more. */
  readonly withdrawn: Set<string>;
  readonly refusals: { readonly status: number; readonly reason: string }[];
  counter: number;
  syncFloor: number;
  loseAnswer: boolean;
}

export function createStore(options: FakeGoogleCalendarOptions): Store {
  const calendars = options.calendars ?? [{ id: "trains@example.com" }];
  return {
    options,
    now: () => (options.now ?? Date.now)(),
    calendars: calendars.map(({ id, timeZone = "UTC" }) => ({ id, timeZone, events: new Map() })),
    calls: [],
    callTimes: [],
    tokens: new Map(),
    pages: new Map(),
    withdrawn: new Set(),
    refusals: [],
    counter: 0,
    syncFloor: 0,
    loseAnswer: false,
  };
}

export function findCalendar(store: Store, id: string): StoredCalendar {
  const calendar = id === "primary" ? store.calendars[0] : store.calendars.find((one) => one.id === id);
  return calendar ?? refuse(404, "notFound", "Not Found");
}

/** The event as it is now. */
export function latest(calendar: StoredCalendar, id: string): StoredEvent | undefined {
  return calendar.events.get(id)?.at(-1);
}

/** All events as a listing sees them: versions younger than the lag are not there yet. */
export function visible(store: Store, calendar: StoredCalendar): readonly StoredEvent[] {
  const until = store.now() - (store.options.lagMs ?? 0);
  return [...calendar.events.values()].flatMap((versions) => versions.findLast((one) => one.updatedMs <= until) ?? []);
}

/** Adds a version of an event. */
export function put(
  store: Store,
  calendar: StoredCalendar,
  event: Omit<StoredEvent, "change" | "updatedMs">,
): StoredEvent {
  store.counter += 1;
  const stored = { ...event, change: store.counter, updatedMs: store.now() };
  calendar.events.set(event.id, [...(calendar.events.get(event.id) ?? []), stored]);
  return stored;
}
