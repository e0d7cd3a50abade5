import { epochMs, type InstantLike } from "../time/instant.ts";
import type { Train } from "../timetable/timetable.ts";
import { isUnderWay } from "./evolve-deploy.ts";
import { isMoving } from "./evolve-train.ts";
import { LONGEST_DAYS, type TrainView } from "./view.ts";

const DAY_MS = 86_400_000;

/**
 * The trains that are conducted at a moment, in order: from their cut, or a day before the first window, until they
 * have arrived or ended, and for 28 days after the last window at the most; one that was never cut only until then. A
 * deploy that is under way is looked after whatever became of its train.
 */
export function liveTrainsAt(view: TrainView, now: InstantLike): readonly Train[] {
  const nowMs = epochMs(now);
  const { trains, windows } = view.timetable(now);
  const spans = new Map<string, { startMs: number; endMs: number }>();
  for (const { train, kind, start, end } of windows) {
    if (train === undefined || kind === "guest" || kind === "reserved") continue;
    const known = spans.get(train) ?? { startMs: Number.POSITIVE_INFINITY, endMs: Number.NEGATIVE_INFINITY };
    spans.set(train, {
      startMs: Math.min(known.startMs, epochMs(start)),
      endMs: Math.max(known.endMs, epochMs(end)),
    });
  }
  return trains.filter((train) => {
    const state = view.movements.trains[train.id];
    if (state?.orders.some(isUnderWay) === true) return true;
    if (train.status !== "planned") return false;
    const within = spans.get(train.id) ?? {
      startMs: Number.POSITIVE_INFINITY,
      endMs: epochMs(`${train.date}T00:00:00Z`),
    };
    const fromMs = train.cut === undefined ? within.startMs - DAY_MS : epochMs(train.cut);
    if (state === undefined || state.phase === "planned") return fromMs <= nowMs && nowMs < within.endMs;
    return isMoving(state) && nowMs < within.endMs + LONGEST_DAYS * DAY_MS;
  });
}
