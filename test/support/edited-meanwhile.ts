import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { createGitHub } from "@footplate/adapter-github";
import { fakeGitHub } from "@footplate/adapter-github/testing";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { fakeOpsgenie } from "@footplate/adapter-opsgenie/testing";
import { createStatuspage } from "@footplate/adapter-statuspage";
import { fakeStatuspage } from "@footplate/adapter-statuspage/testing";
import { type Held, type Instant, instant, type Mirror } from "@footplate/core";
import { virtualClock, type VirtualClock } from "@footplate/testkit";

type Fetch = typeof globalThis.fetch;

/** What stands between an adapter and its service. */
export type Through = (fetch: Fetch) => Fetch;

/** A mirror with things of ours in it, and a person who works at the same service. */
export interface Place {
  /** Makes so many things. */
  readonly fill: (count: number) => Promise<void>;
  /** Lists them, oldest first, and gives for each what moves it by a minute. */
  readonly moves: () => Promise<readonly Move[]>;
  /** Requests of one move, up to its last write. */
  readonly requests: number;
  /** How many things are as a person left them. */
  readonly kept: () => number;
}

/** One thing, which is about to be moved. */
export interface Move {
  /** Reads it, as the look before its write does. */
  readonly look: () => Promise<unknown>;
  readonly move: () => Promise<unknown>;
  /** A person changes it, and something that the move would write. */
  readonly edit: () => void;
}

const BEGIN = instant("2027-02-01T08:00:00Z");
const EVER = { start: instant("2027-01-01T00:00:00Z"), end: instant("2028-01-01T00:00:00Z") };

/** Times that a person gives to something of ours. */
const HAND = { start: minute(9000), end: minute(9060) };

/** The four services, each empty and with its own clock. */
export const places = {
  statuspage: (through: Through): Place => {
    const clock = virtualClock(BEGIN);
    const fake = fakeStatuspage({ now: clock.epochMs, components: [{ id: "api", name: "API" }] });
    const { pageId, apiKey, person } = fake;
    const { noticeBoard } = createStatuspage({ pageId, apiKey, fetch: through(fake.fetch), clock });
    const item = (at: number) => ({
      title: "Release",
      body: `From ${minute(at)}.`,
      ...times(at),
      components: ["api"],
      notify: false,
      cancellation: "",
    });
    return place(clock, noticeBoard, item, {
      requests: 3,
      edit: (id) => person.edit(id, { scheduled_for: HAND.start, scheduled_until: HAND.end }),
      kept: () => countWith(fake.state().incidents, HAND.start.slice(0, 16)),
    });
  },

  gcal: (through: Through): Place => {
    const clock = virtualClock(BEGIN);
    const fake = fakeGoogleCalendar({ now: clock.epochMs, calendars: [{ id: "trains", timeZone: "Etc/UTC" }] });
    const { calendar } = createGoogleCalendar({
      calendarId: "trains",
      token: "any",
      fetch: through(fake.fetch),
      clock,
    });
    const item = (at: number) => ({ title: "Release", description: "", ...times(at), zone: "Etc/UTC", busy: true });
    const byHand = { start: { dateTime: HAND.start }, end: { dateTime: HAND.end } };
    return place(clock, calendar, item, {
      requests: 1,
      edit: (id) => fake.person.edit(id, byHand, "trains"),
      kept: () => countWith(fake.state().events, HAND.start.slice(0, 16)),
    });
  },

  opsgenie: (through: Through): Place => {
    const clock = virtualClock(BEGIN);
    const fake = fakeOpsgenie({ now: clock.epochMs, schedules: [{ id: "conductors", rotations: [] }] });
    const { apiKey, integrationKey } = fake;
    const { onCall } = createOpsgenie({
      apiKey,
      integrationKey,
      schedules: ["conductors"],
      fetch: through(fake.fetch),
      clock,
    });
    const item = (at: number) => ({ schedule: "conductors", person: "user-a", ...times(at), rotations: [] });
    return place(clock, onCall.overrides, item, {
      requests: 2,
      edit: (id, at) =>
        fake.person.setOverride({
          alias: id.slice("conductors/".length),
          schedule: "conductors",
          user: { type: "user", id: "user-b" },
          startDate: times(at).start,
          endDate: times(at).end,
          rotations: [],
        }),
      kept: () => countWith(fake.state().overrides, "user-b"),
    });
  },

  github: (through: Through): Place => {
    const clock = virtualClock(BEGIN);
    const fake = fakeGitHub({ now: clock.epochMs });
    const { repository, token, issues } = fake;
    const { trainTickets } = createGitHub({ repository, token, fetch: through(fake.fetch), clock });
    const item = (at: number) => ({ title: "Train", body: "What is on it.", ...times(at) });
    return place(clock, trainTickets, item, {
      requests: 2,
      edit: (id) => {
        const body = issues.all().find(({ number }) => String(number) === id)?.body ?? "";
        issues.edit(id, { body: `We wait for the checkout.\n\n${body}` });
      },
      kept: () => countWith(issues.all(), "We wait"),
    });
  },
} as const;

/** How many rows hold a text. */
function countWith(rows: readonly unknown[], text: string): number {
  return rows.filter((row) => JSON.stringify(row).includes(text)).length;
}

/** What a person does at the service. */
interface Person {
  readonly requests: number;
  readonly edit: (id: string, at: number) => void;
  readonly kept: () => number;
}

function place<Item extends { readonly start: Instant; readonly end: Instant }>(
  clock: VirtualClock,
  mirror: Mirror<Item>,
  item: (at: number) => Item,
  { requests, edit, kept }: Person,
): Place {
  return {
    requests,
    kept,
    fill: async (count) => {
      for (let at = 0; at < count; at += 1)
        await mirror.create(item(at), { key: `line/${at}`, generation: 1, nonce: `n${at}`, facts: 1 });
      clock.advance(3_600_000);
    },
    moves: async () => {
      const { held } = await mirror.list(EVER);
      return held.toSorted(byStart).map((one, at) => ({
        look: () => mirror.read(one.id),
        move: () => mirror.update(one, item(at + 1), 2),
        edit: () => edit(one.id, at),
      }));
    },
  };
}

function byStart(one: Held<{ readonly start: Instant }>, other: Held<{ readonly start: Instant }>): number {
  return Date.parse(one.item.start) - Date.parse(other.item.start);
}

function times(at: number): { readonly start: Instant; readonly end: Instant } {
  return { start: minute(1000 + at), end: minute(1060 + at) };
}

function minute(count: number): Instant {
  return instant(new Date(Date.parse(BEGIN) + count * 60_000));
}
