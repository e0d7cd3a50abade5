import { apply, type ApplyEvent, plan, type TrainLine } from "@footplate/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bot, type Fate } from "./fleet.ts";
import { simulatedWorld, type SimulatedWorld, sparse, sparseChanged, sparseRange } from "./world.ts";

const SEEDS = Math.max(300, Number(process.env["FOOTPLATE_SEEDS"] ?? 300));

/** One target less, so that many interleavings can be tried. */
const line = small(sparse);
const changed = small(sparseChanged);
const range = sparseRange;
const PRIMARY = "weekly/e1.1/prod/client-a/primary";
const SECONDARY = "weekly/e1.1/prod/client-a/secondary";

const call = fc.nat(70).map((at) => at + 1);
const fate: fc.Arbitrary<Fate> = fc.record({
  steps: fc.array(fc.constantFrom(0, 0, 1, 200, 900, 4_000, 9_000, 40_000), { minLength: 1, maxLength: 9 }),
  crashes: fc.array(
    fc.tuple(call, fc.boolean()).map(([at, after]) => (after ? -at : at)),
    { maxLength: 2 },
  ),
  lost: fc.array(call, { maxLength: 3 }),
  late: fc.array(call, { maxLength: 12 }),
});

function small(of: TrainLine): TrainLine {
  return {
    ...of,
    eras: of.eras.map((era) => ({
      ...era,
      windows: era.windows.filter(({ kind }, index) => kind === "secondary" || index === 0),
    })),
  };
}

async function once(world: SimulatedWorld, of: TrainLine): Promise<readonly ApplyEvent[]> {
  const events: ApplyEvent[] = [];
  for await (const event of apply(world.context(of), { range })) events.push(event);
  return events;
}

const keysOf = (resources: readonly { readonly mark?: { readonly key: string } }[]): readonly string[] =>
  resources.map(({ mark }) => mark?.key ?? "foreign").toSorted();

async function together(
  scheduler: fc.Scheduler,
  fates: readonly Fate[],
  leased: boolean,
  lagMs: number,
  before: boolean,
): Promise<void> {
  const world = simulatedWorld({ lagMs });
  if (before) {
    await once(world, line);
    world.clock.advance(200_000);
  }
  const doubled: string[] = [];
  const watch = (): void => {
    for (const vendor of [world.board, world.calendar]) {
      const keys = keysOf(vendor.world.live());
      doubled.push(...keys.filter((key, index) => keys.indexOf(key) !== index));
    }
  };
  const bots = fates.map((one, index) =>
    bot({ world, scheduler, line: changed, range, leased, watch }, `bot ${String(index)}`, one),
  );
  await scheduler.waitFor(Promise.all(bots));
  await scheduler.waitIdle();
  for (let round = 0; round < 6; round += 1) {
    world.clock.advance(200_000);
    const last = (await once(world, changed)).at(-1);
    if (last?.type === "finished" && last.done + last.left + last.failed === 0) break;
  }
  // Nothing doubled, at no time.
  expect(doubled).toEqual([]);
  const after = await plan(world.context(changed), { range });
  expect([...after.operations, ...after.questions, ...after.copies, ...after.refusals]).toEqual([]);
  // Nothing lost, and nothing wrongly deleted: what is wanted was made once and is still there.
  expect(keysOf(world.board.world.live())).toEqual([PRIMARY]);
  expect(keysOf(world.calendar.world.live())).toEqual([PRIMARY, SECONDARY]);
  for (const { world: behind } of [world.board, world.calendar]) {
    const ofFirst = behind.resources().filter(({ mark }) => mark?.key.startsWith("weekly/e1.1/"));
    expect(ofFirst.map(({ state }) => state)).toEqual(ofFirst.map(() => "live"));
    for (const { item } of ofFirst) expect(item.start.slice(11)).toBe("19:00:00Z");
  }
}

describe("F68 F90: several bots at once, with lag, lost answers, late writes and crashes", () => {
  for (const leased of [true, false]) {
    it(`${leased ? "with the lease" : "without it, by compare-and-set alone"}: nothing doubled, lost or wrongly deleted`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.array(fate, { minLength: 2, maxLength: 3 }),
          fc.constantFrom(0, 20_000, 60_000),
          fc.boolean(),
          (scheduler, fates, lagMs, before) => together(scheduler, fates, leased, lagMs, before),
        ),
        { numRuns: SEEDS, ...(process.env["FOOTPLATE_SEEDS"] === undefined && { seed: 20261122 }) },
      );
    }, 600_000);
  }
});
