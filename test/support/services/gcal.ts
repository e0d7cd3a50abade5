import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { type CalendarEntry, instant, type Mark } from "@footplate/core";
import { virtualClock } from "@footplate/testkit";
import { aimAt, BEGIN, CANARY, type Service } from "./service.ts";

const calendarId = "trains@example.com";
const entry: CalendarEntry = {
  title: "Train 2026-48",
  description: "Two windows",
  start: instant("2026-11-25T22:00:00Z"),
  end: instant("2026-11-26T02:00:00Z"),
  zone: "Europe/Berlin",
  busy: true,
};
const mark: Mark = { key: "retail/2026-48/prod", generation: 1, nonce: "n1", facts: 3 };
const range = { start: instant("2026-11-01T00:00:00Z"), end: instant("2026-12-01T00:00:00Z") };

/** A calendar with one entry. */
export async function gcal(): Promise<Service> {
  const clock = virtualClock(BEGIN);
  const fake = fakeGoogleCalendar({
    now: clock.epochMs,
    token: CANARY,
    calendars: [{ id: calendarId, timeZone: "Europe/Berlin" }],
  });
  const { calendar } = createGoogleCalendar({ calendarId, token: CANARY, clock, fetch: fake.fetch });
  const held = await calendar.create(entry, mark);
  const events = /\/events$/;
  const one = /\/events\/[^/]+$/;
  return {
    adapter: "gcal",
    clock,
    fetch: fake.fetch,
    basePath: "/calendar/v3/",
    made: () => fake.state().events.length,
    connect: (settings) => {
      const { calendar: port } = createGoogleCalendar({ calendarId, token: CANARY, ...settings });
      return [
        { name: "calendar.read", kind: "read", aim: aimAt("GET", one), run: () => port.read(held.id) },
        { name: "calendar.list", kind: "list", aim: aimAt("GET", events), run: () => port.list(range) },
        { name: "calendar.freeBusy", kind: "ask", aim: aimAt("POST", /\/freeBusy$/), run: () => port.freeBusy(range) },
        {
          name: "calendar.create",
          kind: "write",
          aim: aimAt("POST", events),
          run: () => port.create(entry, { ...mark, key: "retail/2026-49/prod" }),
        },
        {
          name: "calendar.update",
          kind: "write",
          aim: aimAt("PATCH", one),
          run: () => port.update(held, { ...entry, title: "Train 2026-49" }, 4),
        },
        {
          name: "calendar.remove",
          kind: "write",
          aim: aimAt("DELETE", one),
          bodyless: true,
          run: () => port.remove(held),
        },
      ];
    },
  };
}
