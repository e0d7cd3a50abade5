import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { createJsmOps } from "@footplate/adapter-jsm-ops";
import { fakeJsmOps } from "@footplate/adapter-jsm-ops/testing";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { fakeOpsgenie } from "@footplate/adapter-opsgenie/testing";
import {
  apply,
  epochMs,
  instant,
  type OnCall,
  plan,
  type PlanContext,
  span,
  timetable,
  type TrainLine,
} from "@footplate/core";
import {
  faults,
  type Injector,
  memoryJournal,
  type MemoryJournal,
  virtualClock,
  type VirtualClock,
  wrapPort,
} from "@footplate/testkit";
import { describe, expect, it } from "vitest";
import { harbour } from "./ci/lines.ts";
import { validated } from "./support/spec-validator.ts";

const now = instant("2027-02-01T08:00:00Z");
const range = span(now, "P3W");
const PEOPLE = ["user-lead-2", "user-member-4", "user-member-5"];

interface Service {
  readonly onCall: OnCall;
  readonly line: TrainLine;
}

/** The two services, from the outside alike. */
const services: Readonly<Record<string, (clock: VirtualClock) => Service>> = {
  opsgenie: (clock) => {
    const fake = fakeOpsgenie({
      now: clock.epochMs,
      users: PEOPLE.map((id) => ({ id, username: `${id}@example.com` })),
      schedules: [{ id: "harbour-pilots", rotations: [] }],
      lagMs: 5_000,
    });
    const { onCall } = createOpsgenie({
      apiKey: "fake-api-key",
      schedules: ["harbour-pilots"],
      fetch: validated("opsgenie", fake.fetch),
      clock,
    });
    return { onCall, line: harbour };
  },
  "jsm-ops": (clock) => {
    const fake = fakeJsmOps({
      now: clock.epochMs,
      users: PEOPLE,
      schedules: [{ id: "harbour-pilots", name: "Harbour pilots" }],
      lagMs: 5_000,
    });
    const { cloudId, email, apiToken } = fake;
    const { onCall } = createJsmOps({
      cloudId,
      email,
      apiToken,
      schedules: ["harbour-pilots"],
      fetch: validated("jsm-ops", fake.fetch),
      clock,
    });
    const people = harbour.people.map((person) => ({
      ...person,
      refs: { "jsm-ops": { accountId: `user-${person.id}` } },
    }));
    return { onCall, line: { ...harbour, people, refs: { "jsm-ops": { scheduleId: "harbour-pilots" } } } };
  },
};

interface Place extends Service {
  readonly clock: VirtualClock;
  readonly journal: MemoryJournal;
  readonly injector: Injector;
  readonly context: PlanContext;
  run(): Promise<void>;
}

function place(name: string): Place {
  const clock = virtualClock(now);
  const journal = memoryJournal({ clock });
  const calendars = fakeGoogleCalendar({ now: clock.epochMs, calendars: [{ id: "trains" }] });
  const { calendar } = createGoogleCalendar({
    calendarId: "trains",
    token: "any",
    fetch: validated("gcal", calendars.fetch),
    clock,
  });
  const injector = faults();
  const { onCall, line } = services[name]?.(clock) ?? { onCall: undefined, line: harbour };
  if (onCall === undefined) throw new Error(`no service ${name}`);
  const overrides = wrapPort(onCall.overrides, injector, ["normalise"]);
  const ports = { journal: wrapPort(journal, injector), calendar, onCall: { ...onCall, overrides } };
  const context: PlanContext = { line, clock, ports };
  return {
    clock,
    journal,
    injector,
    onCall,
    line,
    context,
    run: async () => {
      for await (const event of apply(context, { range })) if (event.type === "failed") throw event.error;
    },
  };
}

/** Who must be on call at the middle of each window, by the timetable alone. */
async function expectPairOnCall({ line, onCall }: Place): Promise<void> {
  const { windows, pairs } = timetable(line, [], range);
  for (const window of windows.filter(({ train, kind }) => train !== undefined && kind !== "reserved")) {
    const primary = pairs.find(({ train }) => train === window.train)?.primary ?? "";
    const middle = instant(new Date((epochMs(window.start) + epochMs(window.end)) / 2));
    expect(await onCall.onCall("harbour-pilots", middle), window.id).toEqual([`user-${primary}`]);
    expect(await onCall.onCall("harbour-pilots", window.end), window.id).toEqual([]);
  }
}

async function expectSettled(here: Place, count: number): Promise<void> {
  const { operations, questions } = await plan(here.context, { range });
  expect([...operations, ...questions]).toEqual([]);
  const { held } = await here.onCall.overrides.list(range);
  expect(held).toHaveLength(count);
}

describe.each(Object.keys(services))("%s: the pair on the train is the pair that gets paged", (name) => {
  it("in every window, and nobody of ours outside; a second run has nothing to do", async () => {
    const here = place(name);
    await here.run();
    here.clock.advance(600_000);
    await expectPairOnCall(here);
    await expectSettled(here, 6);
  });

  it("F73: a lost journal doubles nothing", async () => {
    const here = place(name);
    await here.run();
    here.clock.advance(600_000);
    here.journal.loseAll();
    here.clock.advance(600_000);
    await here.run();
    await expectSettled(here, 6);
  });

  it("F2 F67: a crash or a lost answer at any call to the service leaves one override for each window", async () => {
    for (let at = 3; at <= 36; at += 3) {
      for (const mode of ["before", "after", "lost"] as const) {
        const here = place(name);
        if (mode === "lost") here.injector.loseAnswerAt(at);
        else here.injector.crashAt(at, mode);
        await here.run().catch(() => undefined);
        here.injector.restart();
        for (let round = 0; round < 3; round += 1) {
          here.clock.advance(600_000);
          await here.run();
        }
        here.clock.advance(600_000);
        await expectSettled(here, 6);
      }
    }
  });
});
