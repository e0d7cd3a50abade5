import {
  apply,
  epochMs,
  type Fact,
  fromEpochMs,
  type OnCall,
  type OnCallOverride,
  plan,
  type PlanContext,
  timetable,
  type TrainLine,
} from "@footplate/core";
import { memoryMirror } from "@footplate/testkit";
import { describe, expect, it } from "vitest";
import { range, simulatedWorld, weekly } from "./world.ts";

const line: TrainLine = {
  ...weekly,
  refs: { service: { schedule: "release-schedule" } },
  people: weekly.people.map((person) => ({ ...person, refs: { service: { user: `user-${person.id}` } } })),
};

function world(identity: "chosen" | "matched", lagMs = 0) {
  const here = simulatedWorld({ lagMs });
  const overrides = memoryMirror<OnCallOverride>({ identity, clock: here.clock, lagMs });
  const onCall = (): OnCall => {
    const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
    return {
      spec: 1,
      personOf: (refs) => text(refs?.["service"]?.["user"]),
      scheduleOf: (refs) => text(refs?.["service"]?.["schedule"]),
      schedules: () => Promise.resolve([]),
      onCall: () => Promise.resolve([]),
      nextOnCall: () => Promise.resolve([]),
      overrides: {
        ...overrides,
        create: (...args) =>
          here.injector.call("create", () => overrides.create(...args)) as ReturnType<typeof overrides.create>,
        remove: (...args) =>
          here.injector.call("remove", () => overrides.remove(...args)) as ReturnType<typeof overrides.remove>,
      },
    };
  };
  const context = (of: TrainLine): PlanContext => {
    const base = here.context(of);
    return { ...base, ports: { ...base.ports, onCall: onCall() } };
  };
  const run = async (of: TrainLine): Promise<void> => {
    for await (const event of apply(context(of), { range })) void event;
  };
  return { ...here, overrides, context, run, look: (of: TrainLine) => plan(context(of), { range }) };
}

const noTrain: TrainLine = { ...line, noTrainWeeks: [{ week: "2026-12-02", reason: "company meeting" }] };

