/** What was done to the processes, and what became of the world. */
export interface Tally {
  /** Processes ended by SIGKILL. */
  kills: number;
  /** Of them: after a write of that process, and before the last write of what it was at. */
  between: number;
  /** Processes started, the services' not counted. */
  lives: number;
  /** Other faults: clocks put wrong, journals lost, disks full, signals. */
  faults: number;
  expected: number;
  found: number;
  doubled: number;
  lost: number;
  passed: number;
  /** What does not hold, one line each. */
  readonly failures: string[];
}

export function newTally(): Tally {
  const counts = { kills: 0, between: 0, lives: 0, faults: 0, expected: 0, found: 0, doubled: 0, lost: 0, passed: 0 };
  return { ...counts, failures: [] };
}

/** Counts one thing that must hold. */
export function check(tally: Tally, what: string, holds: boolean, why = ""): void {
  if (holds) tally.passed += 1;
  else tally.failures.push(why === "" ? what : `${what}: ${why}`);
}
