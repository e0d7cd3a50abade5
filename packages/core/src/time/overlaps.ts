import { epochMs } from "./instant.ts";
import type { Interval } from "./interval.ts";

/** Intervals that can be asked, again and again, what lies in the way. */
export interface OverlapIndex<T extends Interval> {
  /** What shares a moment with the interval at that place, in order of start; what starts together in the given order. */
  overlapping(interval: Interval, place?: string): readonly T[];
}

/**
 * Every pair of intervals that share a moment, the one that starts earlier first. With `placeOf`, only those of one place,
 * such as a target, are compared. Ordered by place as they come first, then by the start of the first, then of the second;
 * what starts together stays in the given order. Those that only touch share nothing, and nothing does with one that has
 * no length. Throws `invalid_input` for what is no moment.
 */
export function overlappingPairs<T extends Interval>(
  items: readonly T[],
  placeOf?: (item: T) => string,
): readonly (readonly [T, T])[] {
  const pairs: (readonly [T, T])[] = [];
  for (const { sorted, starts, ends } of arranged(items, placeOf).values()) {
    for (let index = 0; index < sorted.length; index += 1) {
      const endMs = ends[index] ?? 0;
      for (let next = index + 1; next < sorted.length && (starts[next] ?? endMs) < endMs; next += 1)
        pairs.push([sorted[index] as T, sorted[next] as T]);
    }
  }
  return pairs;
}

/**
 * The intervals, ready to be asked. It does not see what changes later: make another. Takes about as long as sorting them,
 * and each question then a microsecond or less, however long some of them are. Throws `invalid_input` for what is no moment.
 */
export function overlapIndex<T extends Interval>(items: readonly T[], placeOf?: (item: T) => string): OverlapIndex<T> {
  const places = new Map(
    [...arranged(items, placeOf)].map(([place, spans]) => [place, { ...spans, latest: latestEnds(spans) }]),
  );
  return {
    overlapping({ start, end }, place = ANYWHERE) {
      const spans = places.get(place);
      const found: T[] = [];
      if (spans !== undefined) collect(spans, epochMs(start), epochMs(end), 0, spans.sorted.length, found);
      return found;
    },
  };
}

/** The place of everything where none is asked for. */
const ANYWHERE = "";

/** Intervals of one place by their start, with their moments as numbers. */
interface Spans<T> {
  readonly sorted: readonly T[];
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

/** In loops, since an iterator or a callback for each number would take longer than the sorting. */
function arranged<T extends Interval>(
  items: readonly T[],
  placeOf: (item: T) => string = () => ANYWHERE,
): ReadonlyMap<string, Spans<T>> {
  const starts = new Float64Array(items.length);
  const ends = new Float64Array(items.length);
  const places = new Map<string, number[]>();
  let index = 0;
  for (const item of items) {
    const startMs = epochMs(item.start);
    const endMs = epochMs(item.end);
    starts[index] = startMs;
    ends[index] = endMs;
    if (startMs < endMs) {
      const place = placeOf(item);
      const own = places.get(place);
      if (own === undefined) places.set(place, [index]);
      else own.push(index);
    }
    index += 1;
  }
  const spans = new Map<string, Spans<T>>();
  for (const [place, own] of places) {
    const order = sortedBy(own, starts);
    const sorted: T[] = [];
    const [ownStarts, ownEnds] = [new Float64Array(own.length), new Float64Array(own.length)];
    for (const at of order) {
      ownStarts[sorted.length] = starts[at] ?? 0;
      ownEnds[sorted.length] = ends[at] ?? 0;
      sorted.push(items[at] as T);
    }
    spans.set(place, { sorted, starts: ownStarts, ends: ownEnds });
  }
  return spans;
}

/**
 * Indexes by the number that stands at each, and as they come where it is the same. Number and place go into one number
 * where both fit, since numbers are sorted many times faster than anything with a comparison of its own.
 */
function sortedBy(indexes: readonly number[], numbers: Float64Array): ArrayLike<number> & Iterable<number> {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const index of indexes) {
    const number = numbers[index] ?? 0;
    if (number < least) least = number;
    if (number > most) most = number;
  }
  const count = indexes.length;
  if (!((most - least + 1) * count <= Number.MAX_SAFE_INTEGER))
    return indexes.toSorted((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
  const keys = new Float64Array(count);
  for (let at = 0; at < count; at += 1) keys[at] = ((numbers[indexes[at] ?? 0] ?? 0) - least) * count + at;
  keys.sort();
  for (let at = 0; at < count; at += 1) keys[at] = indexes[(keys[at] ?? 0) % count] ?? 0;
  return keys;
}

/** A tree over sorted spans, whose nodes are the middles of ranges: the latest end of each range, at its middle. */
function latestEnds({ ends }: Spans<unknown>): Float64Array {
  const latest = new Float64Array(ends.length);
  const fill = (from: number, to: number): number => {
    if (from >= to) return Number.NEGATIVE_INFINITY;
    const middle = (from + to) >> 1;
    const end = Math.max(ends[middle] ?? 0, fill(from, middle), fill(middle + 1, to));
    latest[middle] = end;
    return end;
  };
  fill(0, ends.length);
  return latest;
}

/** Adds what shares a moment with `startMs` to `endMs`, of the spans with an index from `from` and below `to`. */
function collect<T>(
  spans: Spans<T> & { readonly latest: Float64Array },
  startMs: number,
  endMs: number,
  from: number,
  to: number,
  found: T[],
): void {
  const middle = (from + to) >> 1;
  if (from >= to || (spans.latest[middle] ?? 0) <= startMs) return;
  collect(spans, startMs, endMs, from, middle, found);
  if ((spans.starts[middle] ?? endMs) >= endMs) return;
  if ((spans.ends[middle] ?? 0) > startMs) found.push(spans.sorted[middle] as T);
  collect(spans, startMs, endMs, middle + 1, to, found);
}
