import type { TrainLine } from "@footplate/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Crew, type Fate, process } from "./crew.ts";
import { type Day, day, shown, shuttle, through, upTo } from "./shuttle.ts";

/** One client is enough: what is shared by two is shared by all. However slow the processes are, nothing comes too late. */
const line: TrainLine = {
  ...shuttle,
  eras: shuttle.eras.map((era) => ({
    ...era,
    conduct: {
      ...era.conduct,
      missingAfter: "PT6H",
      longestDeploy: "PT6H",
      acknowledgeWithin: "PT6H",
      reminders: { team: [], target: [] },
    },
    windows: era.windows.slice(0, 1).map((rule) => ({ ...rule, length: "PT8H" })),
  })),
  stops: shuttle.stops.map((stop) => ({ ...stop, targets: stop.targets.filter(({ id }) => id === "client-a") })),
};

const call = fc.nat(260).map((at) => at + 1);
const fate: fc.Arbitrary<Fate> = fc.record({
  steps: fc.array(fc.constantFrom(0, 0, 0, 0, 1, 200, 900, 4_000), { minLength: 1, maxLength: 9 }),
  crashes: fc.array(
    fc.tuple(call, fc.boolean()).map(([at, after]) => (after ? -at : at)),
    { maxLength: 2 },
  ),
  lost: fc.array(call, { maxLength: 3 }),
});

/** What the world shows when one process conducts the day and nothing goes wrong. */
const alone = (async () => {
  const one = day({ fails: true, line });
  await through(one);
  return compared(one);
})();

/**
 * What the world shows. An answer that comes an hour late stands alone, and not in the thread.
 */
function compared(one: Day): unknown {
  const { messages: _threaded, ...rest } = shown(one);
  const { messages } = one.world.memory.chat.world.seen();
  return { ...rest, messages: messages.map(({ channel, key }) => `${channel} ${key ?? ""}`).toSorted(byText) };
}

function byText(one: string, other: string): number {
  return one < other ? -1 : 1;
}

async function together(
  scheduler: fc.Scheduler,
  fates: readonly Fate[],
  leased: boolean,
  lagMs: number,
): Promise<void> {
  const one = day({ fails: true, line, lagMs });
  // The mirrors are `plan`'s affair: they are there before the processes begin.
  await upTo(one, "10:54");
  const crew: Crew = { day: one, scheduler, leased, busy: 0 };
  await scheduler.waitFor(Promise.all(fates.map((own, index) => process(crew, `process ${String(index)}`, own))));
  // What is left, such as a last answer that was lost, is brought to its end by whoever ticks next.
  for (let round = 0; round < 40; round += 1) {
    one.world.clock.advance(120_000);
    const { trains, events } = await one.world.tick({ mirrors: false });
    await one.people(one.world);
    if (trains.length === 0 && events.length === 0 && round > 5) break;
  }
  expect(compared(one)).toEqual(await alone);
}

/** Tries so many interleavings with the lease, and as many without. */
export function botsSuite(runs: number): void {
  describe("F68, F90: several processes conduct one line at once", () => {
    for (const leased of [true, false]) {
      it(`${leased ? "with the lease" : "with a lease that keeps nobody out"}: no deploy, message, page, comment or extension is doubled or lost`, async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.scheduler(),
            fc.array(fate, { minLength: 2, maxLength: 3 }),
            fc.constantFrom(0, 20_000),
            (scheduler, fates, lagMs) => together(scheduler, fates, leased, lagMs),
          ),
          { numRuns: runs, endOnFailure: true },
        );
      }, 900_000);
    }
  });
}
