import type { Held, Notice, TrainLine } from "@footplate/core";
import { describe, expect, it } from "vitest";
import { applied, at, planned, simulatedWorld, type SimulatedWorld, weekly } from "./world.ts";

const key = "weekly/e1.46/prod/client-a/primary";
const noTrain: TrainLine = { ...weekly, noTrainWeeks: [{ week: "2026-11-25", reason: "company meeting" }] };

const startOf = (world: SimulatedWorld, vendor: "board" | "calendar"): readonly string[] =>
  (world[vendor].world.live() as readonly { readonly mark?: { readonly key: string }; readonly item: Notice }[])
    .filter(({ mark }) => mark?.key === key)
    .map(({ item }) => item.start);

describe("who is ours", () => {
  it("F24: what an earlier try of ours made under the chosen id is brought to the present wish", async () => {
    for (const fault of ["answerLost", "writeLate"] as const) {
      const world = simulatedWorld({ lagMs: 45_000 });
      world.calendar.world.failNext(fault, 9);
      await applied(world, weekly, { patienceMs: 0 });
      world.clock.advance(11_000);
      const later = at(weekly, "20:00");
      for (let round = 0; round < 2; round += 1) await applied(world, later, { patienceMs: 0 });
      expect(startOf(world, "calendar"), fault).toEqual(["2026-12-01T19:00:00Z"]);
      world.clock.advance(120_000);
      const after = await planned(world, later);
      expect([...after.operations, ...after.questions]).toEqual([]);
      expect(world.calendar.world.resources()).toHaveLength(9);
    }
  });

  it("F81: an edit made before we knew that our creation had happened is drift all the same", async () => {
    for (const vendor of ["board", "calendar"] as const) {
      const world = simulatedWorld();
      world[vendor].world.failNext("answerLost", 9);
      await applied(world, weekly, { patienceMs: 0 });
      const made = world[vendor].world.live().find(({ mark }) => mark?.key === key);
      world[vendor].world.humanEdit(made?.id ?? "", { ...made?.item, title: "Edited" } as never);
      await applied(world);
      expect((await planned(world)).questions).toMatchObject([
        { type: "drift", key, changes: [{ field: "title", to: "Edited" }] },
      ]);
    }
  });

  it("F83: of two resources with the same nonce the older one is ours, in whatever order they are listed", async () => {
    const world = simulatedWorld();
    world.board.world.failNext("answerLost", 6);
    await applied(world, weekly, { patienceMs: 0 });
    const made = world.board.world.live().find(({ mark }) => mark?.key === key);
    world.clock.advance(1_000);
    const copy = world.board.world.humanCopy(made?.id ?? "");
    const { noticeBoard } = world.ports();
    const reversed = {
      ...noticeBoard,
      list: async (...call: Parameters<typeof noticeBoard.list>) => {
        const { held, complete } = await noticeBoard.list(...call);
        return { held: held.toReversed(), complete };
      },
    };
    await applied(world, weekly, {}, { noticeBoard: reversed });
    expect((await planned(world)).copies).toEqual([{ mirror: "noticeBoard", key, id: copy }]);
    await applied(world, noTrain);
    expect(
      world.board.world
        .live()
        .filter(({ mark }) => mark?.key === key)
        .map(({ id }) => id),
    ).toEqual([copy]);
  });

  it("F83: somebody's copy is not taken for what a lost answer of ours made", async () => {
    const world = simulatedWorld();
    await applied(world);
    world.clock.advance(200_000);
    const original = world.board.world.live().find(({ mark }) => mark?.key === key);
    const copy = world.board.world.humanCopy(original?.id ?? "");
    world.board.world.humanDelete(original?.id ?? "");
    world.clock.advance(200_000);
    world.board.world.failNext("answerLost");
    await applied(world, weekly, { answers: [{ key, answer: "recreate" }], by: { person: "lead" }, patienceMs: 0 });
    await applied(world);
    expect((await planned(world)).copies).toEqual([{ mirror: "noticeBoard", key, id: copy }]);
    await applied(world, noTrain);
    expect(
      world.board.world
        .live()
        .filter(({ mark }) => mark?.key === key)
        .map(({ id }) => id),
    ).toEqual([copy]);
  });

  it("F44: what turns up late after it was given up is removed, also when nobody wants its window any more", async () => {
    for (const line of [weekly, noTrain]) {
      const world = simulatedWorld();
      world.board.world.failNext("requestLost", 6);
      await applied(world, weekly, { patienceMs: 0 });
      const stream = (await world.journal.notes("weekly")).find(
        (one) => one.mirror === "noticeBoard" && one.key === key,
      );
      const intent = stream?.notes[0];
      if (intent?.type !== "intent") throw new Error("no intent");
      world.clock.advance(200_000);
      await applied(world, line);
      // A process that was frozen wakes and sends after all, long after its deadline.
      const late: Held<Notice> = await world.board.create(intent.asked as never, {
        key,
        generation: 1,
        nonce: intent.nonce,
        facts: 0,
      });
      world.clock.advance(200_000);
      expect((await planned(world, line)).operations).toMatchObject([{ action: "remove-orphan", key }]);
      await applied(world, line);
      expect(world.board.world.live().map(({ id }) => id)).not.toContain(late.id);
      expect(startOf(world, "board")).toHaveLength(line === weekly ? 1 : 0);
    }
  });

  it("F22: what was written a moment ago and is not found yet is not taken for deleted", async () => {
    const world = simulatedWorld({ lagMs: 45_000 });
    await applied(world);
    const { noticeBoard } = world.ports();
    const blind = { ...noticeBoard, read: () => Promise.resolve(undefined) };
    const ids = world.board.world.live().map(({ id }) => id);
    for (const line of [noTrain, at(weekly, "20:00")]) {
      await applied(world, line, { patienceMs: 0 }, { noticeBoard: blind });
      expect((await planned(world, line)).questions.filter(({ type }) => type === "ended")).toEqual([]);
    }
    await applied(world, at(weekly, "20:00"));
    expect(startOf(world, "board")).toEqual(["2026-12-01T19:00:00Z"]);
    expect(world.board.world.live().map(({ id }) => id)).toEqual(ids);
  });

  it("F82: a deletion is believed only when the resource is not found by its id", async () => {
    for (const vendor of ["board", "calendar"] as const) {
      const world = simulatedWorld();
      await applied(world);
      world.clock.advance(200_000);
      const { noticeBoard, calendar } = world.ports();
      const hide = <Listed extends { readonly held: readonly { readonly mark?: { readonly key: string } }[] }>(
        listing: Listed,
      ): Listed => ({ ...listing, held: listing.held.filter(({ mark }) => mark?.key !== key) });
      const ports =
        vendor === "board"
          ? {
              noticeBoard: {
                ...noticeBoard,
                list: async (...call: Parameters<typeof noticeBoard.list>) => hide(await noticeBoard.list(...call)),
              },
            }
          : {
              calendar: {
                ...calendar,
                list: async (...call: Parameters<typeof calendar.list>) => hide(await calendar.list(...call)),
              },
            };
      await applied(world, at(weekly, "20:00"), {}, ports);
      expect(startOf(world, vendor)).toEqual(["2026-12-01T19:00:00Z"]);
      expect(await world.journal.facts("weekly")).toEqual([]);
    }
  });

  it("two lines whose ids begin alike share a board and never touch each other's", async () => {
    const world = simulatedWorld();
    const second: TrainLine = { ...weekly, id: "weekly-2" };
    await applied(world);
    world.clock.advance(200_000);
    await applied(world, second);
    world.clock.advance(200_000);
    expect(world.board.world.live()).toHaveLength(12);
    for (const line of [weekly, second]) expect((await planned(world, line)).operations).toEqual([]);
    await applied(
      world,
      { ...weekly, eras: weekly.eras.map((era) => ({ ...era, windows: [] })) },
      { allowEmpty: true, maxRemovals: 100 },
    );
    expect(world.board.world.live().every(({ mark }) => mark?.key.startsWith("weekly-2/"))).toBe(true);
    expect(world.board.world.live()).toHaveLength(6);
  });
});