describe("the pair on the train is the pair that gets paged", () => {
  for (const identity of ["chosen", "matched"] as const) {
    it(`${identity} ids: an override for each window of a train, and then nothing to do`, async () => {
      const here = world(identity);
      await here.run(line);
      const live = here.overrides.world.live();
      expect(live).toHaveLength(9);
      expect(new Set(live.map(({ item }) => item.person)).size).toBeGreaterThan(1);
      const after = await here.look(line);
      expect([...after.operations, ...after.questions]).toEqual([]);
      await here.run(noTrain);
      expect(here.overrides.world.live()).toHaveLength(6);
      expect((await here.look(noTrain)).operations).toEqual([]);
    });

    it(`${identity} ids: a lost journal takes over what is there and doubles nothing`, async () => {
      const here = world(identity);
      await here.run(line);
      here.clock.advance(200_000);
      here.journal.loseAll();
      here.clock.advance(200_000);
      await here.run(line);
      expect(here.overrides.world.live()).toHaveLength(9);
      expect((await here.look(line)).operations).toEqual([]);
    });

    it(`${identity} ids: F67 a crash or a lost answer at every write doubles and loses nothing`, async () => {
      for (let at = 1; at <= 40; at += 4) {
        for (const mode of ["before", "after", "lost"] as const) {
          const here = world(identity, 45_000);
          if (mode === "lost") here.injector.loseAnswerAt(at * 4);
          else here.injector.crashAt(at * 4, mode);
          await here.run(noTrain).catch((error: unknown) => {
            if (mode !== "lost" && !here.injector.isCrash(error)) throw error;
          });
          here.injector.restart();
          for (let round = 0; round < 3; round += 1) {
            here.clock.advance(200_000);
            await here.run(noTrain);
          }
          const live = here.overrides.world.live();
          expect(new Set(live.map(({ item }) => JSON.stringify(item))).size, `${mode} at ${String(at * 4)}`).toBe(6);
          expect(live, `${mode} at ${String(at * 4)}`).toHaveLength(6);
        }
      }
    });
  }

  it("one roster for all: a swap changes timetable, calendar and override alike, and undoing it brings all back", async () => {
    const here = world("matched");
    await here.run(line);
    const of = (train: string): readonly string[] =>
      here.overrides.world
        .live()
        .flatMap(({ item, createdWith }) => (createdWith?.key.startsWith(`${train}/`) ? [item.person] : []));
    const described = (train: string): readonly string[] =>
      here.calendar.world
        .live()
        .flatMap(({ item, mark }) =>
          mark?.key.startsWith(`${train}/`) ? [item.description.split("\n")[0] ?? ""] : [],
        );
    const primary = (): string | undefined =>
      timetable(line, facts, range).pairs.find(({ train }) => train === "weekly/e1.46")?.primary;
    const facts: Fact[] = [];
    const before = { people: of("weekly/e1.46"), text: described("weekly/e1.46"), primary: primary() };
    const lead = { at: here.clock.now(), by: { person: "lead" } } as const;
    const other = timetable(line, [], range).pairs.find(({ train }) => train === "weekly/e1.48")?.primary;
    facts.push({
      ...lead,
      id: "s1",
      type: "swapProposed",
      swap: "s",
      train: "weekly/e1.46",
      role: "primary",
      with: { train: "weekly/e1.48", role: "primary" },
    });
    facts.push({ ...lead, id: "s2", type: "swapForced", swap: "s", reason: "ill" });
    await here.journal.record("weekly", facts);
    here.clock.advance(200_000);
    await here.run(line);
    expect(primary()).toBe(other);
    expect(new Set(of("weekly/e1.46"))).toEqual(new Set([`user-${String(other)}`]));
    expect(
      described("weekly/e1.46").every((text) => text.includes(`Conductor ${String(other).toUpperCase()}, backup`)),
    ).toBe(true);
    const undo: Fact = { ...lead, id: "s3", type: "swapUndone", swap: "s" };
    facts.push(undo);
    await here.journal.record("weekly", [undo]);
    here.clock.advance(200_000);
    await here.run(line);
    expect({ people: of("weekly/e1.46"), text: described("weekly/e1.46"), primary: primary() }).toEqual(before);
  });

  it("R45: a cover in the middle of a window passes the pager on, and back", async () => {
    const here = world("chosen");
    const [window] = timetable(line, [], range).windows;
    const pair = timetable(line, [], range).pairs.find(({ train }) => train === window?.train);
    if (window?.train === undefined || pair?.primary === undefined) throw new Error("no window");
    const [start, end] = [fromEpochMs(epochMs(window.start) + 1_800_000), fromEpochMs(epochMs(window.end) - 1_800_000)];
    const at = here.clock.now();
    await here.journal.record("weekly", [
      {
        id: "c1",
        at,
        by: { person: pair.primary },
        type: "coverRequested",
        cover: "c",
        train: window.train,
        duties: ["promote"],
        start,
        end,
        for: pair.primary,
      },
      { id: "c2", at, by: { person: pair.backup ?? "" }, type: "coverAccepted", cover: "c" },
    ]);
    await here.run(line);
    const spans = here.overrides.world
      .live()
      .filter(({ mark }) => mark?.key.startsWith(`${window.id}/`))
      .map(({ item }) => item)
      .toSorted((a, b) => (a.start < b.start ? -1 : 1));
    expect(spans.map(({ person }) => person)).toEqual([
      `user-${pair.primary}`,
      `user-${String(pair.backup)}`,
      `user-${pair.primary}`,
    ]);
    expect(spans.map((span) => [span.start, span.end])).toEqual([
      [window.start, start],
      [start, end],
      [end, window.end],
    ]);
  });

  it("somebody who is not known to the service is named, and nobody else is put on call", async () => {
    const here = world("chosen");
    const nameless: TrainLine = { ...line, people: weekly.people };
    const seen = await here.look(nameless);
    expect(seen.operations.filter(({ mirror }) => mirror === "onCall")).toEqual([]);
    expect(seen.questions.some((question) => question.type === "blocked" && question.why.includes("Conductor"))).toBe(
      true,
    );
  });

  it("another person's override is left alone", async () => {
    const here = world("matched");
    const theirs = here.overrides.world.addForeign({
      schedule: "release-schedule",
      person: "somebody",
      start: range.start,
      end: range.end,
      rotations: [],
    });
    await here.run(line);
    expect(here.overrides.world.live().map(({ id }) => id)).toContain(theirs);
  });
});
