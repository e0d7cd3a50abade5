import { type Fact, instant, type TrainLine } from "@footplate/core";
import { describe, expect, it } from "vitest";
import { applied, at, failure, planned, range, simulatedWorld, type SimulatedWorld, weekly } from "./world.ts";

const key = "weekly/e1.46/prod/client-a/primary";
const noTrain: TrainLine = { ...weekly, noTrainWeeks: [{ week: "2026-11-25", reason: "company meeting" }] };
const by = { person: "lead" };

async function edited(vendor: "board" | "calendar", change: Record<string, string>): Promise<SimulatedWorld> {
  const world = simulatedWorld();
  await applied(world);
  world.clock.advance(120_000);
  const held = live(world, vendor);
  if (held !== undefined) world[vendor].world.humanEdit(held.id, { ...held.item, ...change } as never);
  return world;
}

function live(
  world: SimulatedWorld,
  vendor: "board" | "calendar",
  of = key,
): ReturnType<SimulatedWorld["calendar"]["world"]["live"]>[number] | undefined {
  return (world[vendor].world.live() as ReturnType<SimulatedWorld["calendar"]["world"]["live"]>).find(
    ({ mark }) => mark?.key === of,
  );
}

describe("F81 F82: answers", () => {
  it("adopting an edit does not swallow what the line wants besides", async () => {
    for (const vendor of ["board", "calendar"] as const) {
      const world = await edited(vendor, { title: "Edited" });
      const later = at(weekly, "20:00");
      expect((await planned(world, later)).questions).toMatchObject([
        { type: "drift", key, changes: [{ field: "title" }] },
      ]);
      await applied(world, later, { answers: [{ key, answer: "adopt" }], by });
      expect(live(world, vendor)?.item).toMatchObject({ title: "Edited", start: "2026-12-01T19:00:00Z" });
      const after = await planned(world, later);
      expect([...after.operations, ...after.questions]).toEqual([]);
    }
  });

  it("reverting an edit and a new wish come in one change", async () => {
    const world = await edited("calendar", { title: "Edited", start: "2026-12-01T18:00:00Z" });
    const { title } = live(world, "calendar", "weekly/e1.46/prod/client-b/primary")?.item ?? {};
    await applied(world, at(weekly, "20:00"), { answers: [{ key, answer: "revert" }] });
    expect(live(world, "calendar")?.item).toMatchObject({ start: "2026-12-01T19:00:00Z" });
    expect(live(world, "calendar")?.item.title).not.toBe("Edited");
    expect(title).toBeDefined();
    expect((await planned(world, at(weekly, "20:00"))).operations).toEqual([]);
  });

  it("a move adopted with all other edits is a move of the window, and needs a person all the same", async () => {
    for (const vendor of ["board", "calendar"] as const) {
      const times = { start: "2026-12-01T20:00:00Z", end: "2026-12-01T22:00:00Z" };
      const world = await edited(vendor, times);
      expect((await failure(applied(world, weekly, { drift: "adopt" }))).code).toBe("invalid_input");
      await applied(world, weekly, { drift: "adopt", by });
      expect(live(world, "board")?.item).toMatchObject(times);
      expect(live(world, "calendar")?.item).toMatchObject(times);
      const after = await planned(world);
      expect([...after.operations, ...after.questions]).toEqual([]);
    }
  });

  it("an edited resource that is not wanted any more asks: reverting removes it, adopting leaves it to the person for good", async () => {
    for (const vendor of ["board", "calendar"] as const) {
      for (const answer of ["revert", "adopt"] as const) {
        const world = await edited(vendor, { title: "Edited" });
        expect((await planned(world, noTrain)).questions).toMatchObject([
          { type: "drift", key, mirror: vendor === "board" ? "noticeBoard" : "calendar" },
        ]);
        await applied(world, noTrain, { answers: [{ key, answer }], by });
        expect(live(world, vendor)?.item.title).toBe(answer === "adopt" ? "Edited" : undefined);
        world.clock.advance(120_000);
        const after = await planned(world, noTrain);
        expect([...after.operations, ...after.questions]).toEqual([]);
        // Wanted again: the old id is never taken over.
        await applied(world);
        const generations = world[vendor].world
          .live()
          .filter(({ mark }) => mark?.key === key)
          .map(({ mark }) => mark?.generation);
        expect(generations).toEqual(answer === "adopt" ? [1, 2] : [2]);
      }
    }
  });

  it("a recreation that was tried and lost takes the same generation again, so that a chosen id cannot stand twice", async () => {
    const world = simulatedWorld({ lagMs: 45_000 });
    await applied(world);
    world.clock.advance(120_000);
    world.calendar.world.humanDelete(live(world, "calendar")?.id ?? "");
    world.clock.advance(120_000);
    world.calendar.world.failNext("answerLost");
    await applied(world, weekly, { answers: [{ key, answer: "recreate" }], by, patienceMs: 0 });
    world.clock.advance(11_000);
    await applied(world, weekly, { patienceMs: 0 });
    expect(
      world.calendar.world
        .resources()
        .filter(({ mark }) => mark?.key === key)
        .map(({ mark }) => mark?.generation),
    ).toEqual([1, 2]);
    world.clock.advance(120_000);
    expect((await planned(world)).operations).toEqual([]);
  });

  it("a recreation that was refused is tried again as long as it takes", async () => {
    for (const vendor of ["board", "calendar"] as const) {
      const world = simulatedWorld();
      await applied(world);
      world.clock.advance(120_000);
      world[vendor].world.humanDelete(live(world, vendor)?.id ?? "");
      world.clock.advance(120_000);
      world[vendor].world.failNext("writeRefused", 3);
      await applied(world, weekly, { answers: [{ key, answer: "recreate" }], by });
      for (let round = 0; round < 3; round += 1) await applied(world);
      expect(live(world, vendor)?.mark?.generation).toBe(2);
    }
  });

  it("R7: a deleted notice of a window that must be reviewed comes back only with its review", async () => {
    const world = simulatedWorld();
    const line: TrainLine = { ...weekly, review: "required" };
    const { questions } = await planned(world, line);
    await world.journal.record(
      "weekly",
      questions.flatMap((question): readonly Fact[] =>
        question.type === "review"
          ? [
              {
                id: `r/${question.key}`,
                type: "windowReviewed",
                at: world.clock.now(),
                by,
                window: question.key,
                start: question.start,
                end: question.end,
              },
            ]
          : [],
      ),
    );
    await applied(world, line);
    world.clock.advance(120_000);
    world.board.world.humanDelete(live(world, "board")?.id ?? "");
    world.clock.advance(120_000);
    const later = at(line, "23:00");
    await applied(world, later, { answers: [{ key, answer: "recreate" }], by });
    expect(live(world, "board")).toBeUndefined();
    expect(
      (await planned(world, later)).questions.some((question) => question.type === "review" && question.key === key),
    ).toBe(true);
    await world.journal.record("weekly", [
      {
        id: "again",
        type: "windowReviewed",
        at: world.clock.now(),
        by,
        window: key,
        start: instant("2026-12-01T22:00:00Z"),
        end: instant("2026-12-02T00:00:00Z"),
      },
    ]);
    await applied(world, later);
    expect(live(world, "board")?.mark?.generation).toBe(2);
    expect(range.end > "2026-12-02").toBe(true);
  });
});
