import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { policyOf } from "../train/conduct-policy.ts";
import { isMoving } from "../train/evolve-train.ts";
import { decisionDeadline } from "../train/rollback-cost.ts";
import type { TrainView } from "../train/view.ts";

const DAY_MS = 86_400_000;

/**
 * When something will be called for that hangs on what is open: reminders of a decision, further calls for an alert that
 * nobody acknowledges, late riders without an answer. Only what lies after the moment.
 */
export function openOccasions(view: TrainView, now: Instant): readonly Instant[] {
  const nowMs = epochMs(now);
  return Object.values(view.movements.trains)
    .flatMap((state) => {
      const policy = policyOf(view.line, state.train);
      const calls = state.problems
        .filter(({ closedAt }) => closedAt === undefined)
        .flatMap((problem) => {
          const openedMs = epochMs(problem.openedAt);
          const deadline = problem.decision === undefined ? decisionDeadline(view, state, problem) : undefined;
          return [
            openedMs + policy.acknowledgeWithinMs,
            openedMs + 2 * policy.acknowledgeWithinMs,
            ...(deadline === undefined ? [] : [epochMs(deadline) - policy.decisionReminderMs]),
          ];
        });
      const waiting = isMoving(state) ? state.lateRiders.filter(({ status }) => status === "requested") : [];
      const days = waiting.map(({ requestedAt }) => {
        const askedMs = epochMs(requestedAt);
        return askedMs + (Math.floor(Math.max(0, nowMs - askedMs) / DAY_MS) + 1) * DAY_MS;
      });
      return [...calls, ...days];
    })
    .filter((ms) => ms > nowMs)
    .map(fromEpochMs);
}
