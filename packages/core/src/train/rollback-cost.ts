import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { contains } from "../time/interval.ts";
import type { Window } from "../timetable/timetable.ts";
import { type Policy, policyOf } from "./conduct-policy.ts";
import { windowsOn } from "./gate-time.ts";
import type { ProblemState, TrainState } from "./train-state.ts";
import type { TrainView } from "./view.ts";

/** What taking a train back costs (R28). */
export interface RollbackCost {
  /** How long it takes, in milliseconds: as long as the slowest rider, and no less than the policy says. */
  readonly ms: number;
  /** The rider that takes longest, where one takes longer than the policy says. */
  readonly slowest?: string;
  /** Riders that can be taken back slowly only, since data must be moved back as well. */
  readonly slow: readonly string[];
  /** Riders that cannot be taken back. */
  readonly irreversible: readonly string[];
}

/** What taking a train back costs, by its riders and its era's policy (R28). */
export function rollbackCost(state: TrainState, policy: Policy): RollbackCost {
  let ms = policy.rollbackMs;
  let slowest: string | undefined;
  for (const { service, rollbackMs = 0 } of state.costs) {
    if (rollbackMs <= ms) continue;
    ms = rollbackMs;
    slowest = service;
  }
  const of = (wanted: string): readonly string[] =>
    state.costs.filter(({ reversible }) => reversible === wanted).map(({ service }) => service);
  return { ms, ...(slowest !== undefined && { slowest }), slow: of("slow"), irreversible: of("no") };
}

/**
 * Until when a rollback must be decided so that it is over by the planned end of the window in use (R29). With several
 * windows in use the first to end counts; without any there is no deadline.
 */
export function decisionDeadline(view: TrainView, state: TrainState, problem: ProblemState): Instant | undefined {
  const { ms } = rollbackCost(state, policyOf(view.line, state.train));
  const ends = windowsInUse(view, state, problem).map(({ end }) => epochMs(end));
  return ends.length === 0 ? undefined : fromEpochMs(Math.min(...ends) - ms);
}

/** The windows that a problem is about: that of its order, or those in progress when it was opened. */
function windowsInUse(view: TrainView, state: TrainState, problem: ProblemState): readonly Window[] {
  const { target, order, openedAt } = problem;
  const targets = target === undefined ? state.targets.map((one) => one.target) : [target];
  const windows = targets.flatMap((one) => windowsOn(view, state.train, one, openedAt));
  const ordered = state.orders.find(({ id }) => id === order)?.window;
  const named = windows.filter(({ id }) => id === ordered);
  return named.length > 0 ? named : windows.filter((window) => inUse(view, window, openedAt));
}

function inUse(view: TrainView, window: Window, at: Instant): boolean {
  const { startedAt, completedAt } = view.movements.windows[window.id] ?? {};
  if (completedAt !== undefined) return false;
  return contains(window, at) || (startedAt !== undefined && epochMs(startedAt) <= epochMs(at));
}
