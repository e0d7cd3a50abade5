import type { CallOptions, Clock } from "@footplate/core";
import { type LateWork, lateWork } from "./late-work.ts";
import { conflict, outcomeUnknown, rateLimited, unavailable } from "./mirror-errors.ts";
import type { MirrorFault } from "./mirror-world.ts";

/** What goes wrong at the next call of a port in memory that it applies to. Finding and listing count as reading. */
export type CallFault = Extract<
  MirrorFault,
  "writeRefused" | "rateLimited" | "requestLost" | "answerLost" | "writeLate" | "readFails"
>;

/** How slow a simulated service is. */
export interface MemoryHabits {
  readonly clock: Clock;
  /** Longest time a write may be under way, in milliseconds. @default 10_000 */
  readonly sendMs?: number;
  /** How long after a write finding and listing may be wrong, in milliseconds. @default 60_000 */
  readonly settleMs?: number;
  /** How long after a change finding and listing still show what was before; at most `settleMs`. @default 0 */
  readonly lagMs?: number;
}

/** Makes a simulated service go wrong. */
export interface CallFaults {
  /** Makes the next calls that it applies to go wrong. @default once */
  failNext(fault: CallFault, times?: number): void;
  /** Faults that were asked for and have not happened yet. */
  pendingFaults(): readonly CallFault[];
}

/** The way into a simulated service, where calls are aborted, late or lost. */
export interface MemoryCalls<Fault extends MirrorFault = CallFault> {
  readonly late: LateWork;
  readonly begin: (call: CallOptions | undefined) => Promise<void>;
  readonly take: (kinds: readonly Fault[]) => Fault | undefined;
  /** What it gives back must not be shared with the world, here and in `write`. */
  read<Result>(call: CallOptions | undefined, look: () => Result): Promise<Result>;
  write<Result>(call: CallOptions | undefined, effect: () => Result, habits?: WriteHabits): Promise<Result>;
  readonly failNext: (fault: Fault, times?: number) => void;
  readonly pendingFaults: () => readonly Fault[];
}

/** What is special about a write. */
interface WriteHabits {
  /** Whether it can meet somebody else's change. */
  readonly conflicts?: boolean;
  /** Called once the write has set out. */
  readonly attempted?: () => void;
}

const writeFaults: readonly MirrorFault[] = ["writeRefused", "rateLimited", "requestLost", "answerLost", "writeLate"];

export function memoryCalls<Fault extends MirrorFault = CallFault>(clock: Clock, sendMs: number): MemoryCalls<Fault> {
  const late = lateWork(clock);
  const faults: Fault[] = [];

  const begin = async (call: CallOptions | undefined): Promise<void> => {
    call?.signal?.throwIfAborted();
    await Promise.resolve();
    call?.signal?.throwIfAborted();
    late.land();
  };
  const take = (kinds: readonly MirrorFault[]): Fault | undefined => {
    const index = faults.findIndex((fault) => kinds.includes(fault));
    return index < 0 ? undefined : faults.splice(index, 1)[0];
  };

  return {
    late,
    begin,
    take,
    async read(call, look) {
      await begin(call);
      if (take(["readFails"]) !== undefined) throw unavailable("the read failed");
      const seen = look();
      await Promise.resolve();
      return seen;
    },
    async write(call, effect, { conflicts = false, attempted } = {}) {
      await begin(call);
      attempted?.();
      const fault = take(conflicts ? [...writeFaults, "conflict"] : writeFaults);
      if (fault === "writeRefused") throw unavailable("the write was refused", "no");
      if (fault === "rateLimited") throw rateLimited();
      if (fault === "conflict") throw conflict("somebody else changed the resource");
      if (fault === "writeLate") late.later(sendMs, effect);
      if (fault === "writeLate" || fault === "requestLost") throw outcomeUnknown();
      const result = effect();
      await Promise.resolve();
      if (fault === "answerLost") throw outcomeUnknown();
      return result;
    },
    failNext: (fault, times = 1) => void faults.push(...Array.from({ length: times }, () => fault)),
    pendingFaults: () => [...faults],
  };
}
