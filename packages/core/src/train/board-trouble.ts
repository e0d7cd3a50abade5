import type { TrainLine } from "../line/line.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import type { BoardBlocker, BoardHold, BoardLateRider, BoardProblem } from "./board-parts.ts";
import { isOpen } from "./evolve-trouble.ts";
import { namedIn } from "./named-in.ts";
import { decisionDeadline } from "./rollback-cost.ts";
import type { ProblemState, TrainState } from "./train-state.ts";
import type { TrainView } from "./view.ts";

const MINUTE_MS = 60_000;

/** The hold of a train for the board. */
export function boardHold(line: TrainLine, { hold }: TrainState, at: Instant): BoardHold | undefined {
  if (hold === undefined) return undefined;
  return { ...hold, owner: namedIn(line, hold.owner), ageMs: age(hold.since, at) };
}

/** The open problems of a train, with the time that is left to choose (R29). */
export function boardProblems(view: TrainView, state: TrainState, at: Instant): readonly BoardProblem[] {
  return state.problems
    .filter(({ closedAt }) => closedAt === undefined)
    .map((one) => {
      const { problem, summary, target, call, by, openedAt, decision } = one;
      return {
        problem,
        summary,
        ...(target !== undefined && { target }),
        ...(call !== undefined && { call }),
        by,
        openedAt,
        ageMs: age(openedAt, at),
        ...(decision !== undefined && { decision }),
        ...deadlineOf(view, state, one, at),
      };
    });
}

function deadlineOf(
  view: TrainView,
  state: TrainState,
  problem: ProblemState,
  at: Instant,
): Pick<BoardProblem, "deadline" | "remainingMinutes"> {
  const deadline = decisionDeadline(view, state, problem);
  if (deadline === undefined) return {};
  return { deadline, remainingMinutes: Math.floor((epochMs(deadline) - epochMs(at)) / MINUTE_MS) };
}

/** The open blockers of a train. */
export function boardBlockers(line: TrainLine, { blockers }: TrainState, at: Instant): readonly BoardBlocker[] {
  return blockers.filter(isOpen).map(({ blocker, title, owner, note, addedAt, updatedAt, updateBy }) => ({
    blocker,
    title,
    owner: namedIn(line, owner),
    note,
    addedAt,
    updatedAt,
    ageMs: age(addedAt, at),
    ...(updateBy !== undefined && { updateBy }),
    overdue: updateBy !== undefined && epochMs(updateBy) <= epochMs(at),
  }));
}

/** The late riders of a train that wait for an answer. */
export function boardLateRiders({ lateRiders }: TrainState, at: Instant): readonly BoardLateRider[] {
  return lateRiders
    .filter(({ status }) => status === "requested")
    .map(({ rider, service, version, target, by, requestedAt }) => ({
      rider,
      service,
      version,
      ...(target !== undefined && { target }),
      by,
      requestedAt,
      ageMs: age(requestedAt, at),
    }));
}

function age(since: Instant, at: Instant): number {
  return Math.max(0, epochMs(at) - epochMs(since));
}
