import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { type Clock, fromEpochMs } from "@footplate/core";

/** Two moments in milliseconds, side by side in a file: the wall clock, and the clock that never goes back. */
export interface ClockFile {
  wallMs(): number;
  monotonicMs(): number;
  write(wallMs: number, monotonicMs: number): void;
  close(): void;
}

/** Opens the file that is the time of all processes. Every look reads it anew. */
export function clockFile(path: string, mode: "r" | "w+"): ClockFile {
  const file = openSync(path, mode);
  const times = new Float64Array(2);
  const look = (at: 0 | 1): number => {
    readSync(file, times, 0, 16, 0);
    return times[at] ?? 0;
  };
  return {
    wallMs: () => look(0),
    monotonicMs: () => look(1),
    write(wallMs, monotonicMs) {
      times.set([wallMs, monotonicMs]);
      writeSync(file, times, 0, 16, 0);
    },
    close: () => closeSync(file),
  };
}

/** The clock of one process: it stands still while others work, and moves for all when somebody sleeps. */
export function botClock(path: string, control: string, skewMs = 0): Clock & { epochMs(): number } {
  const file = clockFile(path, "r");
  const epochMs = (): number => Math.round(file.wallMs()) + skewMs;
  return {
    epochMs,
    now: () => fromEpochMs(epochMs()),
    monotonicMs: () => file.monotonicMs(),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      const untilMs = file.monotonicMs() + Math.max(0, Math.ceil(ms));
      await fetch(`${control}/sleep`, { method: "POST", body: JSON.stringify({ untilMs }), ...(signal && { signal }) });
      signal?.throwIfAborted();
    },
  };
}
