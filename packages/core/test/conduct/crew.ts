import { type Clock, type ConductPorts, epochMs, FootplateError, type Journal } from "@footplate/core";
import { tick } from "@footplate/core/conduct";
import type { Scheduler } from "fast-check";
import { type Day, END } from "./shuttle.ts";

/** What chance decides about one process. Calls are counted from 1, over all its lives. */
export interface Fate {
  /** Milliseconds that pass at each hop of a call, in turn. */
  readonly steps: readonly number[];
  /** Calls at which the process dies: before the effect, or, negative, after it. */
  readonly crashes: readonly number[];
  /** Calls that take effect and whose answer is lost. */
  readonly lost: readonly number[];
}

/** Several processes that conduct one day; the scheduler says who goes on next. */
export interface Crew {
  readonly day: Day;
  readonly scheduler: Scheduler;
  /** `false`: everybody gets the lease, as if there were none. */
  readonly leased: boolean;
  /** How many are inside a tick now: while one is, time passes slowly for those who sleep. */
  busy: number;
}

const CRASH = new Error("the process dies");
const ANSWER_AT_ONCE: ReadonlySet<string> = new Set([
  "componentsOf",
  "personOf",
  "scheduleOf",
  "responderOf",
  "channelOf",
  "groupOf",
  "normalise",
]);

/** Ticks until the day is over, as a supervisor would run it: whatever ends it, it is started again. */
export async function process(crew: Crew, name: string, fate: Fate): Promise<void> {
  const { day, scheduler } = crew;
  const { world, people } = day;
  const { line, nonce } = world;
  const pass = async (ms: number, what: string): Promise<void> => {
    await scheduler.schedule(Promise.resolve(), `${name} ${what}`);
    world.clock.advance(ms);
  };
  const sleepUntil = async (ms: number): Promise<void> => {
    let naps = 0;
    while (world.clock.epochMs() < ms) {
      naps += 1;
      const step = crew.busy === 0 ? ms : naps % 8 === 0 ? 1_500 : 0;
      await pass(Math.max(0, Math.min(step, ms - world.clock.epochMs())), "sleeps");
    }
  };
  const clock: Clock = { ...world.clock, sleep: (ms) => sleepUntil(world.clock.epochMs() + ms) };
  const ports = travelling(crew, name, fate, pass);
  while (world.clock.epochMs() < epochMs(END)) {
    let next = world.clock.epochMs() + 10_000;
    crew.busy += 1;
    try {
      const { wakeAt } = await tick({ line, ports, clock }, { nonce, holder: name, mirrors: false });
      next = epochMs(wakeAt);
      await people(world);
    } catch (error) {
      const again = error instanceof FootplateError && (error.retryable || error.written === "maybe");
      if (error !== CRASH && !again) throw error;
      next = world.clock.epochMs() + 10_000;
    } finally {
      crew.busy -= 1;
    }
    await sleepUntil(Math.min(next, epochMs(END)));
  }
}

/** The ports of one process: each request and each answer travels as long as the scheduler likes, and time passes. */
function travelling(
  { day, leased }: Crew,
  name: string,
  fate: Fate,
  pass: (ms: number, what: string) => Promise<void>,
): ConductPorts {
  const { clock, ports } = day.world;
  let calls = 0;
  let hops = 0;
  const hop = (what: string): Promise<void> => {
    hops += 1;
    return pass(fate.steps[hops % fate.steps.length] ?? 0, what);
  };
  const call = async (what: string, timeoutMs: number, run: () => unknown): Promise<unknown> => {
    calls += 1;
    const mine = calls;
    const endsMs = clock.monotonicMs() + timeoutMs;
    const unknown = (): FootplateError =>
      new FootplateError({ code: "outcome_unknown", message: `${name}: ${what} was not answered`, written: "maybe" });
    if (fate.crashes.includes(mine)) throw CRASH;
    await hop(what);
    // What the caller's deadline has cut off never reaches the service.
    if (clock.monotonicMs() > endsMs) throw unknown();
    const result = await run();
    await hop(`${what} answered`);
    if (fate.crashes.includes(-mine)) throw CRASH;
    if (fate.lost.includes(mine) || clock.monotonicMs() > endsMs) throw unknown();
    return result;
  };
  const wrap = (part: object): object => {
    const members = Object.entries(part).map(([member, value]: [string, unknown]) => {
      if (typeof value === "object" && value !== null && !Array.isArray(value)) return [member, wrap(value)];
      if (typeof value !== "function" || ANSWER_AT_ONCE.has(member)) return [member, value];
      const through = (...args: readonly unknown[]): Promise<unknown> =>
        call(member, timeoutOf(args), () => Reflect.apply(value, part, args));
      return [member, through];
    });
    return Object.fromEntries(members) as object;
  };
  const open = { ...ports, journal: leased ? ports.journal : unfenced(ports.journal, clock) };
  return Object.fromEntries(
    Object.entries(open).map(([port, value]) => [port, wrap(value)]),
  ) as unknown as ConductPorts;
}

/** A journal that gives everybody the lease and asks nobody for it. */
function unfenced(journal: Journal, clock: Pick<Clock, "now">): Journal {
  return {
    ...journal,
    note: (line, mirror, key, written, { expected }) => journal.note(line, mirror, key, written, { expected }),
    record: (line, facts) => journal.record(line, facts),
    leases: {
      acquire: (scope) => Promise.resolve({ ok: true, lease: { scope, token: 1, expiresAt: clock.now() } }),
      renew: (lease) => Promise.resolve(lease),
      release: () => Promise.resolve(),
      holder: () => Promise.resolve(undefined),
      revoke: () => Promise.resolve(false),
    },
  };
}

/** The time that the last argument gives the call. Reads have none. */
function timeoutOf(args: readonly unknown[]): number {
  const last = args.at(-1);
  if (typeof last !== "object" || last === null || !("timeoutMs" in last)) return Number.POSITIVE_INFINITY;
  return typeof last.timeoutMs === "number" ? last.timeoutMs : Number.POSITIVE_INFINITY;
}
