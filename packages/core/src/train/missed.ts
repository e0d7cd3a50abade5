import { epochMs, type Instant } from "../time/instant.ts";
import type { Window } from "../timetable/timetable.ts";
import { recordOf } from "../window/window-now.ts";
import { isUnderWay } from "./evolve-deploy.ts";
import { hasEnded } from "./evolve-train.ts";
import { newerOn } from "./gate-course.ts";
import { windowsOn } from "./gate-time.ts";
import type { TargetState, TrainState } from "./train-state.ts";
import type { TrainView } from "./view.ts";

/** Whether a train has not got to a target, nothing of it is on its way there, and no newer train has overtaken it there. */
export function isNotThere(view: TrainView, state: TrainState, { target, status }: TargetState): boolean {
  if (hasEnded(state) || (status !== "pending" && status !== "failed")) return false;
  if (state.orders.some((order) => order.target === target && isUnderWay(order))) return false;
  return newerOn({ view, state }, target) === undefined;
}

/** The train's windows on a target that are not over: in progress, however late, or to come. In order of start. */
export function windowsLeft(view: TrainView, train: string, target: string, now: Instant): readonly Window[] {
  const nowMs = epochMs(now);
  return windowsOn(view, train, target, now).filter(({ id, end, blocked }) => {
    const { startedAt, completedAt } = recordOf(view, id);
    if (blocked !== undefined || completedAt !== undefined) return false;
    return startedAt !== undefined || epochMs(end) > nowMs;
  });
}

/**
 * The last window of a train on a target where it ended without the train having got there, and none is left: the train
 * stays there for good, and in the way of the next one, until somebody acts.
 */
export function missedWindow(view: TrainView, state: TrainState, place: TargetState, now: Instant): Window | undefined {
  if (!isNotThere(view, state, place)) return undefined;
  if (windowsLeft(view, state.train, place.target, now).length > 0) return undefined;
  return windowsOn(view, state.train, place.target, now).findLast(({ blocked }) => blocked === undefined);
}

/** What people may do about a target on which the train has no window any more. */
export function missedHint({ phase }: Pick<TrainState, "phase">): string {
  const end = phase === "planned" ? "cancel the train" : "abandon the train";
  return `reopen the window, add a one-off window for the train to the line, skip the target, or ${end}`;
}
