import { epochMs, type Instant, timetable } from "@footplate/core";
import type { Phase, TrainView } from "@footplate/core/conduct";

/** What became of a train. */
export interface TrainOutcome {
  readonly train: string;
  readonly version: string;
  readonly phase: Phase;
  /** Whether its last window was over a week before the end: it should have ended. */
  readonly due: boolean;
  /** Targets that it did not take. */
  readonly skipped: number;
  readonly orders: number;
  readonly problems: number;
  /** Why it did not arrive. */
  readonly cause?: string;
}

const WEEK_MS = 7 * 86_400_000;

/** What became of every train that was planned. */
export function outcomes({ line, facts, movements }: TrainView, now: Instant): readonly TrainOutcome[] {
  const first = facts[0]?.at ?? now;
  const { trains, windows } = timetable(line, facts, { start: first, end: now });
  return trains
    .filter(({ status }) => status === "planned")
    .map(({ id, number }): TrainOutcome => {
      const state = movements.trains[id];
      const own = windows.filter(({ train, kind }) => train === id && kind === "primary");
      const lastMs = Math.max(...own.map(({ end }) => epochMs(end)));
      const phase = state?.phase ?? "planned";
      const left = state?.targets.filter(({ status }) => status !== "passed" && status !== "skipped") ?? [];
      const open = state?.problems.filter(({ closedAt }) => closedAt === undefined).map(({ summary }) => summary) ?? [];
      const cause =
        state?.reason ??
        [...open, state?.hold?.reason ?? "", ...left.map(({ target, status }) => `${target} is ${status}`)]
          .filter((text) => text !== "")
          .join("; ");
      return {
        train: id,
        version: state?.version ?? number ?? id,
        phase,
        due: lastMs + WEEK_MS < epochMs(now),
        skipped: state?.targets.filter(({ status }) => status === "skipped").length ?? 0,
        orders: state?.orders.length ?? 0,
        problems: state?.problems.length ?? 0,
        ...(phase !== "arrived" && { cause }),
      };
    });
}
