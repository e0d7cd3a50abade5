import { epochMs } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { timetable } from "../timetable/build-timetable.ts";
import type { TrainView } from "../train/view.ts";
import { recordOf } from "./window-now.ts";

/** How much of one window was used. Lengths are in milliseconds. */
export interface UsedTime {
  readonly window: string;
  readonly train: string;
  /** Name of the train for people. */
  readonly number?: string;
  /** `stop/target`. */
  readonly target: string;
  /** As it was planned at first, extensions apart. */
  readonly plannedMs: number;
  /** What extensions added. */
  readonly extendedMs: number;
  /** From its start until it was completed. Absent while it is not. */
  readonly actualMs?: number;
  /** From the first order in it until the last of their deploys was over. Absent where there was none. */
  readonly usedMs?: number;
}

/** Planned against used, for each window of a train that starts in the range (R33). */
export function usedTime(view: TrainView, range: Interval): readonly UsedTime[] {
  const { windows } = timetable(view.line, view.facts, range, view.options);
  return windows.flatMap((window): readonly UsedTime[] => {
    const { id, train, number, stop, target, start, end, extendedFrom = end, kind } = window;
    if (train === undefined || stop === undefined || target === undefined || kind === "guest") return [];
    const { startedAt = start, completedAt } = recordOf(view, id);
    const orders = view.movements.trains[train]?.orders.filter((order) => order.window === id) ?? [];
    const ends = orders.flatMap(({ finishedAt }) => (finishedAt === undefined ? [] : [epochMs(finishedAt)]));
    const begins = orders.map(({ orderedAt }) => epochMs(orderedAt));
    return [
      {
        window: id,
        train,
        ...(number !== undefined && { number }),
        target: `${stop}/${target}`,
        plannedMs: epochMs(extendedFrom) - epochMs(start),
        extendedMs: epochMs(end) - epochMs(extendedFrom),
        ...(completedAt !== undefined && { actualMs: epochMs(completedAt) - epochMs(startedAt) }),
        ...(ends.length > 0 && { usedMs: Math.max(...ends) - Math.min(...begins) }),
      },
    ];
  });
}
