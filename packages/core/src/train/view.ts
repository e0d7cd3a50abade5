import type { Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { type OpenRoster, openRoster } from "../people/roster.ts";
import type { RosterOptions } from "../people/rotation.ts";
import { epochMs, fromEpochMs, type InstantLike } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { timetable } from "../timetable/build-timetable.ts";
import { slotOf } from "../timetable/slots.ts";
import type { Timetable, Train } from "../timetable/timetable.ts";
import { isUnderWay } from "./evolve-deploy.ts";
import { isMoving } from "./evolve-train.ts";
import { movements } from "./evolve.ts";
import type { Movements } from "./train-state.ts";

const DAY_MS = 86_400_000;
/** How far around a moment windows matter to everybody. */
const AROUND_DAYS = 8;
/** Zones reach from 12 hours behind UTC to 14 ahead, and a window may last beyond its day. */
const SPARE_DAYS = 3;
/** How long after its last window a train is still conducted. */
const LONGEST_DAYS = 28;

/** What deciding, gating and conducting read: a line with its facts, folded once. */
export interface TrainView {
  readonly line: TrainLine;
  readonly facts: readonly Fact[];
  readonly movements: Movements;
  readonly open: OpenRoster;
  readonly options: RosterOptions;
  /**
   * What happened is played again: what clock, people and other services would have said is not known, so that only the
   * train's own course is judged.
   */
  readonly recorded?: true;
  /** The timetable around a moment, with all windows of the trains that are conducted then. Remembered for each UTC day. */
  timetable(now: InstantLike): Timetable;
}

/** Folds a line's facts for reading. */
export function openView(line: TrainLine, facts: readonly Fact[], options: RosterOptions = {}): TrainView {
  const open = openRoster(line, facts, options);
  const moved = movements(line, facts);
  const days = new Map<number, Timetable>();
  return {
    line,
    facts,
    movements: moved,
    open,
    options,
    timetable(now) {
      const day = Math.floor(epochMs(now) / DAY_MS);
      const known = days.get(day);
      if (known !== undefined) return known;
      const made = timetable(line, facts, rangeAround({ line, facts, movements: moved, open }, day), options);
      days.set(day, made);
      return made;
    },
  };
}

/** The days around one, and as much more as the windows of trains in motion take. */
function rangeAround(
  { line, facts, movements: { trains }, open }: Pick<TrainView, "line" | "facts" | "movements" | "open">,
  day: number,
): Interval {
  const offsets = line.eras.flatMap(({ windows }) => windows.map((rule) => rule.day));
  const [first, last] = [Math.min(0, ...offsets) - SPARE_DAYS, Math.max(0, ...offsets) + SPARE_DAYS];
  // A train whose first window lies in those days may have its last one later, and the other way round.
  const reach = AROUND_DAYS + last - first;
  const moments = [(day - reach) * DAY_MS, (day + 1 + reach) * DAY_MS];
  for (const state of Object.values(trains)) {
    const { train } = state;
    const slot = slotOf(line, open.eras, train);
    if (slot === undefined || !(isMoving(state) || state.orders.some(isUnderWay))) continue;
    const dateMs = epochMs(`${slot.date}T00:00:00Z`);
    const own = facts.flatMap((fact) =>
      (fact.type === "windowMoved" || fact.type === "windowReopened") && fact.window.startsWith(`${train}/`)
        ? [epochMs(fact.start), epochMs(fact.end)]
        : [],
    );
    const spanned = [dateMs + first * DAY_MS, dateMs + last * DAY_MS, ...own];
    if (Math.max(...spanned) >= (day - LONGEST_DAYS) * DAY_MS) moments.push(...spanned);
  }
  return { start: fromEpochMs(Math.min(...moments)), end: fromEpochMs(Math.max(...moments)) };
}

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
