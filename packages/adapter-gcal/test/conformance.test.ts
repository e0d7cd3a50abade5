import type { CalendarEntry } from "@footplate/core";
import { mirrorCases, type MirrorStage } from "@footplate/testkit";
import { describe, test } from "vitest";
import { createGoogleCalendar } from "../src/index.ts";
import type { FakeGoogleCalendarOptions } from "../src/testing.ts";
import { serveOnLoopback } from "./loopback.ts";
import { mirrorStage } from "./mirror-stage.ts";
import { CALENDAR, setUp } from "./support.ts";

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
  return mirrorStage(mirror, google, clock);
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
