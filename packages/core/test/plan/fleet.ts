import {
  apply,
  type Clock,
  FootplateError,
  type Interval,
  type Journal,
  type PlanPorts,
  type TrainLine,
} from "@footplate/core";
import type { Scheduler } from "fast-check";
import type { SimulatedWorld } from "./world.ts";

/** What chance decides about one bot. Calls of its ports are counted from 1, over all its lives. */
export interface Fate {
  /** Milliseconds that pass at each await, in turn. */
  readonly steps: readonly number[];
  /** Calls at which the process dies: before the effect, or, negative, after it. */
  readonly crashes: readonly number[];
  /** Calls that take effect and whose answer is lost. */
  readonly lost: readonly number[];
  /** Writes that take effect, within their time, after the caller gave up. */
  readonly late: readonly number[];
}

/** Several processes in one world; the scheduler says who goes on next. */
export interface Fleet {
  readonly world: SimulatedWorld;
  readonly scheduler: Scheduler;
  readonly line: TrainLine;
  readonly range: Interval;
  /** `false`: everybody gets the lease, as if there were none. */
  readonly leased: boolean;
  /** Called after each effect. */
  readonly watch: () => void;
}

const CRASH = new Error("the process dies");

/** Runs one bot as a supervisor would: whatever ends it, it is started again, four times. */
export async function bot(fleet: Fleet, name: string, fate: Fate): Promise<void> {
  const { world, scheduler, line, range } = fleet;
  const clock: Clock = {
    ...world.clock,
    async sleep(ms) {
      const endsMs = world.clock.monotonicMs() + ms;
      while (world.clock.monotonicMs() < endsMs) {
        await scheduler.schedule(Promise.resolve(), `${name} sleeps`);
        world.clock.advance(Math.max(0, Math.min(7_000, endsMs - world.clock.monotonicMs())));
      }
    },
  };
  const ports = portsOf(fleet, name, fate);
  for (let life = 0; life < 4; life += 1) {
    try {
      for await (const event of apply({ line, ports, clock }, { range, holder: name })) void event;
      return;
    } catch (error) {
      if (error !== CRASH && !(error instanceof FootplateError)) throw error;
      await clock.sleep(20_000);
    }
  }
}

/** Every request and every answer travels as long as the scheduler likes, and time passes meanwhile. */
function portsOf({ world, scheduler, leased, watch }: Fleet, name: string, fate: Fate): PlanPorts {
  let calls = 0;
  let hops = 0;
  const travel = async (what: string): Promise<void> => {
    await scheduler.schedule(Promise.resolve(), `${name} ${what}`);
    world.clock.advance(fate.steps[hops % fate.steps.length] ?? 0);
    hops += 1;
  };
  const call = async <Result>(what: string, timeoutMs: number, run: () => Promise<Result>): Promise<Result> => {
    calls += 1;
    const mine = calls;
    const endsMs = world.clock.monotonicMs() + timeoutMs;
    const unknown = new FootplateError({
      code: "outcome_unknown",
      message: `the answer to ${what} was lost`,
      written: "maybe",
    });
    const effect = async (): Promise<Result> => {
      // What the caller's deadline has cut off never reaches the vendor.
      if (world.clock.monotonicMs() > endsMs) throw unknown;
      const result = await run();
      watch();
      return result;
    };
    if (fate.crashes.includes(mine)) throw CRASH;
    if (Number.isFinite(timeoutMs) && fate.late.includes(mine)) {
      const later = async (): Promise<void> => {
        for (let hop = 0; hop < 6; hop += 1) await scheduler.schedule(Promise.resolve(), `${name} ${what} late`);
        await effect();
      };
      later().catch(() => undefined);
      throw unknown;
    }
    await travel(what);
    const result = await effect();
    await travel(`${what} answered`);
    if (fate.crashes.includes(-mine)) throw CRASH;
    if (fate.lost.includes(mine) || world.clock.monotonicMs() > endsMs) throw unknown;
    return result;
  };
  const wrapped = <Port extends object>(port: Port, methods: readonly (keyof Port & string)[]): Port => {
    const copy = { ...port };
    for (const method of methods) {
      const original: unknown = port[method];
      if (typeof original !== "function") continue;
      Reflect.set(copy, method, (...args: readonly unknown[]) =>
        call(`${method} ${noteType(args)}`, timeoutOf(args), () =>
          Promise.resolve(Reflect.apply(original, port, args)),
        ),
      );
    }
    return copy;
  };
  const { journal } = world;
  const leases = wrapped(journal.leases, ["acquire", "renew", "release"]);
  const everybody: Journal["leases"] = {
    ...leases,
    acquire: (scope) => Promise.resolve({ ok: true, lease: { scope, token: 1, expiresAt: world.clock.now() } }),
    renew: (lease) => Promise.resolve(lease),
    release: () => Promise.resolve(),
  };
  const { note, record } = journal;
  const unfenced: Journal = leased
    ? journal
    : {
        ...journal,
        note: (line, mirror, key, written, { expected }) => note(line, mirror, key, written, { expected }),
        record: (line, facts) => record(line, facts),
      };
  const plain = world.ports();
  const writes = ["list", "read", "create", "update", "remove"] as const;
  return {
    journal: {
      ...wrapped(unfenced, ["info", "facts", "notes", "record", "note"]),
      leases: leased ? leases : everybody,
    },
    noticeBoard: wrapped(plain.noticeBoard, writes),
    calendar: wrapped(plain.calendar, writes),
  };
}

/** The time that the last argument gives the call. Reads have none. */
function timeoutOf(args: readonly unknown[]): number {
  const last = args.at(-1);
  if (typeof last !== "object" || last === null || !("timeoutMs" in last)) return Number.POSITIVE_INFINITY;
  return typeof last.timeoutMs === "number" ? last.timeoutMs : Number.POSITIVE_INFINITY;
}

function noteType(args: readonly unknown[]): string {
  const note = args[3];
  return typeof note === "object" && note !== null && "type" in note ? String(note.type) : "";
}
