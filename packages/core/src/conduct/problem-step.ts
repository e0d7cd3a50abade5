import { BOT } from "./conduct-context.ts";
import type { ProblemState, TargetState, TrainState } from "../train/train-state.ts";
import type { Instant } from "../time/instant.ts";
import type { TrainView } from "../train/view.ts";
import { type Acting, decided, nothing, type Step } from "./step.ts";

/** What open problems ask for: a decided rollback is carried out, what is over is closed, the rest waits for a course. */
export function problemStep({ view, state, now }: Acting): Step {
  for (const problem of state.problems.filter(({ closedAt }) => closedAt === undefined)) {
    const { decision } = problem;
    if (decision === undefined) continue;
    if (decision.course === "rollback") {
      const step = rollbackStep(view, state, problem, now);
      if (step.facts.length > 0) return step;
    }
    if (isOver(state, problem))
      return decided(view, { act: "closeProblem", by: BOT.bot, train: state.train, problem: problem.problem }, now);
  }
  const open = state.problems.filter(({ closedAt, decision }) => closedAt === undefined && decision === undefined);
  return {
    ...nothing,
    waiting: open.map(({ problem, summary }) => `problem ${problem} waits for a course: ${summary}`),
  };
}

function rollbackStep(view: TrainView, state: TrainState, problem: ProblemState, now: Instant): Step {
  const { decision } = problem;
  if (decision === undefined) return nothing;
  const concerned = state.targets.filter((one) => problem.target === undefined || one.target === problem.target);
  const ordered = state.orders.filter(({ kind, orderedAt }) => kind === "rollback" && orderedAt >= decision.at);
  const [target] = concerned.filter(
    (one) => needsRollback(one) && !ordered.some((order) => order.target === one.target),
  );
  if (target === undefined) return nothing;
  return decided(
    view,
    {
      act: "rollback",
      by: BOT.bot,
      train: state.train,
      at: target.target,
      reason: decision.reason,
      stopRunning: true,
    },
    now,
  );
}

function needsRollback({ status, order }: TargetState): boolean {
  return (
    status === "promoting" ||
    status === "soaking" ||
    status === "passed" ||
    (status === "failed" && order !== undefined)
  );
}

/** Whether what was decided about a problem has come about. */
function isOver(state: TrainState, { target, decision, order }: ProblemState): boolean {
  if (decision === undefined || target === undefined) return false;
  const own = state.targets.find((one) => one.target === target);
  if (own === undefined) return false;
  const { status } = own;
  const well = status === "soaking" || status === "passed";
  switch (decision.course) {
    case "rollForward":
    case "retry":
    case "goOn":
      return well || (decision.course === "goOn" && own.order?.id !== order);
    case "rollback":
      return status === "rolled_back" || status === "pending";
    case "skip":
      return status === "skipped";
    case "extend":
    case "hold":
      return well || status === "rolled_back";
    case "abandon":
      return false;
  }
}
