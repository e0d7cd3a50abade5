import { epochMs } from "@footplate/core";
import { conduct, type ConductOptions } from "@footplate/core/conduct";
import { describe, expect, test } from "vitest";
import { A, B, START, shuttle } from "./shuttle.ts";
import { station, type Station } from "./station.ts";

const EVERY_MS = 300_000;

interface Day {
  readonly world: Station;
  readonly ticks: number;
  /** The longest time, in milliseconds, that it meant to sleep. */
  readonly sleptMs: number;
}

/** Conducts the day until its train has arrived. */
async function conducted(options: ConductOptions = {}): Promise<Day> {
  const world = station({ line: shuttle, start: START });
  const { nonce } = world;
  let ticks = 0;
  let sleptMs = 0;
  for await (const said of conduct(world.context(), { nonce, everyMs: EVERY_MS, untilEnded: true, ...options })) {
    if (said.type !== "tick") continue;
    ticks += 1;
    sleptMs = Math.max(sleptMs, epochMs(said.wakeAt) - epochMs(said.at));
  }
  return { world, ticks, sleptMs };
}

/** What the day left in the world. */
async function left({ memory, targets }: Station) {
  const { notices, components } = memory.noticeBoard.world.seen();
  const facts = await memory.journal.facts(shuttle.id);
  return {
    facts: facts.map(({ id }) => id).toSorted(),
    runs: memory.deployRunner.world.seen().length,
    messages: memory.chat.world
      .seen()
      .messages.map(({ channel, key }) => `${channel} ${key ?? ""}`)
      .toSorted(),
    notices: notices.map(({ mark, reached }) => `${mark?.key ?? ""} ${reached}`).toSorted(),
    components: components.map(({ id, status }) => `${id} ${status}`),
    versions: Object.values(targets.seen()).map(({ version }) => version),
  };
}

/** Hints without end, each a claim that is not so. */
async function* lies(): AsyncIterable<unknown> {
  for (let count = 0; ; count += 1) {
    await Promise.resolve();
    if (count % 7 !== 0) continue;
    yield { type: count % 2 === 0 ? "completed" : "failed", target: count % 3 === 0 ? A : B, at: "1999-01-01" };
    if (count > 700) return;
  }
}

describe("hints", () => {
  test("F50 that never come cost time, and never more than between two ticks", async () => {
    const { world, sleptMs } = await conducted();
    expect(sleptMs).toBeGreaterThan(0);
    expect(sleptMs).toBeLessThanOrEqual(EVERY_MS);
    expect((await left(world)).versions).toEqual(["X48-26", "X48-26"]);
  });

  test("F49 that are late, doubled, in any order or untrue leave the world as it is without them", async () => {
    const quiet = await conducted();
    const noisy = await conducted({ hints: lies() });
    expect(noisy.ticks).toBeGreaterThan(quiet.ticks);
    expect(await left(noisy.world)).toEqual(await left(quiet.world));
  });
});

describe("ending", () => {
  test("by whoever reads the events is not slept over", async () => {
    const world = station({ line: shuttle, start: START });
    const stop = new AbortController();
    const sleeps: number[] = [];
    const sleep: typeof world.clock.sleep = (ms, signal) => {
      sleeps.push(ms);
      return world.clock.sleep(ms, signal);
    };
    const context = { ...world.context(), clock: { ...world.clock, sleep } };
    for await (const { type } of conduct(context, { nonce: world.nonce, signal: stop.signal }))
      if (type === "tick") stop.abort();
    expect(sleeps).toEqual([]);
  });
});
