import { apply, type TrainLine } from "@footplate/core";
import { describe, expect, it } from "vitest";
import { applied, failure, planned, range, simulatedWorld, weekly } from "./world.ts";

describe("listings and the lease", () => {
  it("F3 F16: a listing that failed or was cut is not an empty one, on a first run as little as later", async () => {
    for (const fault of ["listFails", "listPartial"] as const) {
      const world = simulatedWorld();
      for (const vendor of [world.board, world.calendar]) vendor.world.failNext(fault);
      const seen = await planned(world);
      expect(seen.operations, fault).toEqual([]);
      expect(
        seen.questions.map(({ type }) => type),
        fault,
      ).toEqual(["unseen", "unseen"]);
      await applied(world);
      expect(world.board.world.live(), fault).toHaveLength(6);
    }
  });

  it("F31: a listing that failed, was cut or is wrongly empty takes nothing away, and the next whole one does", async () => {
    const noTrain: TrainLine = { ...weekly, noTrainWeeks: [{ week: "2026-12-02", reason: "company meeting" }] };
    for (const fault of ["listFails", "listPartial", "listEmpty"] as const) {
      const world = simulatedWorld();
      await applied(world);
      world.clock.advance(600_000);
      world.board.world.failNext(fault);
      await applied(world, noTrain, { patienceMs: 0 });
      expect(world.board.world.live(), fault).toHaveLength(6);
      expect(world.board.world.attempts().remove, fault).toBe(0);
      world.clock.advance(600_000);
      await applied(world, noTrain);
      expect(world.board.world.live(), fault).toHaveLength(4);
    }
  });

  it("F69: a process that stood still while another took the line sends nothing more, not even a removal of its own leftovers", async () => {
    const world = simulatedWorld();
    world.board.world.failNext("requestLost", 6);
    await applied(world, weekly, { patienceMs: 0 });
    world.clock.advance(200_000);
    await applied(world);
    const intents = (await world.journal.notes("weekly")).flatMap(({ mirror, key, notes }) => {
      const [first] = notes;
      return mirror === "noticeBoard" && first?.type === "intent" ? [{ key, intent: first }] : [];
    });
    for (const { key, intent } of intents) {
      await world.board.create(intent.asked as never, { key, generation: 1, nonce: intent.nonce, facts: 0 });
    }
    world.clock.advance(200_000);
    const run = async (): Promise<void> => {
      for await (const event of apply(world.context(), { range })) {
        if (event.type !== "planned") continue;
        expect(event.plan.operations.map(({ action }) => action)).toEqual(Array(6).fill("remove-orphan"));
        world.clock.advance(3_600_000);
        await world.journal.leases.acquire("apply/weekly", "another", "apply", 60_000);
      }
    };
    expect((await failure(run())).code).toBe("lease_lost");
    expect(world.board.world.attempts().remove).toBe(0);
  });
});
