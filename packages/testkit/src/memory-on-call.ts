import {
  type CallOptions,
  type Clock,
  epochMs,
  FootplateError,
  type Instant,
  instant,
  type OnCall,
  type OnCallOverride,
  type OnCallSchedule,
} from "@footplate/core";
import { memoryMirror, type MemoryMirror, type MemoryMirrorOptions } from "./memory-mirror.ts";
import { memoryRef } from "./memory-refs.ts";

/** A schedule of `memoryOnCall`. */
export interface MemorySchedule extends OnCallSchedule {
  /** Ids of the people on call at a moment, overrides aside. */
  readonly onCall: (at: Instant) => readonly string[];
  /** Who comes next after a moment, overrides aside. @default nobody */
  readonly next?: (at: Instant) => readonly string[];
}

/** What an on-call service in memory is made of. */
export interface MemoryOnCallOptions {
  readonly clock: Clock;
  readonly schedules: readonly MemorySchedule[];
  /** Habits of its overrides. @default those of `memoryMirror` with chosen ids, rotations sorted */
  readonly overrides?: Omit<MemoryMirrorOptions<OnCallOverride>, "identity" | "clock">;
}

/** An on-call service in memory; `overrides.world` looks behind its overrides. */
export interface MemoryOnCall extends OnCall {
  readonly overrides: MemoryMirror<OnCallOverride>;
}

/**
 * An on-call service in memory. Refs are `{ "memory": { "personId": "…" } }` and `{ "memory": { "scheduleId": "…" } }`.
 * Where overrides overlap the newest counts. Its schedules have no rotations: an override of some counts for all.
 * `nextOnCall` is what the schedule's `next` says, overrides aside.
 */
export function memoryOnCall(options: MemoryOnCallOptions): MemoryOnCall {
  const schedules = new Map(options.schedules.map((one) => [one.id, one]));
  const mirror = memoryMirror<OnCallOverride>({
    normalise: (item) => ({ ...item, rotations: [...new Set(item.rotations)].toSorted() }),
    ...options.overrides,
    identity: "chosen",
    clock: options.clock,
  });
  const known = (id: string, written?: "no"): MemorySchedule => {
    const schedule = schedules.get(id);
    if (schedule !== undefined) return schedule;
    throw new FootplateError({
      code: "not_found",
      message: `there is no schedule ${id.slice(0, 100)}`,
      adapter: "memory",
      written,
      hint: "name a schedule that memoryOnCall was made with",
    });
  };

  return {
    spec: 1,
    personOf: (refs) => memoryRef(refs, "personId"),
    scheduleOf: (refs) => memoryRef(refs, "scheduleId"),
    async schedules(call) {
      await begin(call);
      return [...schedules.values()].map(({ id, name, zone }) => ({ id, name, ...(zone !== undefined && { zone }) }));
    },
    async onCall(id, at, call) {
      await begin(call);
      const schedule = known(id);
      const atMs = epochMs(at);
      const override = mirror.world
        .live()
        .findLast(({ item }) => item.schedule === id && epochMs(item.start) <= atMs && atMs < epochMs(item.end));
      return override === undefined ? [...new Set(schedule.onCall(instant(at)))] : [override.item.person];
    },
    async nextOnCall(id, at, call) {
      await begin(call);
      return [...new Set(known(id).next?.(instant(at)))];
    },
    overrides: {
      ...mirror,
      async create(item, mark, call) {
        await begin(call);
        known(item.schedule, "no");
        return mirror.create(item, mark, call);
      },
    },
  };
}

async function begin(call: CallOptions | undefined): Promise<void> {
  call?.signal?.throwIfAborted();
  await Promise.resolve();
  call?.signal?.throwIfAborted();
}
