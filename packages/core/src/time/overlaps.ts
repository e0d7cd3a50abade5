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
  const arranged = arrange(items, placeOf);
  const { order } = arranged;
  const { until, count } = reach(arranged);
  const pairs: (readonly [T, T])[] = [];
  // At once, since a list that grows is copied again and again, which takes longer than to count first.
  pairs.length = count;
  let filled = 0;
  for (let at = 0; at < order.length; at += 1) {
    const first = items[order[at] ?? 0] as T;
    const end = until[at] ?? 0;
    for (let next = at + 1; next < end; next += 1) {
      pairs[filled] = [first, items[order[next] ?? 0] as T];
      filled += 1;
    }
  }
  return pairs;
}

/**
 * The intervals, ready to be asked. It does not see what changes later: make another. Takes about as long as sorting them,
 * and each question then a microsecond or less, however long some of them are. Throws `invalid_input` for what is no moment.
 */
export function overlapIndex<T extends Interval>(items: readonly T[], placeOf?: (item: T) => string): OverlapIndex<T> {
  const given = items.slice();
  const arranged = arrange(given, placeOf);
  const latest = latestEnds(arranged);
  return {
    overlapping({ start, end }, place = ANYWHERE) {
      const range = arranged.places.get(place);
      const found: T[] = [];
      if (range === undefined) return found;
      const [startMs, endMs] = [epochMs(start), epochMs(end)];
      visit(arranged, latest, startMs, endMs, range.from, range.to, (index) => found.push(given[index] as T));
      return found;
    },
  };
}

/** The place of everything where none is asked for. */
const ANYWHERE = "";

/**
 * Intervals place by place, and by their start within each. Numbers in arrays of their own: an object for each interval
 * would take longer to make than all else.
 */
interface Arranged {
  /** Index of each in the given list. */
  readonly order: Int32Array;
  /** In this order. */
  readonly starts: Float64Array;
  /** In the given order. */
  readonly ends: Float64Array;
  readonly places: ReadonlyMap<string, Range>;
}

/** From an index and below another one. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** By index, since the results of an iterator would take more memory than the numbers. */
function arrange<T extends Interval>(items: readonly T[], placeOf?: (item: T) => string): Arranged {
  const moments = read(items, placeOf);
  const arranged = groupedByPlace(moments);
  for (const range of arranged.places.values()) sortByStart(arranged, range);
  return arranged;
}

/** What is compared, in the given order. */
interface Moments {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Number of each one's place; 0 for what has no length, and so is nowhere. */
  readonly numbers: Int32Array;
  /** Number of each place, counted from 1 as they come first. */
  readonly places: ReadonlyMap<string, number>;
}

function read<T extends Interval>(items: readonly T[], placeOf: (item: T) => string = () => ANYWHERE): Moments {
  const starts = new Float64Array(items.length);
  const ends = new Float64Array(items.length);
  const numbers = new Int32Array(items.length);
  const places = new Map<string, number>();
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index] as T;
    const startMs = epochMs(item.start);
    const endMs = epochMs(item.end);
    starts[index] = startMs;
    ends[index] = endMs;
    if (startMs < endMs) {
      const place = placeOf(item);
      const number = places.get(place) ?? places.size + 1;
      if (number > places.size) places.set(place, number);
      numbers[index] = number;
    }
  }
  return { starts, ends, numbers, places };
}

/** Counts what each place holds, and then puts each interval where those of its place begin. */
function groupedByPlace({ starts, ends, numbers, places }: Moments): Arranged {
  const counts = new Int32Array(places.size + 1);
  for (let index = 0; index < numbers.length; index += 1) {
    const number = numbers[index] ?? 0;
    counts[number] = (counts[number] ?? 0) + 1;
  }
  const ranges = new Map<string, Range>();
  const free = new Int32Array(counts.length);
  let from = 0;
  for (const [place, number] of places) {
    const to = from + (counts[number] ?? 0);
    ranges.set(place, { from, to });
    free[number] = from;
    from = to;
  }
  const order = new Int32Array(from);
  const grouped = new Float64Array(from);
  for (let index = 0; index < numbers.length; index += 1) {
    const number = numbers[index] ?? 0;
    if (number === 0) continue;
    const at = free[number] ?? 0;
    order[at] = index;
    grouped[at] = starts[index] ?? 0;
    free[number] = at + 1;
  }
  return { order, starts: grouped, ends, places: ranges };
}

