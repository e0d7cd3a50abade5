import { type Clock, epochMs, FootplateError } from "@footplate/core";

/** Something that happens by itself at a moment. */
export interface DueWork {
  readonly atMs: number;
  readonly effect: () => unknown;
}

/** What happens in a simulated service while nobody looks. */
export interface LateWork {
  /** The present; while something late happens, the moment at which it was due. In milliseconds since 1970-01-01T00:00:00Z. */
  readonly nowMs: () => number;
  /** Lets the effect happen in `ms` milliseconds; what it then refuses is nobody's business any more. */
  later(ms: number, effect: () => unknown): void;
  /** Asks for what happens next by itself, each time that work lands. What was done must not be offered again. */
  follow(next: () => DueWork | undefined): void;
  /** Lets everything happen that is due, in the order in which it was due. */
  land(): void;
}

export function lateWork(clock: Clock): LateWork {
  const queue: DueWork[] = [];
  const sources: (() => DueWork | undefined)[] = [];
  // A late effect is noticed long after it was due, and must have happened when it was due.
  let dueMs: number | undefined;
  // What was made due only now, such as by moving an end into the past, happens now.
  let landedMs = 0;

  const nowMs = (): number => dueMs ?? epochMs(clock.now());
  const next = (): DueWork | undefined =>
    [queue[0], ...sources.map((source) => source())]
      .filter((work) => work !== undefined && work.atMs <= nowMs())
      .reduce((first, work) => (first === undefined || (work?.atMs ?? 0) < first.atMs ? work : first), undefined);
  const happen = ({ atMs, effect }: DueWork): void => {
    dueMs = Math.min(nowMs(), Math.max(atMs, landedMs));
    try {
      effect();
    } catch (error) {
      if (!(error instanceof FootplateError)) throw error;
    } finally {
      dueMs = undefined;
    }
  };

  return {
    nowMs,
    later(ms, effect) {
      queue.push({ atMs: nowMs() + ms, effect });
      queue.sort((one, other) => one.atMs - other.atMs);
    },
    follow: (source) => void sources.push(source),
    land() {
      if (dueMs !== undefined) return;
      for (let work = next(); work !== undefined; work = next()) {
        if (work === queue[0]) queue.shift();
        happen(work);
      }
      landedMs = nowMs();
    },
  };
}
