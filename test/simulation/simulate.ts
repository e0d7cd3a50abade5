import { epochMs, FootplateError, fromEpochMs, type Instant } from "@footplate/core";
import { tick, type Ticked, type TickMemory } from "@footplate/core/conduct";
import { chanceOf } from "./chance.ts";
import { factCheck } from "./check-facts.ts";
import { noticeCheck } from "./check-notices.ts";
import { onceCheck } from "./check-once.ts";
import { troubleCheck } from "./check-trouble.ts";
import { crewOf } from "./crew.ts";
import { type LineName, simulatedLine } from "./lines.ts";
import { meddlersOf } from "./meddlers.ts";
import { outcomes, type TrainOutcome } from "./outcomes.ts";
import { type Violation, watchOf } from "./watch.ts";
import { worldOf } from "./world.ts";

/** What is simulated. */
export interface SimulationOptions {
  readonly line: LineName;
  readonly weeks: number;
  readonly seed: number;
  /** Probability of a fault, for each call of a port. @default 0.01 */
  readonly faultRate?: number;
  /** Probability that a deploy goes wrong. @default 0.05 */
  readonly badDeployRate?: number;
  /** Whether what failed is ever tried again. @default true */
  readonly retry?: boolean;
  /** Ends as soon as an invariant is broken. @default false */
  readonly untilBroken?: boolean;
  /** Called when an invariant is broken. */
  readonly onBroken?: (violation: Violation) => void;
  /** Called after every tick, such as to print. */
  readonly onTick?: (ticked: Ticked) => void;
}

