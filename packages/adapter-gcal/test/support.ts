import { type CalendarEntry, instant, type Mark } from "@footplate/core";
import { type VirtualClock, virtualClock } from "@footplate/testkit";
import { validated } from "../../../test/support/spec-validator.ts";
import { createGoogleCalendar, type GoogleCalendarOptions, type GoogleCalendarPort } from "../src/index.ts";
import { type FakeGoogleCalendar, fakeGoogleCalendar, type FakeGoogleCalendarOptions } from "../src/testing.ts";
import { CALENDAR } from "./mirror-stage.ts";

export { CALENDAR };

export const entry: CalendarEntry = {
  title: "Train 2026-48, stop staging",
  description: "Conductor A\nTwo windows",
  start: instant("2026-11-25T22:00:00Z"),
  end: instant("2026-11-26T02:00:00Z"),
  zone: "Europe/Berlin",
  busy: true,
};

export const mark: Mark = { key: "line/3/staging", generation: 1, nonce: "n-1", facts: 4 };

/** A fake, a clock that both sides share, and an adapter between them; every call is held against the service's description. */
export function setUp(
  fakeOptions: FakeGoogleCalendarOptions = {},
  options: Partial<GoogleCalendarOptions> = {},
): { google: FakeGoogleCalendar; clock: VirtualClock; fetch: typeof globalThis.fetch; calendar: GoogleCalendarPort } {
  const clock = virtualClock("2026-11-22T08:00:00Z");
  const google = fakeGoogleCalendar({
    now: clock.epochMs,
    calendars: [{ id: CALENDAR, timeZone: "Europe/Berlin" }],
    ...fakeOptions,
  });
  const fetch = validated("gcal", google.fetch);
  const all = {
    calendarId: CALENDAR,
    token: "secret-token",
    fetch,
    clock,
    random: () => 0.5,
    ...options,
  } as GoogleCalendarOptions;
  return { google, clock, fetch, calendar: createGoogleCalendar(all).calendar };
}

/** The one event in the fake. */
export function onlyEvent(google: FakeGoogleCalendar): Record<string, unknown> & { id: string } {
  const [event, ...others] = google.state().events;
  if (event === undefined || others.length > 0)
    throw new Error(`${others.length + (event ? 1 : 0)} events instead of one`);
  return { ...event, id: String(event["id"]) };
}
