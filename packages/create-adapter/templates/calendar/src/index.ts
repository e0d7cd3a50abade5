import {
  type Calendar,
  type CalendarEntry,
  type CallOptions,
  FootplateError,
  type Held,
  instant,
} from "@footplate/core";
import { listingOf, type Mark, readMark } from "@footplate/core";
import { changedFields, createHttp, createResource, faultOf, type HttpSettings, marking } from "@footplate/http";
import { markToWrite, ownMark, reveal, type Secret, startBudget } from "@footplate/http";
import * as z from "zod/mini";

/** Name of the adapter in errors and events. */
const ADAPTER = "plain-calendar";

/** Options of `createPlainCalendar`. */
export interface PlainCalendarOptions extends HttpSettings {
  /** Where the service answers. */
  readonly baseUrl: string;
  /** A token that may read and write entries, or a function that fetches one. */
  readonly token: Secret;
  /** Id of the calendar that the reservations are in. @default "primary" */
  readonly calendarId?: string;
}

const sendMs = 30_000;
const event = z.object({
  id: z.string(),
  version: z.string(),
  createdAt: z.iso.datetime(),
  deleted: z.optional(z.boolean()),
  title: z.string(),
  description: z.string(),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  zone: z.string(),
  busy: z.boolean(),
  // Whatever a program wants to keep with it, given back as it came.
  extra: z.optional(z.unknown()),
});
const page = z.object({ items: z.array(z.unknown()), next: z.optional(z.string()) });
const busy = z.object({ items: z.array(z.object({ start: z.iso.datetime(), end: z.iso.datetime() })) });

/** Connects to one calendar. Sends nothing until a method is called. */
export function createPlainCalendar(options: PlainCalendarOptions): { readonly calendar: Calendar } {
  const http = createHttp({
    ...options,
    adapter: ADAPTER,
    authorize: async (headers) => headers.set("authorization", `Bearer ${await reveal(options.token)}`),
    rateLimit: { requests: 300, perMs: 60_000 },
  });
  const events = createResource(http, { adapter: ADAPTER, path: "events", schema: event, page });
  const { calendarId = "primary" } = options;
  const read = async (id: string, call: CallOptions): Promise<Held<CalendarEntry> | undefined> => {
    const row = await events.find(id, call);
    return row && toHeld(row);
  };
  /** What holds the id that we chose. */
  const taken = async (id: string, mark: Mark, call: CallOptions): Promise<Held<CalendarEntry>> => {
    const held = await read(id, call);
    if (held?.mark?.key === mark.key && held.ended !== true) return held;
    throw conflict(`entry ${id} was deleted, or is somebody else's`, "make it again with the next generation");
  };
  const calendar: Calendar = {
    spec: 1,
    identity: "chosen",
    sendMs,
    settleMs: 60_000,
    normalise,
    list: async (range, call) => {
      const query = { calendar: calendarId, from: range.start, to: range.end };
      return listingOf(range, await events.rows(query, startBudget(options, call)), (row) => row && toHeld(row));
    },
    read: (id, call) => read(id, call ?? {}),
    create: async (item, mark, call) => {
      const budget = startBudget(options, call, sendMs);
      const id = idOf(mark);
      const json = { ...normalise(item), id, calendar: calendarId, extra: markToWrite(ADAPTER, mark) };
      try {
        return toHeld(await events.create(json, budget()));
      } catch (error) {
        if (!(error instanceof FootplateError) || error.status !== 409) throw error;
        return marking("no", () => taken(id, mark, budget()));
      }
    },
    update: async (held, item, facts, call) => {
      const extra = { ...ownMark(ADAPTER, held), facts };
      const fields = { ...changedFields(normalise(held.item), normalise(item)), extra };
      return toHeld(await events.change(held.id, fields, { ...call, timeoutMs: sendMs }, held.version));
    },
    remove: async (held, call) => {
      ownMark(ADAPTER, held);
      const budget = startBudget(options, call, sendMs);
      const now = await marking("no", () => read(held.id, budget()));
      if (now !== undefined && now.ended !== true) await events.drop(held.id, budget(), held.version);
    },
    freeBusy: async ({ start, end }, calendars = [calendarId], call) => {
      const budget = startBudget(options, call);
      const all = calendars.map(async (calendar) => {
        const request = { method: "GET", path: "calendars/{id}/busy", params: { id: calendar }, schema: busy } as const;
        const query = { from: start, to: end };
        const { status, data } = await http.request({ ...budget(), ...request, query, accept: [404] });
        if (status !== 404)
          return data.items.map((one) => ({ calendar, start: instant(one.start), end: instant(one.end) }));
        throw faultOf(ADAPTER, { code: "not_found", message: `calendar ${calendar} cannot be read` });
      });
      return (await Promise.all(all)).flat();
    },
  };
  return { calendar };
}

/** The id of the entry of a mark. The service takes any of ours, once. */
function idOf({ key, generation }: Mark): string {
  return `${key.replaceAll("/", "~")}:${generation}`;
}

function normalise(entry: CalendarEntry): CalendarEntry {
  return { ...entry, title: entry.title.trim(), description: entry.description.trim() };
}

function toHeld({
  id,
  version,
  createdAt,
  deleted,
  extra,
  start,
  end,
  ...item
}: z.infer<typeof event>): Held<CalendarEntry> {
  const mark = readMark(extra);
  const { title, description, zone, busy: isBusy } = item;
  return {
    id,
    version,
    createdAt: instant(createdAt),
    item: { title, description, start: instant(start), end: instant(end), zone, busy: isBusy },
    // A copy carries the mark along, but not the id that was made of it: it is somebody else's.
    ...(mark !== undefined && idOf(mark) === id && { mark }),
    ...(deleted === true && { ended: true as const }),
  };
}

function conflict(message: string, hint: string): FootplateError {
  return faultOf(ADAPTER, { code: "conflict", message, hint, written: "no" });
}
