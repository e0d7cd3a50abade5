import { fromEpochMs, instant, type Instant, type TrainLine } from "@footplate/core";
import { describe, expect, it } from "vitest";
import { applied, at, planned, range, simulatedWorld, type SimulatedWorld, weekly } from "./world.ts";

const line: TrainLine = { ...weekly, record: "calendar" };
const key = "weekly/e1.46/prod/client-a/primary";

async function movedTo(start: string, end: string, after = 120_000): Promise<SimulatedWorld> {
  const world = simulatedWorld();
  await applied(world, line);
  world.clock.advance(after);
  move(world, start, end);
  return world;
}

function move(world: SimulatedWorld, start: string, end: string, of = key): void {
  const entry = entryOf(world, of);
  world.calendar.world.humanEdit(entry.id, { ...entry.item, start: instant(start), end: instant(end) });
}

function entryOf(world: SimulatedWorld, of = key): ReturnType<SimulatedWorld["calendar"]["world"]["live"]>[number] {
  const entry = world.calendar.world.live().find(({ mark }) => mark?.key === of);
  if (entry === undefined) throw new Error("no entry");
  return entry;
}

const noticeTimes = (world: SimulatedWorld, of = key): readonly Instant[] => {
  const notice = world.board.world.live().find(({ mark }) => mark?.key === of);
  return notice === undefined ? [] : [notice.item.start, notice.item.end];
};

describe("R3: moves in the calendar of record", () => {
  it("a move beyond the listing, far ahead or by minutes is recorded once, and the notice follows", async () => {
    for (const [start, end] of [
      ["2027-03-01T21:00:00Z", "2027-03-01T23:00:00Z"],
      ["2026-12-05T11:05:00Z", "2026-12-05T12:00:00Z"],
      ["2026-11-23T00:00:00Z", "2026-11-23T00:30:00Z"],
    ] as const) {
      const world = simulatedWorld();
      const extra: TrainLine = {
        ...line,
        oneOffWindows: [
          {
            id: "switch",
            name: "Switch",
            stop: "prod",
            target: "client-a",
            date: "2026-12-05",
            at: "12:00",
            length: "PT1H",
          },
        ],
      };
      await applied(world, extra);
      world.clock.advance(120_000);
      move(world, start, end, "weekly/one-off/switch");
      await applied(world, extra);
      await applied(world, extra);
      expect(await world.journal.facts("weekly")).toHaveLength(1);
      expect(noticeTimes(world, "weekly/one-off/switch")).toEqual([start, end]);
      const after = await planned(world, extra);
      expect([...after.operations, ...after.questions, ...after.facts]).toEqual([]);
    }
  });

  it("a move to no time at all is drift, not a fact repeated for ever", async () => {
    for (const end of ["2026-12-01T20:00:00Z", "2026-12-01T19:00:00Z"]) {
      const world = await movedTo("2026-12-01T20:00:00Z", end);
      const before = noticeTimes(world);
      for (let round = 0; round < 3; round += 1) await applied(world, line);
      expect(await world.journal.facts("weekly")).toEqual([]);
      expect(noticeTimes(world)).toEqual(before);
      expect((await planned(world, line)).questions).toMatchObject([{ type: "drift", key }]);
      await applied(world, line, { answers: [{ key, answer: "revert" }] });
      expect(entryOf(world).item).toMatchObject({ start: "2026-12-01T21:00:00Z", end: "2026-12-01T23:00:00Z" });
    }
  });

  it("a move to a time that is over takes no notice away: it asks", async () => {
    for (const record of ["calendar", "line"] as const) {
      const world = await movedTo("2026-11-01T21:00:00Z", "2026-11-01T23:00:00Z");
      const seen = await planned(world, { ...line, record });
      expect(seen.operations).toEqual([]);
      expect(seen.facts).toEqual([]);
      expect(seen.questions).toMatchObject([{ type: "drift", mirror: "calendar", key }]);
      await applied(world, { ...line, record }, { answers: [{ key, answer: "revert" }] });
      expect(entryOf(world).item.start).toBe("2026-12-01T21:00:00Z");
    }
  });

  it("a change of our own whose answer was lost is not taken for a person's move", async () => {
    const world = simulatedWorld();
    await applied(world, line);
    world.clock.advance(120_000);
    world.calendar.world.failNext("answerLost", 3);
    await applied(world, at(line, "23:00"), { patienceMs: 0 });
    for (const wait of [0, 120_000]) {
      world.clock.advance(wait);
      await applied(world, at(line, "20:00"), { patienceMs: 0 });
      expect(await world.journal.facts("weekly")).toEqual([]);
    }
    await applied(world, at(line, "20:00"));
    expect(noticeTimes(world)[0]).toBe("2026-12-01T19:00:00Z");
    expect((await planned(world, at(line, "20:00"))).operations).toEqual([]);
  });

  it("F78: a saved plan with a move in it is still the plan a minute later", async () => {
    const world = await movedTo("2026-12-01T20:00:00Z", "2026-12-01T22:00:00Z");
    const saved = await planned(world, line);
    expect(saved.facts).toHaveLength(1);
    world.clock.advance(60_000);
    await applied(world, line, { plan: saved });
    expect(noticeTimes(world)[0]).toBe("2026-12-01T20:00:00Z");
  });

  it("F73: after a lost journal nobody knows who moved the entry: it asks, and adopting it moves the window", async () => {
    const world = await movedTo("2026-12-01T20:00:00Z", "2026-12-01T22:00:00Z");
    world.journal.loseAll();
    world.clock.advance(120_000);
    for (let round = 0; round < 2; round += 1) {
      const seen = await planned(world, line);
      expect(seen.facts).toEqual([]);
      expect(seen.questions).toMatchObject([{ type: "drift", key }]);
      await applied(world, line);
    }
    await applied(world, line, { answers: [{ key, answer: "adopt" }], by: { person: "lead" } });
    expect(await world.journal.facts("weekly")).toMatchObject([{ type: "windowMoved", start: "2026-12-01T20:00:00Z" }]);
    expect(noticeTimes(world)[0]).toBe("2026-12-01T20:00:00Z");
    const after = await planned(world, line);
    expect([...after.operations, ...after.questions]).toEqual([]);
  });

  it("a window moved out of the range by the line and back keeps its resources", async () => {
    const world = simulatedWorld();
    const oneOff = (date: string): TrainLine => ({
      ...weekly,
      oneOffWindows: [
        { id: "switch", name: "Switch", stop: "prod", target: "client-a", date, at: "12:00", length: "PT1H" },
      ],
    });
    await applied(world, oneOff("2026-12-05"));
    const ids = (): readonly string[] =>
      [world.board, world.calendar].flatMap((vendor) =>
        vendor.world
          .live()
          .filter(({ mark }) => mark?.key.includes("/one-off/"))
          .map(({ id }) => id),
      );
    const before = ids();
    expect(before).toHaveLength(2);
    for (const date of ["2026-12-20", "2027-05-05", "2026-12-06"]) {
      world.clock.advance(120_000);
      const seen = await planned(world, oneOff(date));
      expect(
        seen.operations.map(({ action }) => action),
        date,
      ).toEqual(["update", "update"]);
      await applied(world, oneOff(date));
      expect(ids(), date).toEqual(before);
    }
    expect(fromEpochMs(world.clock.epochMs()) < range.end).toBe(true);
  });
});