/**
 * Sorts one place by start; what starts together stays as it is. Start and rank go into one number where both fit, since
 * numbers are sorted many times faster than anything with a comparison of its own.
 */
function sortByStart({ order, starts }: Arranged, { from, to }: Range): void {
  const sorted = starts.subarray(from, to);
  const before = order.slice(from, to);
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < sorted.length; at += 1) {
    const start = sorted[at] ?? 0;
    if (start < least) least = start;
    if (start > most) most = start;
  }
  // A power of two, so that dividing by it is exact.
  const ranks = 2 ** Math.ceil(Math.log2(before.length));
  if ((most - least + 1) * ranks > Number.MAX_SAFE_INTEGER) {
    sortByComparing(order.subarray(from, to), sorted);
    return;
  }
  for (let rank = 0; rank < sorted.length; rank += 1) sorted[rank] = ((sorted[rank] ?? 0) - least) * ranks + rank;
  sorted.sort();
  for (let at = 0; at < sorted.length; at += 1) {
    const key = sorted[at] ?? 0;
    const above = Math.floor(key / ranks);
    order[from + at] = before[key - above * ranks] ?? 0;
    sorted[at] = above + least;
  }
}

/** The same for what lies centuries apart. */
function sortByComparing(order: Int32Array, starts: Float64Array): void {
  const [indexes, before] = [order.slice(), starts.slice()];
  const ranks = Int32Array.from(indexes.keys()).toSorted((a, b) => (before[a] ?? 0) - (before[b] ?? 0));
  for (const [at, rank] of ranks.entries()) {
    order[at] = indexes[rank] ?? 0;
    starts[at] = before[rank] ?? 0;
  }
}

/** For each interval, the first one of its place that begins when it is over, and how many begin before that in all. */
function reach({ order, starts, ends, places }: Arranged): { until: Int32Array; count: number } {
  const until = new Int32Array(order.length);
  let count = 0;
  for (const { from, to } of places.values()) {
    for (let at = from; at < to; at += 1) {
      const endMs = ends[order[at] ?? 0] ?? 0;
      let next = at + 1;
      while (next < to && (starts[next] ?? 0) < endMs) next += 1;
      until[at] = next;
      count += next - at - 1;
    }
  }
  return { until, count };
}

/** A tree for each place, whose nodes are the middles of ranges: the latest end of each range, at its middle. */
function latestEnds({ order, ends, places }: Arranged): Float64Array {
  const latest = new Float64Array(order.length);
  const fill = (from: number, to: number): number => {
    if (from >= to) return Number.NEGATIVE_INFINITY;
    const middle = (from + to) >> 1;
    const end = Math.max(ends[order[middle] ?? 0] ?? 0, fill(from, middle), fill(middle + 1, to));
    latest[middle] = end;
    return end;
  };
  for (const { from, to } of places.values()) fill(from, to);
  return latest;
}

/** Visits what shares a moment with `startMs` to `endMs`, of those with an index from `from` and below `to`. */
function visit(
  arranged: Arranged,
  latest: Float64Array,
  startMs: number,
  endMs: number,
  from: number,
  to: number,
  found: (index: number) => void,
): void {
  const middle = (from + to) >> 1;
  if (from >= to || (latest[middle] ?? 0) <= startMs) return;
  visit(arranged, latest, startMs, endMs, from, middle, found);
  if ((arranged.starts[middle] ?? endMs) >= endMs) return;
  const index = arranged.order[middle] ?? 0;
  if ((arranged.ends[index] ?? 0) > startMs) found(index);
  visit(arranged, latest, startMs, endMs, middle + 1, to, found);
}
