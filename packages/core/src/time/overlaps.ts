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
  const { ends, count } = reach(arranged);
  // Made at its full length: one that grows is copied again and again, which takes longer than to count first.
  const pairs = new Array<readonly [T, T]>(count);
  let filled = 0;
  for (let at = 0; at < order.length; at += 1) {
    const first = items[order[at] ?? 0] as T;
    const end = ends[at] ?? 0;
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
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly places: ReadonlyMap<string, Range>;
}

/** From an index and below another one. */
interface Range {
  readonly from: number;
  readonly to: number;
}

function arrange<T extends Interval>(items: readonly T[], placeOf?: (item: T) => string): Arranged {
  const moments = read(items, placeOf);
  const { order, places } = groupedByPlace(moments);
  const starts = new Float64Array(order.length);
  const ends = new Float64Array(order.length);
  for (const range of places.values()) sortByStart(order, moments.starts, starts, range);
  for (let at = 0; at < order.length; at += 1) ends[at] = moments.ends[order[at] ?? 0] ?? 0;
  return { order, starts, ends, places };
}

/** What is compared, in the given order. */
interface Moments {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Number of each one's place, or `NOWHERE`. */
  readonly places: Int32Array;
  /** Names of the places, as they come first. */
  readonly names: readonly string[];
}

/** The place of what has no length. */
const NOWHERE = -1;

function read<T extends Interval>(items: readonly T[], placeOf: (item: T) => string = () => ANYWHERE): Moments {
  const starts = new Float64Array(items.length);
  const ends = new Float64Array(items.length);
  const places = new Int32Array(items.length).fill(NOWHERE);
  const numbers = new Map<string, number>();
  let index = 0;
  for (const item of items) {
    const startMs = epochMs(item.start);
    const endMs = epochMs(item.end);
    starts[index] = startMs;
    ends[index] = endMs;
    if (startMs < endMs) {
      const place = placeOf(item);
      const number = numbers.get(place);
      if (number === undefined) numbers.set(place, numbers.size);
      places[index] = number ?? numbers.size - 1;
    }
    index += 1;
  }
  return { starts, ends, places, names: [...numbers.keys()] };
}

/** Counts what each place holds, and then puts each index where those of its place begin. */
function groupedByPlace({ places, names }: Moments): { order: Int32Array; places: ReadonlyMap<string, Range> } {
  const counts = new Int32Array(names.length);
  for (const place of places) if (place !== NOWHERE) counts[place] = (counts[place] ?? 0) + 1;
  const ranges = new Map<string, Range>();
  const free = new Int32Array(names.length);
  let from = 0;
  for (const [place, name] of names.entries()) {
    const to = from + (counts[place] ?? 0);
    ranges.set(name, { from, to });
    free[place] = from;
    from = to;
  }
  const order = new Int32Array(from);
  for (let index = 0; index < places.length; index += 1) {
    const place = places[index] ?? NOWHERE;
    if (place === NOWHERE) continue;
    const at = free[place] ?? 0;
    order[at] = index;
    free[place] = at + 1;
  }
  return { order, places: ranges };
}

/**
 * Sorts the indexes of one place by the number at each, those of the same number as they come, and writes the numbers in
 * that order. Number and rank go into one number where both fit, since numbers are sorted many times faster than anything
 * with a comparison of its own.
 */
function sortByStart(order: Int32Array, numbers: Float64Array, sorted: Float64Array, { from, to }: Range): void {
  const own = order.slice(from, to);
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const index of own) {
    const number = numbers[index] ?? 0;
    if (number < least) least = number;
    if (number > most) most = number;
  }
  // A power of two, so that dividing by it is exact.
  const ranks = 2 ** Math.ceil(Math.log2(own.length));
  if ((most - least + 1) * ranks > Number.MAX_SAFE_INTEGER) {
    own.sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
    order.set(own, from);
    for (let at = from; at < to; at += 1) sorted[at] = numbers[order[at] ?? 0] ?? 0;
    return;
  }
  for (let rank = 0; rank < own.length; rank += 1)
    sorted[from + rank] = ((numbers[own[rank] ?? 0] ?? 0) - least) * ranks + rank;
  sorted.subarray(from, to).sort();
  for (let at = from; at < to; at += 1) {
    const key = sorted[at] ?? 0;
    const above = Math.floor(key / ranks);
    order[at] = own[key - above * ranks] ?? 0;
    sorted[at] = above + least;
  }
}

/** For each interval, where those end that begin before it is over, and how many such pairs there are. */
function reach({ starts, ends: endsMs, places }: Arranged): { ends: Int32Array; count: number } {
  const ends = new Int32Array(starts.length);
  let count = 0;
  for (const { from, to } of places.values()) {
    for (let at = from; at < to; at += 1) {
      const endMs = endsMs[at] ?? 0;
      let next = at + 1;
      while (next < to && (starts[next] ?? 0) < endMs) next += 1;
      ends[at] = next;
      count += next - at - 1;
    }
  }
  return { ends, count };
}

/** A tree for each place, whose nodes are the middles of ranges: the latest end of each range, at its middle. */
function latestEnds({ ends, places }: Arranged): Float64Array {
  const latest = new Float64Array(ends.length);
  const fill = (from: number, to: number): number => {
    if (from >= to) return Number.NEGATIVE_INFINITY;
    const middle = (from + to) >> 1;
    const end = Math.max(ends[middle] ?? 0, fill(from, middle), fill(middle + 1, to));
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
  if ((arranged.ends[middle] ?? 0) > startMs) found(arranged.order[middle] ?? 0);
  visit(arranged, latest, startMs, endMs, middle + 1, to, found);
}
