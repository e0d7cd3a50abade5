import { addDays, dateIn } from "../time/date.ts";
import { epochMs, fromEpochMs } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import type { Folded } from "./fold.ts";
import type { Place } from "./places.ts";
import type { Slot } from "./slots.ts";

const DAY_MS = 86_400_000;
/** Zones reach from 12 hours behind UTC to 14 ahead, so that a date may differ by one either way; one more to be safe. */
const ZONE_DAYS = 2;
/** Longest window that ends at a wall time, in days. */
const WALL_END_DAYS = 2;

/** How far from its day a window may be moved, in days: far more than anybody waits, and little enough to look through. */
const FARTHEST_DAYS = 800;

/** Whether a window that belongs to a date may be moved to such times. What lies years away is a slip. */
export function canMoveTo(date: string, { start, end }: Interval): boolean {
  const dayMs = epochMs(`${date}T00:00:00Z`);
  return (
    epochMs(start) >= dayMs - FARTHEST_DAYS * DAY_MS &&
    epochMs(start) < epochMs(end) &&
    epochMs(end) <= dayMs + FARTHEST_DAYS * DAY_MS
  );
}

/** The first and the last slot date of an era that can matter for the range, by the days and lengths of its rules. */
export function slotDates(places: readonly Place[], range: Interval): readonly [from: string, to: string] {
  const days = [0, ...places.map(({ rule }) => rule.day)];
  const lengths = places.map(({ lengthMs }) => (lengthMs === undefined ? WALL_END_DAYS : Math.ceil(lengthMs / DAY_MS)));
  const back = Math.max(...days) + Math.max(0, ...lengths) + ZONE_DAYS;
  return [addDays(dateIn(range.start, "UTC"), -back), addDays(dateIn(range.end, "UTC"), ZONE_DAYS - Math.min(...days))];
}

/**
 * The range as far as moved windows drag it: a window moved away from its slot concerns all trains between the two, as
 * they may overtake each other.
 */
export function draggedRange(
  range: Interval,
  folded: Folded,
  slotOfWindow: (window: string) => Slot | undefined,
): Interval {
  const startMs = epochMs(range.start);
  const endMs = epochMs(range.end);
  let [firstMs, lastMs] = [startMs, endMs];
  const dragged = [...folded.windows].map(([id, { moved }]) => [id, moved] as const);
  for (const [id, moved] of [...dragged, ...folded.reopened]) {
    const slot = moved && slotOfWindow(id);
    if (moved === undefined || slot === undefined) continue;
    const slotMs = epochMs(`${slot.date}T00:00:00Z`);
    const fromMs = Math.min(slotMs, epochMs(moved.start));
    const toMs = Math.max(slotMs + DAY_MS, epochMs(moved.end));
    if (toMs <= startMs || fromMs >= endMs) continue;
    firstMs = Math.min(firstMs, fromMs);
    lastMs = Math.max(lastMs, toMs);
  }
  return { start: fromEpochMs(firstMs), end: fromEpochMs(lastMs) };
}
