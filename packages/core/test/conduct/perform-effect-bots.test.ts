import { FootplateError } from "@footplate/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { performEffects } from "../../src/conduct/perform-effects.ts";
import type { Effect } from "../../src/conduct/effect.ts";
import type { EffectPorts } from "../../src/conduct/perform-effect-work.ts";
import { allOnce, effectsWorld, type EffectsWorld, oneOfEach, shown } from "./effects-world.ts";

const RUNS = Math.max(150, Number(process.env["FOOTPLATE_SEEDS"] ?? 150));
const CRASH = new Error("the process dies");

/** What chance decides about one bot. Calls are counted from 1 over all its lives. */
interface Fate {
  /** Milliseconds that pass at each hop, in turn. */
  readonly steps: readonly number[];
  /** Calls before whose effect the process dies, or, negative, after it. */
  readonly crashes: readonly number[];
  /** Calls that take effect and whose answer is lost. */
  readonly lost: readonly number[];
}

const call = fc.nat(90).map((at) => at + 1);
const fate: fc.Arbitrary<Fate> = fc.record({
  steps: fc.array(fc.constantFrom(0, 0, 0, 1, 200, 900, 4_000, 9_000), { minLength: 1, maxLength: 9 }),
  crashes: fc.array(
    fc.tuple(call, fc.boolean()).map(([at, after]) => (after ? -at : at)),
    { maxLength: 2 },
  ),
  lost: fc.array(call, { maxLength: 4 }),
});

/** The ports of one bot: each request and each answer travels as long as the scheduler likes, and time passes. */
function travelling(world: EffectsWorld, scheduler: fc.Scheduler, name: string, fated: Fate): EffectPorts {
  let calls = 0;
  let hops = 0;
  const hop = async (what: string): Promise<void> => {
    await scheduler.schedule(Promise.resolve(), `${name} ${what}`);
    world.clock.advance(fated.steps[hops % fated.steps.length] ?? 0);
    hops += 1;
  };
  const travel = async (what: string, timeoutMs: number, run: () => unknown): Promise<unknown> => {
    calls += 1;
    const mine = calls;
    const endsMs = world.clock.monotonicMs() + timeoutMs;
    const unknown = new FootplateError({ code: "outcome_unknown", message: "lost", written: "maybe" });
    if (fated.crashes.includes(mine)) throw CRASH;
    await hop(what);
    // What the caller's deadline has cut off never reaches the service.
    if (world.clock.monotonicMs() > endsMs) throw unknown;
    const result = await run();
    await hop(`${what} answered`);
    if (fated.crashes.includes(-mine)) throw CRASH;
    if (fated.lost.includes(mine) || world.clock.monotonicMs() > endsMs) throw unknown;
    return result;
  };
  const async = new Set([
    "info",
    "facts",
    "notes",
    "record",
    "note",
    "post",
    "find",
    "append",
    "comment",
    "comments",
    "assign",
    "read",
    "page",
    "start",
  ]);
  const wrap = <Port extends object>(port: Port): Port => {
    const copy = { ...port };
    for (const [member, value] of Object.entries(port)) {
      if (typeof value !== "function" || !async.has(member)) continue;
      Reflect.set(copy, member, (...args: readonly unknown[]) => {
        const last = args.at(-1);
        const limited = typeof last === "object" && last !== null && "timeoutMs" in last;
        const timeoutMs = limited && typeof last.timeoutMs === "number" ? last.timeoutMs : Number.POSITIVE_INFINITY;
        return travel(member, timeoutMs, () => Reflect.apply(value, port, args));
      });
    }
    return copy;
  };
  const plain = world.ports();
  return Object.fromEntries(
    Object.entries(plain).map(([port, value]) => [port, wrap(value)]),
  ) as unknown as EffectPorts;
}

/** One bot as a supervisor would run it: whatever ends it, it is started again, four times. */
async function bot(world: EffectsWorld, ports: EffectPorts, effects: readonly Effect[]): Promise<void> {
  for (let life = 0; life < 4; life += 1) {
    try {
      for await (const one of performEffects(await world.work(ports), effects)) void one;
      return;
    } catch (error) {
      if (error !== CRASH && !(error instanceof FootplateError)) throw error;
      world.clock.advance(20_000);
    }
  }
}

describe("F68 F90: several bots do the same effects at once, without a lease", () => {
  it("each is done exactly once, whatever order, crashes, lost answers and lag", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fate, { minLength: 2, maxLength: 3 }),
        fc.constantFrom(0, 20_000, 60_000),
        async (scheduler, fates, lagMs) => {
          const world = effectsWorld({ lagMs });
          const effects = await oneOfEach(world);
          const bots = fates.map((one, index) =>
            bot(world, travelling(world, scheduler, `bot ${index}`, one), effects),
          );
          await scheduler.waitFor(Promise.all(bots));
          for (let round = 0; round < 10; round += 1) {
            world.clock.advance(200_000);
            if ((await world.perform(effects)).length === 0) break;
          }
          const { messages, ...rest } = shown(world);
          const { messages: wanted, ...others } = allOnce;
          expect(rest).toEqual(others);
          expect(messages.map(String).toSorted()).toEqual(wanted.map(String).toSorted());
        },
      ),
      { numRuns: RUNS },
    );
  }, 300_000);
});
