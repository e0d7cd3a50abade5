import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { createGitHub } from "@footplate/adapter-github";
import { fakeGitHub } from "@footplate/adapter-github/testing";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { fakeOpsgenie } from "@footplate/adapter-opsgenie/testing";
import { createStatuspage } from "@footplate/adapter-statuspage";
import { fakeStatuspage } from "@footplate/adapter-statuspage/testing";
import { FootplateError, type Held, instant, type Interval, type Mark, type Mirror } from "@footplate/core";
import { virtualClock } from "@footplate/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileText } from "./texts.ts";

const range: Interval = { start: instant("2026-11-01T00:00:00Z"), end: instant("2026-12-01T00:00:00Z") };
const span: Interval = { start: instant("2026-11-23T13:00:00Z"), end: instant("2026-11-23T14:00:00Z") };

/** One mirror over a fresh fake, with the texts of its item as somebody gave them. */
type Make = (title: string, body: string) => { create(mark: Mark): Promise<Held<unknown>>; list(): Promise<unknown> };

const mirrors: Readonly<Record<string, Make>> = {
  statuspage: (title, body) => {
    const clock = virtualClock("2026-11-23T12:00:00Z");
    const { fetch, pageId } = fakeStatuspage({ now: clock.epochMs });
    const { noticeBoard } = createStatuspage({ pageId, apiKey: "fake-key", clock, fetch });
    return bound(noticeBoard, { ...span, title, body, components: ["api"], notify: false, cancellation: body });
  },
  gcal: (title, description) => {
    const clock = virtualClock("2026-11-23T12:00:00Z");
    const { fetch } = fakeGoogleCalendar({ now: clock.epochMs });
    const { calendar } = createGoogleCalendar({ calendarId: "primary", token: "t", clock, fetch });
    return bound(calendar, { ...span, title, description, zone: "Europe/Berlin", busy: true });
  },
  opsgenie: () => {
    const clock = virtualClock("2026-11-23T12:00:00Z");
    const { fetch, apiKey } = fakeOpsgenie({ now: clock.epochMs });
    const { onCall } = createOpsgenie({ apiKey, schedules: ["conductors"], clock, fetch });
    return bound(onCall.overrides, { ...span, schedule: "conductors", person: "user-c", rotations: [] });
  },
  github: (title, body) => {
    const clock = virtualClock("2026-11-23T12:00:00Z");
    const { fetch, repository } = fakeGitHub({ now: clock.epochMs });
    const { trainTickets } = createGitHub({ repository, token: "fake-token", clock, fetch });
    return bound(trainTickets, { ...span, title, body });
  },
};

function bound<Item>(mirror: Mirror<Item>, item: Item): ReturnType<Make> {
  return { create: (mark) => mirror.create(item, mark), list: () => mirror.list(range) };
}

const good: fc.Arbitrary<Mark> = fc.record({
  key: fc.stringMatching(/^[a-z0-9_./-]{1,200}$/),
  generation: fc.integer({ min: 1, max: 999_999_999 }),
  nonce: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
  facts: fc.nat(),
});
const any: fc.Arbitrary<Mark> = fc.record({
  key: fc.oneof(hostileText, fc.stringMatching(/^[a-z0-9_./-]{1,210}$/)),
  generation: fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, 1, 1e21, Number.NaN)),
  nonce: fc.oneof(hostileText, fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/)),
  facts: fc.oneof(fc.nat(), fc.double(), fc.constantFrom(-1, Number.NaN, 1e21)).map((count) => count + 0),
});

/** The part of a mark that the service can hold: an alias holds no nonce and no count. */
function kept(adapter: string, mark: Mark): Partial<Mark> {
  const { key, generation } = mark;
  return adapter === "opsgenie" ? { key, generation } : mark;
}

test.each(Object.entries(mirrors))("%s: every mark comes back as it was written", async (adapter, make) => {
  await fc.assert(
    fc.asyncProperty(good, async (mark) => {
      const mirror = make("Train 48", "What is on it.");
      const made = await mirror.create(mark);
      expect(made.mark).toMatchObject(kept(adapter, mark));
      expect(await mirror.list()).toMatchObject({ complete: true, held: [{ id: made.id, mark: kept(adapter, mark) }] });
    }),
    { numRuns: 60 },
  );
});

test.each(Object.entries(mirrors))(
  "%s: F57 F59 a mark or text that was made to break something comes back as it is, or is refused before it is sent",
  async (adapter, make) => {
    await fc.assert(
      fc.asyncProperty(any, hostileText, hostileText, async (mark, title, body) => {
        const mirror = make(title, body);
        const made = await mirror.create(mark).catch((error: unknown) => error);
        if (made instanceof FootplateError) {
          expect(["invalid_input", "conflict"]).toContain(made.code);
          expect(made.written).toBe("no");
          expect(await mirror.list()).toEqual({ complete: true, held: [] });
          return;
        }
        if (made instanceof Error) throw made;
        expect(made).toMatchObject({ mark: kept(adapter, mark) });
        expect(await mirror.list()).toMatchObject({ held: [{ mark: kept(adapter, mark) }] });
      }),
      { numRuns: 150 },
    );
  },
);
