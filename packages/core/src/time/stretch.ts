/** A span of time in which a zone's clock keeps its distance from UTC. */
export interface Stretch {
  /** First moment, in milliseconds since 1970-01-01T00:00:00Z; earlier moments of the first one are another table's. */
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  /** How far the clock is ahead of UTC, in milliseconds. */
  readonly offsetMs: number;
}

const DAY_MS = 86_400_000;
/** A table is of so long a span, and so much around it that wall times of its moments are in it, however far the zone is. */
const SPAN_MS = 366 * DAY_MS;
const AROUND_MS = 4 * DAY_MS;
/** Shorter than any zone ever kept a clock change that it took back: 6 days 23 hours. */
const STEP_MS = 6 * DAY_MS;
/** Tables that are kept, about 1 kB each. */
const MOST = 4000;

/** A zone's clock, and the tables that were made of it, by the number of their span. */
interface Known {
  readonly offsetAt: (ms: number) => number;
  readonly tables: Map<number, readonly Stretch[]>;
}

/** Asking the zone is dear, and lines ask again and again. What was found stays true, so that answers do not depend on it. */
const zones = new Map<string, Known>();
const count = { tables: 0 };

/**
 * The stretches of some 370 days around a moment, in order and without holes. Wall times, taken as if they were UTC, are
 * moments that do. Throws the runtime's `RangeError` for a zone that it does not know.
 */
export function stretchesAround(ms: number, zone: string): readonly Stretch[] {
  const span = Math.floor(ms / SPAN_MS);
  return zones.get(zone)?.tables.get(span) ?? look(zone, span);
}

/** How far the zone's clock is ahead of UTC at a moment, in milliseconds. */
export function exactOffsetMs(atMs: number, zone: string): number {
  for (const { fromMs, toMs, offsetMs } of stretchesAround(atMs, zone))
    if (fromMs <= atMs && atMs < toMs) return offsetMs;
  return 0;
}

function look(zone: string, span: number): readonly Stretch[] {
  if (count.tables >= MOST) {
    zones.clear();
    count.tables = 0;
  }
  const { offsetAt, tables } = zones.get(zone) ?? { offsetAt: clockOf(zone), tables: new Map() };
  const table = tableOf(offsetAt, span * SPAN_MS);
  zones.set(zone, { offsetAt, tables: tables.set(span, table) });
  count.tables += 1;
  return table;
}

/** Looks at the clock every few days, and for the moment of each change in between. */
function tableOf(offsetAt: (ms: number) => number, spanMs: number): readonly Stretch[] {
  const endMs = spanMs + SPAN_MS + AROUND_MS;
  const stretches: Stretch[] = [];
  let fromMs = spanMs - AROUND_MS;
  let offsetMs = offsetAt(fromMs);
  for (let low = fromMs; low < endMs;) {
    const high = low + STEP_MS;
    if (offsetAt(high) === offsetMs) {
      low = high;
      continue;
    }
    low = firstOther(offsetAt, offsetMs, low, high);
    stretches.push({ fromMs, toMs: low, offsetMs });
    fromMs = low;
    offsetMs = offsetAt(low);
  }
  return [...stretches, { fromMs, toMs: Math.max(endMs, fromMs + 1), offsetMs }];
}

/** The moment at which the clock is first set away from `offsetMs`, which it is by `high`. Zones change on whole seconds. */
function firstOther(offsetAt: (ms: number) => number, offsetMs: number, low: number, high: number): number {
  let [before, after] = [low / 1000, high / 1000];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle * 1000) === offsetMs) before = middle;
    else after = middle;
  }
  return after * 1000;
}

const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

function clockOf(zone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  return (ms) => {
    const match = OFFSET.exec(format.format(ms));
    const seconds = Number(match?.[2] ?? 0) * 3600 + Number(match?.[3] ?? 0) * 60 + Number(match?.[4] ?? 0);
    return seconds * (match?.[1] === "-" ? -1000 : 1000);
  };
}
