import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { fakeGitHub } from "@footplate/adapter-github/testing";
import { fakeOpsgenie } from "@footplate/adapter-opsgenie/testing";
import { statuspageRef } from "@footplate/adapter-statuspage";
import { fakeStatuspage } from "@footplate/adapter-statuspage/testing";
import { CALENDAR, LINE, PAGE, PILOTS, TICKETS } from "./stage.ts";

/** What the services hold. */
export interface Held {
  /** Keys of the maintenances, sorted. */
  readonly notices: readonly string[];
  /** Titles and starts of the calendar's entries, sorted. */
  readonly entries: readonly string[];
  /** Titles of the tickets, sorted. */
  readonly tickets: readonly string[];
  /** Aliases of the on-call overrides, sorted. */
  readonly overrides: readonly string[];
  /** Requests that changed something, or tried to, by service; a label that the repository lacks is not counted. */
  readonly writes: Readonly<Record<"page" | "calendar" | "tickets" | "pilots", number>>;
}

/** A status page, a calendar, a repository and an on-call service in the memory of one process, behind one address. */
export interface Services {
  /** Answers for whichever service the path is of. */
  readonly fetch: (request: Request) => Promise<Response>;
  held(): Held;
}

interface Call {
  readonly method: string;
}

/** The services of the line; `now` is their clock, in epoch milliseconds. */
export function createServices(now: () => number): Services {
  const components = LINE.stops
    .flatMap(({ targets }) => targets)
    .map(({ name, refs }) => ({ id: statuspageRef(refs)?.componentId ?? "", name }));
  const page = fakeStatuspage({ now, ...PAGE, components, limit: { requests: 10_000, perMs: 1 } });
  const { calendarId: id, token } = CALENDAR;
  const calendar = fakeGoogleCalendar({ now, calendars: [{ id, timeZone: LINE.zone }], token, limit: false });
  const users = LINE.people.map((person) => ({ id: `user-${person.id}`, username: `${person.id}@example.com` }));
  const { apiKey, schedule } = PILOTS;
  const pilots = fakeOpsgenie({ now, apiKey, users, schedules: [{ id: schedule, rotations: [] }] });
  const tickets = fakeGitHub({ now, ...TICKETS, members: LINE.people.map((person) => person.id) });
  return {
    fetch: (request) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/v1/pages/")) return page.fetch(request);
      if (pathname.startsWith("/v2/")) return pilots.fetch(request);
      return pathname.startsWith("/repos/") ? tickets.fetch(request) : calendar.fetch(request);
    },
    held: () => ({
      notices: page
        .state()
        .incidents.map(({ metadata }) => keyIn(metadata))
        .toSorted(),
      entries: calendar
        .state()
        .events.map(({ summary, start }) => JSON.stringify([summary, start]))
        .toSorted(),
      tickets: tickets.issues
        .all()
        .map(({ title }) => title)
        .toSorted(),
      overrides: pilots
        .state()
        .overrides.map(({ alias }) => alias)
        .toSorted(),
      writes: {
        page: writes(page.state().calls),
        calendar: writes(calendar.state().calls),
        tickets: writes(tickets.state().calls.filter(({ path }) => !path.endsWith("/labels"))),
        pilots: writes(pilots.state().calls),
      },
    }),
  };
}

function writes(calls: readonly Call[]): number {
  return calls.filter(({ method }) => method !== "GET").length;
}

function keyIn(metadata: unknown): string {
  return String((metadata as { readonly footplate?: { readonly key?: string } }).footplate?.key);
}
