import type { Fact, TrainLine } from "@footplate/core";
import { describe, expect, it } from "vitest";
import { applied, failure, planned, simulatedWorld, weekly } from "./world.ts";

const key = "weekly/e1.46/prod/client-a/primary";
/** Before and after a country gives up its hour: the line says the same wall times in both. */
const before: TrainLine = inZone("Europe/Berlin");
const after: TrainLine = inZone("Europe/London");
const times = { from: "2026-12-01T21:00:00Z", to: "2026-12-01T22:00:00Z" };

/** The weekly line, with client A on the clocks of another zone. */
function inZone(zone: string): TrainLine {
  const stops = weekly.stops.map((stop) => ({
    ...stop,
    targets: stop.targets.map((target) => (target.id === "client-a" ? { ...target, zone } : target)),
  }));
  return { ...weekly, stops };
}

describe("F43: the rules of a zone change after windows were announced", () => {
  it("the plan shows the window with both moments, on the board and in the calendar, and moves no other", async () => {
    const world = simulatedWorld();
    await applied(world, before);
    world.clock.advance(120_000);
    expect((await planned(world, before)).operations).toEqual([]);
    const { operations } = await planned(world, after);
    expect(new Set(operations.map(({ action }) => action))).toEqual(new Set(["update"]));
    expect(operations.every((operation) => operation.key.includes("/client-a/"))).toBe(true);
    const moved = operations.filter((operation) => operation.key === key);
    expect(moved.map(({ mirror }) => mirror)).toEqual(["noticeBoard", "calendar"]);
    for (const operation of moved)
      expect(operation).toMatchObject({ changes: expect.arrayContaining([{ field: "start", ...times }]) });
    await applied(world, after);
    expect(world.board.world.live().find(({ mark }) => mark?.key === key)?.item.start).toBe(times.to);
    expect((await planned(world, after)).operations).toEqual([]);
  });

  it("a review of the old moment does not count for the new one, and a plan saved before is stale", async () => {
    const line = { ...before, review: "required" } as const;
    const world = simulatedWorld();
    const reviewed = (await planned(world, line)).questions.flatMap((question): readonly Fact[] => {
      if (question.type !== "review") return [];
      const { start, end } = question;
      const by = { person: "a" };
      const at = world.clock.now();
      return [{ id: `review/${question.key}`, type: "windowReviewed", at, by, window: question.key, start, end }];
    });
    await world.journal.record("weekly", reviewed);
    const saved = await planned(world, line);
    const changed = { ...after, review: "required" } as const;
    expect((await failure(applied(world, changed, { plan: saved }))).code).toBe("stale_plan");
    await applied(world, line);
    world.clock.advance(120_000);
    await applied(world, changed);
    expect(world.board.world.live().find(({ mark }) => mark?.key === key)?.item.start).toBe(times.from);
    expect((await planned(world, changed)).questions).toContainEqual(expect.objectContaining({ type: "review", key }));
  });
});
