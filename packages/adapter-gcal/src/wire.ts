import { type CalendarEntry, fromEpochMs, type Held, type HeldLinks, type Instant } from "@footplate/core";
import type { Schema } from "@footplate/http";
import * as z from "zod/mini";
import { MARK_PROPERTY, markOf } from "./mark.ts";
import { readDay, readInstant } from "./moments.ts";

const text = z.optional(z.string());

/** The fields of Google's `EventDateTime`. */
export interface WireTime {
  readonly date?: string | undefined;
  readonly dateTime?: string | undefined;
  readonly timeZone?: string | undefined;
}

const time = z.object({ date: text, dateTime: text, timeZone: text });

/** The fields of Google's `Event` that we read. Of a deleted one only `id` is sure to be there. */
export interface WireEvent {
  readonly id: string;
  readonly etag?: string | undefined;
  readonly status?: string | undefined;
  readonly created?: string | undefined;
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
  readonly transparency?: string | undefined;
  readonly start?: WireTime | undefined;
  readonly end?: WireTime | undefined;
  readonly htmlLink?: string | undefined;
  readonly hangoutLink?: string | undefined;
  readonly conferenceData?:
    | {
        readonly entryPoints?:
          | readonly { readonly entryPointType?: string | undefined; readonly uri?: string | undefined }[]
          | undefined;
      }
    | undefined;
  readonly extendedProperties?: { readonly private?: Readonly<Record<string, string>> | undefined } | undefined;
}

const event = z.object({
  id: z.string().check(z.minLength(1)),
  etag: text,
  status: text,
  created: text,
  summary: text,
  description: text,
  transparency: text,
  start: z.optional(time),
  end: z.optional(time),
  htmlLink: text,
  hangoutLink: text,
  conferenceData: z.optional(
    z.object({ entryPoints: z.optional(z.array(z.object({ entryPointType: text, uri: text }))) }),
  ),
  extendedProperties: z.optional(z.object({ private: z.optional(z.record(z.string(), z.string())) })),
});

export const eventSchema: Schema<WireEvent> = event;

/** One page of events. Each is read on its own, so that one that cannot be read does not hide the others. */
export interface WireEventPage {
  readonly items?: readonly unknown[] | undefined;
  readonly nextPageToken?: string | undefined;
  readonly timeZone?: string | undefined;
  /** What the credential is to the calendar: `owner`, `writer`, `reader` or `freeBusyReader`. */
  readonly accessRole?: string | undefined;
}

export const eventPageSchema: Schema<WireEventPage> = z.object({
  items: z.optional(z.array(z.unknown())),
  nextPageToken: text,
  timeZone: text,
  accessRole: text,
});

/** The event in a row of a page; `undefined` when it is none. */
export function parseEvent(row: unknown): WireEvent | undefined {
  return z.safeParse(event, row).data;
}

/** Whether an event is timed by the calendar's zone and not by its own. */
export function needsCalendarZone({ start }: WireEvent): boolean {
  return start !== undefined && start.timeZone === undefined;
}

export function isCancelled({ status }: WireEvent): boolean {
  return status === "cancelled";
}

/** An event as a resource of ours or of others; `undefined` when a live one has no times that can be read. */
export function toHeld(wire: WireEvent, calendarZone: string): Held<CalendarEntry> | undefined {
  const zone = wire.start?.timeZone ?? calendarZone;
  const start = momentOf(wire.start, zone);
  const end = momentOf(wire.end, zone);
  const ended = isCancelled(wire);
  if ((start === undefined || end === undefined) && !ended) return undefined;
  const mark = markOf(wire.id, wire.extendedProperties?.private?.[MARK_PROPERTY]);
  const createdAt = readInstant(wire.created);
  const links = linksOf(wire);
  return {
    id: wire.id,
    item: {
      title: wire.summary ?? "",
      description: wire.description ?? "",
      // A deleted event may have lost its times: 1970 then, which overlaps nothing.
      start: start ?? fromEpochMs(0),
      end: end ?? start ?? fromEpochMs(0),
      zone,
      busy: wire.transparency !== "transparent",
    },
    ...(mark && { mark }),
    ...(wire.etag !== undefined && { version: wire.etag }),
    ...(createdAt && { createdAt }),
    ...(ended && { ended }),
    ...(links && { links }),
  };
}

function linksOf({ htmlLink, hangoutLink, conferenceData }: WireEvent): HeldLinks | undefined {
  const meeting =
    hangoutLink ?? conferenceData?.entryPoints?.find(({ entryPointType }) => entryPointType === "video")?.uri;
  if (htmlLink === undefined && meeting === undefined) return undefined;
  return { ...(htmlLink !== undefined && { web: htmlLink }), ...(meeting !== undefined && { meeting }) };
}

function momentOf(wire: WireTime | undefined, zone: string): Instant | undefined {
  return wire?.date === undefined ? readInstant(wire?.dateTime) : readDay(wire.date, zone);
}
