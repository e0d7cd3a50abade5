import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { type Case, mirrorCases, virtualClock } from "@footplate/testkit";
import { CALENDAR, mirrorStage } from "../../../packages/adapter-gcal/test/mirror-stage.ts";
import { memorySuites } from "../../../packages/testkit/test/memory-suites.ts";

const calendar = mirrorCases({
  name: "gcal",
  fresh: async () => {
    const clock = virtualClock("2026-11-22T08:00:00Z");
    const google = fakeGoogleCalendar({
      now: clock.epochMs,
      calendars: [{ id: CALENDAR, timeZone: "Europe/Berlin" }],
      limit: false,
    });
    const adapter = createGoogleCalendar({ calendarId: CALENDAR, token: "any", fetch: google.fetch, clock });
    return mirrorStage(adapter.calendar, google, clock);
  },
});

/** All cases, whoever runs them: every port in memory, and an adapter with its fake. */
export const cases: readonly Case[] = Object.entries({ ...memorySuites, "Google Calendar": calendar }).flatMap(
  ([suite, all]) => all.map(({ name, run }) => ({ name: `${suite}: ${name}`, run })),
);
