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
  formatTimetable,
  type OnCall,
  onDuty,
  type Pager,
  plan,
  type PlanContext,
  roster,
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
  readonly pager: Pager;
  readonly line: TrainLine;
  /** What the service holds of alerts, as JSON text. */
  readonly alerts: () => string;
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
    const { onCall, pager } = createOpsgenie({
      apiKey: "fake-api-key",
      integrationKey: "fake-integration-key",
      schedules: ["harbour-pilots"],
      fetch: validated("opsgenie", fake.fetch),
      clock,
    });
    return { onCall, pager, line: harbour, alerts: () => JSON.stringify(fake.state().alerts) };
  },
  "jsm-ops": (clock) => {
    const fake = fakeJsmOps({
      now: clock.epochMs,
      users: PEOPLE,
      schedules: [{ id: "harbour-pilots", name: "Harbour pilots" }],
      lagMs: 5_000,
    });
    const { cloudId, email, apiToken } = fake;
    const { onCall, pager } = createJsmOps({
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
    const line = { ...harbour, people, refs: { "jsm-ops": { scheduleId: "harbour-pilots" } } };
    return { onCall, pager, line, alerts: () => JSON.stringify(fake.state().alerts) };
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
  const service = services[name]?.(clock);
  if (service === undefined) throw new Error(`no service ${name}`);
  const { onCall, line } = service;
  const overrides = wrapPort(onCall.overrides, injector, ["normalise"]);
  const ports = { journal: wrapPort(journal, injector), calendar, onCall: { ...onCall, overrides } };
  const context: PlanContext = { line, clock, ports };
  return {
    clock,
    journal,
    injector,
    ...service,
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

  it("one roster for all: a swap changes who is told, who is paged, calendar and override alike", async () => {
    const here = place(name);
    const { line, journal } = here;
    const told = async (): Promise<readonly string[]> => {
      const facts = await journal.facts(line.id);
      const { windows, pairs } = timetable(line, facts, range);
      const window = windows.find(({ train, kind }) => train !== undefined && kind === "primary");
      if (window?.train === undefined) throw new Error("no window");
      const [duty] = onDuty(roster(line, facts), window.start).filter(({ train }) => train === window.train);
      const person = line.people.find(({ id }) => id === duty?.primary);
      const to = here.pager.responderOf(person?.refs);
      if (to === undefined) throw new Error("nobody to page");
      await here.pager.page({ key: `swap/${String(facts.length)}`, message: "The train waits", to: [to] });
      expect(here.alerts()).toContain(to.id);
      const { held } = (await here.context.ports.calendar?.list(range)) ?? { held: [] };
      const entry = held.find(({ mark }) => mark?.key === window.id)?.item.description ?? "";
      const [onCall] = await here.onCall.onCall("harbour-pilots", window.start);
      const announced = formatTimetable(timetable(line, facts, range), line);
      expect(announced).toContain(`primary ${person?.name ?? ""}`);
      expect(entry).toContain(`Conductor: ${person?.name ?? ""}`);
      expect(pairs.find(({ train }) => train === window.train)?.primary).toBe(person?.id);
      return [person?.id ?? "", to.id, onCall ?? ""];
    };
    await here.run();
    here.clock.advance(600_000);
    const before = await told();
    expect(before).toEqual([before[0], `user-${String(before[0])}`, `user-${String(before[0])}`]);
    const [first, second] = timetable(line, [], range).pairs;
    if (first === undefined || second === undefined) throw new Error("no trains");
    const lead = { at: here.clock.now(), by: { person: "lead-2" } } as const;
    await journal.record(line.id, [
      {
        ...lead,
        id: "s1",
        type: "swapProposed",
        swap: "s",
        train: first.train,
        role: "primary",
        with: { train: second.train, role: "primary" },
      },
      { ...lead, id: "s2", type: "swapForced", swap: "s", reason: "ill" },
    ]);
    await here.run();
    here.clock.advance(600_000);
    const after = await told();
    expect(after[0]).toBe(second.primary);
    expect(after).toEqual([after[0], `user-${String(after[0])}`, `user-${String(after[0])}`]);
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