/** What became of a simulation. */
export interface Simulation {
  readonly line: LineName;
  readonly ticks: number;
  readonly facts: number;
  readonly trains: readonly TrainOutcome[];
  readonly violations: readonly Violation[];
  /** Faults of calls, by kind. */
  readonly faults: Readonly<Record<string, number>>;
  /** Calls by port. */
  readonly calls: Readonly<Record<string, number>>;
  /** Times that a tick was given up, by why. */
  readonly interrupted: Readonly<Record<string, number>>;
  /** Acts of people at services, by what. */
  readonly deeds: Readonly<Record<string, number>>;
  readonly acts: Readonly<Record<string, number>>;
  readonly refusedActs: Readonly<Record<string, number>>;
  /** Hours in which the bot was down. */
  readonly downHours: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** How long after something was left undone the mirrors are looked at again. */
const MIRRORS_MS = 15 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const STARTS: Readonly<Record<LineName, string>> = {
  mediawiki: "2026-10-04T12:00:00Z",
  retail: "2026-08-31T12:00:00Z",
};

/** Runs the trains of a line for so many weeks, with everything that goes wrong in the meantime. */
export async function simulate(options: SimulationOptions): Promise<Simulation> {
  const { weeks, seed, faultRate = 0.01, badDeployRate = 0.05, retry = true } = options;
  const chance = chanceOf(`${options.line}/${String(seed)}`);
  const line = simulatedLine(options.line);
  const start = STARTS[options.line];
  const world = worldOf({ line, start, chance, faultRate, badDeployRate, retry });
  const { clock } = world;
  const watch = watchOf(options.onBroken);
  const [facts, notices, once] = [factCheck(world, watch), noticeCheck(world, watch), onceCheck(world, watch)];
  const troubles = troubleCheck(watch);
  const crew = crewOf(world, chance.fork("crew"));
  const meddlers = meddlersOf(world, chance.fork("meddlers"), 30);
  const bot = chance.fork("bot");
  const memory: TickMemory = {};
  const interrupted = new Map<string, number>();
  const endMs = clock.epochMs() + weeks * 7 * DAY_MS;
  let [ticks, downMs, mirroredMs, everMs, lastMs] = [0, 0, 0, 0, clock.epochMs()];
  let tickMs = clock.epochMs();
  let downFromMs = tickMs + bot.between(2, 8) * DAY_MS;
  let wasDown = false;
  // Somebody acted: the mirrors are looked at with the next tick. Something was left: before long.
  let fresh = true;
  let stale = false;

  while (clock.epochMs() < endMs) {
    const nextMs = Math.min(tickMs, crew.nextMs(), meddlers.nextMs(), endMs);
    if (nextMs > clock.epochMs()) clock.set(fromEpochMs(nextMs));
    const now = clock.now();
    const acted = await crew.act(now);
    const meddled = meddlers.act(facts.view(), now);
    if (acted) await facts.learn();
    if (acted || meddled) {
      fresh = true;
      // What people do by `send` rings the bell; what they do elsewhere, mostly.
      if (acted || bot.happens(0.7)) tickMs = Math.min(tickMs, epochMs(now) + 10_000);
    }
    if (tickMs > clock.epochMs()) continue;
    if (clock.epochMs() >= downFromMs) {
      const forMs = bot.happens(0.7) ? bot.between(3, 90) * MINUTE_MS : bot.between(2, 9) * HOUR_MS;
      downFromMs = clock.epochMs() + forMs + bot.between(2, 10) * DAY_MS;
      tickMs = clock.epochMs() + forMs;
      downMs += forMs;
      wasDown = true;
      continue;
    }
    const mirrors = fresh || clock.epochMs() - mirroredMs >= (stale ? MIRRORS_MS : 6 * HOUR_MS);
    const ticked = await oneTick(mirrors);
    const at = clock.now();
    await facts.learn();
    const upMs = wasDown ? 0 : clock.epochMs() - lastMs;
    watch.passed(at, upMs);
    troubles.check(ticked, upMs);
    lastMs = clock.epochMs();
    facts.check(ticked, meddlers.deeds, at);
    await notices.check(facts.view(), at, meddlers.deeds, wasDown, mirrors);
    if (mirrors) once.live();
    await once.holds(facts.view(), meddlers.deeds, at);
    if (clock.epochMs() - everMs >= 28 * DAY_MS) {
      everMs = clock.epochMs();
      once.ever();
    }
    crew.look(facts.view(), at);
    wasDown = false;
    if (options.untilBroken === true && watch.violations.length > 0) break;
    tickMs = ticked === undefined ? clock.epochMs() + 10_000 : epochMs(ticked.wakeAt);
  }
  once.ever();
  return {
    line: options.line,
    ticks,
    facts: facts.view().facts.length,
    trains: outcomes(facts.view(), clock.now()),
    violations: watch.violations,
    faults: Object.fromEntries(world.log.faults),
    calls: byPort(world.log.calls),
    interrupted: Object.fromEntries(interrupted),
    deeds: counted(meddlers.deeds.map(({ what }) => what)),
    acts: Object.fromEntries(crew.taken),
    refusedActs: Object.fromEntries(crew.refused),
    downHours: Math.round(downMs / HOUR_MS),
  };

  /** A tick, as a process with a supervisor does it: what it throws ends it, and the next one goes on. */
  async function oneTick(mirrors: boolean): Promise<Ticked | undefined> {
    ticks += 1;
    const answers = meddlers.answers(clock.now());
    const by = { person: line.team.leads[0] ?? "" };
    try {
      const ticked = await tick(world.context, { nonce: world.nonce, memory, mirrors: mirrors && { answers, by } });
      if (mirrors) {
        mirroredMs = clock.epochMs();
        fresh = false;
        const trouble = ticked.events.some(({ type }) => type === "trouble");
        stale = trouble || isWaiting(ticked);
      }
      options.onTick?.(ticked);
      return ticked;
    } catch (error) {
      if (!(error instanceof FootplateError)) throw error;
      interrupted.set(error.code, (interrupted.get(error.code) ?? 0) + 1);
      return undefined;
    }
  }
}

/** Whether the next tick is due long before the hour is over: something settles. */
function isWaiting({ at, wakeAt }: { readonly at: Instant; readonly wakeAt: Instant }): boolean {
  return epochMs(wakeAt) - epochMs(at) < 5 * MINUTE_MS;
}

function byPort(calls: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const [name, count] of calls) {
    const port = name.slice(0, name.indexOf("."));
    sums.set(port, (sums.get(port) ?? 0) + count);
  }
  return Object.fromEntries(sums);
}

function counted(names: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}
