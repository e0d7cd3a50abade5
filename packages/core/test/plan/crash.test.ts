import { apply, FootplateError, plan, type TrainLine } from "@footplate/core";
import { describe, expect, it } from "vitest";
import { range, simulatedWorld, type SimulatedWorld, weekly } from "./world.ts";

/** Two trains come and one goes: creations, changes and removals on both vendors. */
const [era] = weekly.eras;
const changed: TrainLine = {
  ...weekly,
  noTrainWeeks: [{ week: "2026-12-02", reason: "company meeting" }],
  eras:
    era === undefined
      ? []
      : [
          {
            ...era,
            windows: era.windows.map((rule) => ({ ...rule, at: rule.kind === "secondary" ? "20:00" : rule.at })),
          },
        ],
};

async function run(world: SimulatedWorld, line: TrainLine): Promise<void> {
  for await (const event of apply(world.context(line), { range })) void event;
}

/** Runs until nothing is left to do, as cron would, with time passing in between. */
async function converge(world: SimulatedWorld, line: TrainLine): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    world.clock.advance(200_000);
    await run(world, line);
  }
}

/** One live resource for each wanted key, none twice, none missing, nothing of the cancelled train. */
async function expectConverged(world: SimulatedWorld, line: TrainLine, when: string): Promise<void> {
  const seen = await plan(world.context(line), { range });
  expect([...seen.operations, ...seen.questions, ...seen.refusals], when).toEqual([]);
  for (const vendor of [world.board, world.calendar]) {
    const keys = vendor.world.live().map(({ mark }) => mark?.key ?? "foreign");
    expect([...keys].sort(), when).toEqual([...new Set(keys)].sort());
    expect(
      keys.some((key) => key.startsWith("weekly/e1.47/")),
      when,
    ).toBe(false);
  }
  expect(world.board.world.live(), when).toHaveLength(4);
  expect(world.calendar.world.live(), when).toHaveLength(6);
}

async function calls(lagMs: number): Promise<number> {
  const world = simulatedWorld({ lagMs });
  await run(world, weekly);
  world.clock.advance(200_000);
  world.injector.restart();
  await run(world, changed);
  return world.injector.calls().length;
}

async function dies(world: SimulatedWorld, act: () => Promise<void>): Promise<boolean> {
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
          const died = await dies(world, () => run(world, changed));
          await converge(world, changed);
          await expectConverged(world, changed, `crash ${mode} call ${String(at)}`);
          if (!died) break;
        }
      });

      it(`a change of the line, listing lag ${String(lagMs)} ms, crash ${mode} the call's effect, and once more`, async () => {
        const total = await calls(lagMs);
        for (let at = 1; at <= total; at += 1) {
          const world = simulatedWorld({ lagMs });
          await run(world, weekly);
          world.clock.advance(200_000);
          world.injector.restart();
          world.injector.crashAt(at, mode);
          await dies(world, () => run(world, changed));
          world.clock.advance(130_000);
          world.injector.crashAt(1 + ((at * 7) % total), mode === "before" ? "after" : "before");
          await dies(world, () => run(world, changed));
          await converge(world, changed);
          await expectConverged(world, changed, `crash ${mode} call ${String(at)}`);
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
        await run(world, weekly);
        world.clock.advance(200_000);
        world.injector.restart();
        world.injector.loseAnswerAt(at);
        try {
          await run(world, changed);
        } catch (error) {
          if (!(error instanceof FootplateError)) throw error;
        }
        world.injector.restart();
        await converge(world, changed);
        await expectConverged(world, changed, `answer ${String(at)} lost`);
      }
    });
  }

  it("a write that lands after it was given up is found and kept, or removed as ours", async () => {
    for (const late of [1, 2, 3, 4]) {
      const world = simulatedWorld({ lagMs: 45_000 });
      world.board.world.failNext("writeLate", late);
      world.calendar.world.failNext("writeLate", late);
      await run(world, changed);
      await converge(world, changed);
      await expectConverged(world, changed, `${String(late)} late writes`);
    }
  });
});
