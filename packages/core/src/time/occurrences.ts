import { type Cadence, firstIndexFrom, occurrenceDays } from "./cadence.ts";
import { dateOfDayNumber, dayNumber } from "./date.ts";
import { epochMs, fromEpochMs } from "./instant.ts";
import type { Interval } from "./interval.ts";
import { invalidInput, shown } from "./invalid-input.ts";
import type { Stretch } from "./stretch.ts";
import { type GapPolicy, type OverlapPolicy, readWall, steadyAt, timeOfDayMs } from "./wall-time.ts";

/** A wall time that comes again and again: on the same days of every slot of a cadence. */
export interface Recurrence {
  readonly cadence: Cadence;
  /** Days after the slot's date, negative for days before it. @default [0] */
  readonly days?: readonly number[];
  /** `HH:MM`, from `00:00` to `24:00`. */
  readonly at: string;
  /** IANA zone of the wall time, or `AoE`. */
  readonly zone: string;
  /** What a wall time becomes that the clock skips. @default such a time is refused */
  readonly gap?: GapPolicy;
  /** Which moment is meant by a wall time that the clock shows twice. @default such a time is refused */
  readonly overlap?: OverlapPolicy;
  /** Dates on which it does not take place, `YYYY-MM-DD`. @default none */
  readonly except?: readonly string[];
}

const DAY_MS = 86_400_000;
/** Zones reach from 12 hours behind UTC to 14 ahead, so that a date may differ by one either way; one more for `24:00`. */
const AROUND_DAYS = 2;

/**
 * The moments of a recurrence that lie in the range, ascending, in milliseconds since 1970-01-01T00:00:00Z; `fromEpochMs`
 * makes an instant of each. For views of years and for comparing many trains: nothing is made but the numbers. Throws
 * `invalid_input` for what cannot be read, and for a wall time that the clock skips or shows twice where no policy says
 * what it means.
 */
export function occurrences(recurrence: Recurrence, range: Interval): Float64Array {
  const { cadence, days = [0], at, zone } = recurrence;
  const [startMs, endMs] = [epochMs(range.start), epochMs(range.end)];
  const timeMs = timeOfDayMs(at);
  const except = new Set(recurrence.except?.map(dayNumber));
  const reach = daysOf(cadence, days, Math.floor(startMs / DAY_MS), Math.ceil(endMs / DAY_MS));
  const moments = new Float64Array(reach.length);
  let count = 0;
  // Where the clock keeps its offset for long, the zone need not be asked again.
  let steady: Stretch | undefined;
  for (const day of reach) {
    if (except.has(day)) continue;
    const localMs = day * DAY_MS + timeMs;
    if (steady === undefined || !(steady.fromMs <= localMs && localMs < steady.toMs)) steady = steadyAt(localMs, zone);
    const atMs = steady === undefined ? momentOf(recurrence, localMs) : localMs - steady.offsetMs;
    if (atMs !== undefined && startMs <= atMs && atMs < endMs) moments[count++] = atMs;
  }
  return ascending(moments.slice(0, count));
}

/** The days of the recurrence from some days before to some days after the range, each once. */
function daysOf(cadence: Cadence, days: readonly number[], firstDay: number, lastDay: number): readonly number[] {
  if (days.length === 0)
    throw invalidInput("days: there is none", "give one or more, or leave days out for the slot's own date");
  const wrong = days.find((day) => !Number.isSafeInteger(day));
  if (wrong !== undefined) throw invalidInput(`days: not a whole number: ${shown(wrong)}`, "give days as integers");
  const [low, high] = [firstDay - AROUND_DAYS, lastDay + AROUND_DAYS];
  const from = firstIndexFrom(cadence, dateOfDayNumber(low - Math.max(...days)));
  const to = firstIndexFrom(cadence, dateOfDayNumber(high - Math.min(...days)));
  const all: number[] = [];
  const within = days.toSorted((a, b) => a - b);
  for (const slot of occurrenceDays(cadence, from, to)) for (const day of within) all.push(slot + day);
  // Slots that come sooner than their days end share some.
  return isAscending(all) ? all : [...new Set(all)];
}

/** In a gap two wall times may change places, or, where a whole day was left out, mean one moment. */
function ascending(moments: Float64Array): Float64Array {
  if (isAscending(moments)) return moments;
  return moments.toSorted().filter((moment, index, sorted) => index === 0 || sorted[index - 1] !== moment);
}

function isAscending(numbers: ArrayLike<number>): boolean {
  for (let index = 1; index < numbers.length; index += 1)
    if (!((numbers[index - 1] ?? 0) < (numbers[index] ?? 0))) return false;
  return true;
}

function momentOf(recurrence: Recurrence, localMs: number): number | undefined {
  const reading = readWall(localMs, recurrence.zone);
  if (reading.kind === "exact") return reading.atMs;
  const { earlierMs, laterMs } = reading;
  const policy = recurrence[reading.kind];
  if (policy === undefined) throw unclear(recurrence, reading.kind, localMs, earlierMs, laterMs);
  if (policy === "skip") return undefined;
  return policy === "later" || policy === "second" ? laterMs : earlierMs;
}

function unclear(
  { at, zone }: Recurrence,
  kind: "gap" | "overlap",
  localMs: number,
  earlierMs: number,
  laterMs: number,
): Error {
  const date = fromEpochMs(localMs).slice(0, 10);
  const said = kind === "gap" ? "does not exist" : "exists twice";
  return invalidInput(
    `${at} on ${date} ${said} in ${zone}: it may mean ${fromEpochMs(earlierMs)} or ${fromEpochMs(laterMs)}`,
    `say which with \`${kind}\``,
  );
}
