import { type DeployOrder, fromEpochMs } from "@footplate/core";
import type { DueWork } from "./late-work.ts";
import { attemptState, type MemoryAttempt } from "./memory-run.ts";
import { afterOrder, type MemoryTargets } from "./memory-targets.ts";

/** A run as the store keeps it. */
export interface KeptRun {
  readonly id: string;
  readonly order: DeployOrder;
  /** Started by a person: the run names no order. */
  readonly foreign: boolean;
  readonly createdMs: number;
  readonly attempts: readonly MemoryAttempt[];
  /** How many attempts have reached the target, or never will. */
  readonly installed: number;
  readonly notes: readonly string[];
}

/** The next attempt to reach its target, when it does. */
export function nextInstall(
  runs: readonly KeptRun[],
  targets: MemoryTargets,
  put: (run: KeptRun) => void,
): DueWork | undefined {
  const due = runs.flatMap((run) => {
    const attempt = run.attempts[run.installed];
    const end = attempt && attemptState(attempt, Number.MAX_SAFE_INTEGER);
    if (attempt === undefined || end?.finishedMs === undefined) return [];
    const { installs = end.outcome === "succeeded" ? run.order.version : false, installLagMs = 0 } = attempt.script;
    const effect = (): void => {
      put({ ...run, installed: run.installed + 1 });
      if (installs === false) return;
      const order = { ...run.order, version: installs };
      targets.put(order.target, {
        ...afterOrder(order, targets.running(order.target)),
        since: fromEpochMs(end.finishedMs ?? 0),
      });
    };
    return [{ atMs: end.finishedMs + installLagMs, effect }];
  });
  return due.toSorted((one, other) => one.atMs - other.atMs)[0];
}
