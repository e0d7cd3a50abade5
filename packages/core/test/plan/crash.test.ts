import { apply, FootplateError, plan, type TrainLine } from "@footplate/core";
import { describe, expect, it } from "vitest";
import { simulatedWorld, type SimulatedWorld, sparse, sparseChanged, sparseRange } from "./world.ts";

/** Applies once. Whether there was nothing to do. */
async function run(world: SimulatedWorld, line: TrainLine): Promise<boolean> {
  let quiet = false;
  for await (const event of apply(world.context(line), { range: sparseRange })) {
    if (event.type === "finished") quiet = event.done + event.left + event.failed === 0;
  }
  return quiet;
}

/** Runs until nothing is left to do, as cron would, with time passing in between. */
async function converge(world: SimulatedWorld, line: TrainLine): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    world.clock.advance(200_000);
    if (await run(world, line)) return;
  }
}

/** One live resource for each wanted key, none twice, none missing, nothing of the cancelled train. */
async function expectConverged(world: SimulatedWorld, line: TrainLine, when: string): Promise<void> {
  const seen = await plan(world.context(line), { range: sparseRange });
  expect([...seen.operations, ...seen.questions, ...seen.refusals], when).toEqual([]);
  for (const vendor of [world.board, world.calendar]) {
    const keys = vendor.world.live().map(({ mark }) => mark?.key ?? "foreign");
    expect([...keys].toSorted(), when).toEqual([...new Set(keys)].toSorted());
    expect(
      keys.some((key) => key.startsWith("weekly/e1.2/")),
      when,
    ).toBe(false);
  }
  expect(world.board.world.live(), when).toHaveLength(2);
  expect(world.calendar.world.live(), when).toHaveLength(3);
}

async function calls(lagMs: number): Promise<number> {
  const world = simulatedWorld({ lagMs });
  await run(world, sparse);
  world.clock.advance(200_000);
  world.injector.restart();
  await run(world, sparseChanged);
  return world.injector.calls().length;
}

async function dies(world: SimulatedWorld, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return false;
  } catch (error) {
    if (world.injector.isCrash(error)) return true;
    throw error;
  } finally {
    world.injector.restart();
  }
}

describe("F67: a crash at every await, and everything converges", () => {
  for (const lagMs of [0, 45_000]) {
    for (const mode of ["before", "after"] as const) {
      it(`first run, listing lag ${String(lagMs)} ms, crash ${mode} the call's effect`, async () => {
        for (let at = 1; ; at += 1) {
          const world = simulatedWorld({ lagMs });
          world.injector.crashAt(at, mode);
          const died = await dies(world, () => run(world, sparseChanged));
          await converge(world, sparseChanged);
          await expectConverged(world, sparseChanged, `crash ${mode} call ${String(at)}`);
          if (!died) break;
        }
      });

      it(`a change of the line, listing lag ${String(lagMs)} ms, crash ${mode} the call's effect, and once more`, async () => {
        const total = await calls(lagMs);
        for (let at = 1; at <= total; at += 1) {
          const world = simulatedWorld({ lagMs });
          await run(world, sparse);
          world.clock.advance(200_000);
          world.injector.restart();
          world.injector.crashAt(at, mode);
          await dies(world, () => run(world, sparseChanged));
          world.clock.advance(130_000);
          world.injector.crashAt(1 + ((at * 7) % total), mode === "before" ? "after" : "before");
          await dies(world, () => run(world, sparseChanged));
          await converge(world, sparseChanged);
          await expectConverged(world, sparseChanged, `crash ${mode} call ${String(at)}`);
        }
      });
    }
  }
});

describe("F2: an answer lost at every call", () => {
  for (const lagMs of [0, 45_000]) {
    it(`listing lag ${String(lagMs)} ms`, async () => {
      const total = await calls(lagMs);
      for (let at = 1; at <= total; at += 1) {
        const world = simulatedWorld({ lagMs });
        await run(world, sparse);
        world.clock.advance(200_000);
        world.injector.restart();
        world.injector.loseAnswerAt(at);
        try {
          await run(world, sparseChanged);
        } catch (error) {
          if (!(error instanceof FootplateError)) throw error;
        }
        world.injector.restart();
        await converge(world, sparseChanged);
        await expectConverged(world, sparseChanged, `answer ${String(at)} lost`);
      }
    });
  }

  it("a write that lands after it was given up is found and kept, or removed as ours", async () => {
    for (const late of [1, 2, 3, 4]) {
      const world = simulatedWorld({ lagMs: 45_000 });
      world.board.world.failNext("writeLate", late);
      world.calendar.world.failNext("writeLate", late);
      await run(world, sparseChanged);
      await converge(world, sparseChanged);
      await expectConverged(world, sparseChanged, `${String(late)} late writes`);
    }
  });
});
