import { type CalendarEntry, epochMs, fromEpochMs, type Instant } from "@footplate/core";
import { mirrorCases, type MirrorStage } from "@footplate/testkit";
import { describe, test } from "vitest";
import { createGoogleCalendar } from "../src/index.ts";
import type { FakeGoogleCalendarOptions } from "../src/testing.ts";
import { serveOnLoopback } from "./loopback.ts";
import { CALENDAR, range, setUp } from "./support.ts";

const later = (moment: Instant, hours: number): Instant => fromEpochMs(epochMs(moment) + hours * 3_600_000);

function item(n: number): CalendarEntry {
  const start = later(range.start, 1 + n * 3);
  const zone = n % 2 === 0 ? "Europe/Berlin" : "America/New_York";
  return {
    title: `Train ${n}`,
    description: `Line one\nline ${n}`,
    start,
    end: later(start, 2),
    zone,
    busy: n % 3 !== 0,
  };
}

async function stage(options: FakeGoogleCalendarOptions, overLoopback: boolean): Promise<MirrorStage<CalendarEntry>> {
  const { google, clock, fetch, calendar } = setUp({ limit: false, ...options });
  const address = overLoopback ? await serveOnLoopback(fetch) : undefined;
  const mirror =
    address === undefined
      ? calendar
      : createGoogleCalendar({
          calendarId: CALENDAR,
          token: "t",
          clock,
          baseUrl: `${address}calendar/v3/`,
          allowInsecureLoopback: true,
        }).calendar;
  return {
    mirror,
    clock,
    range,
    item,
    change: (before) => ({ ...before, title: `${before.title}, moved`, end: later(before.end, 1), busy: !before.busy }),
    humanEdit: async (id) => google.person.edit(id, { summary: "By hand", transparency: "opaque" }),
    humanDelete: async (id) => google.person.remove(id),
    humanCopy: async (id) => void google.person.copy(id),
    withdraw: async () => google.person.withdraw(CALENDAR),
    addForeign: async () =>
      google.person.add({
        summary: "Team lunch",
        start: { dateTime: "2026-11-10T12:00:00+01:00" },
        end: { dateTime: "2026-11-10T13:00:00+01:00" },
      }),
    // Judged by what was asked for and stored, without the adapter's own reading of it.
    live: async () =>
      google
        .state()
        .events.filter(({ id, status }) => String(id).startsWith("fp") && status !== "cancelled")
        .map(({ extendedProperties }) => {
          const { private: own } = extendedProperties as { private: { footplate: string } };
          return (JSON.parse(own.footplate) as { key: string }).key;
        }),
  };
}

const habits: readonly (readonly [string, FakeGoogleCalendarOptions, boolean])[] = [
  ["in memory", {}, false],
  [
    "short pages, empty pages, a lag, and nothing left of what was deleted",
    { pageSize: 7, emptyPages: true, lagMs: 20_000, bareDeleted: true },
    false,
  ],
  ["over a socket", {}, true],
];

describe.each(habits)("the calendar is a mirror: %s", (_, options, overLoopback) => {
  for (const one of mirrorCases({ name: "gcal", fresh: () => stage(options, overLoopback) })) {
    test(one.name, one.run);
  }
});
