import type { Interval } from "@footplate/core";
import type { Span } from "./conflict-task.ts";

/** One of our windows: its times as RFC 3339 text, and where it is. */
export interface Placed extends Interval {
  readonly place: string;
}

/** What core offers for overlaps. */
export interface Overlaps {
  readonly fromEpochMs: (ms: number) => Interval["start"];
  readonly overlappingPairs: (items: readonly Placed[], placeOf: (item: Placed) => string) => readonly unknown[];
  readonly overlapIndex: (
    items: readonly Placed[],
    placeOf: (item: Placed) => string,
  ) => { overlapping(interval: Interval, place: string): readonly Placed[] };
}

/** As core writes its times. */
export function placed(spans: readonly Span[], { fromEpochMs }: Pick<Overlaps, "fromEpochMs">): readonly Placed[] {
  return spans.map(({ component, startMs, endMs }) => ({
    place: `c${component}`,
    start: fromEpochMs(startMs),
    end: fromEpochMs(endMs),
  }));
}
