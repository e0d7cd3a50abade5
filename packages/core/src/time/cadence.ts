import { civilDay, daysInMonth, epochDay } from "./civil.ts";
import { dateOfDayNumber, dayNumber, isDate } from "./date.ts";
import { invalidInput, shown } from "./invalid-input.ts";

/** When slots come: every so many days, weeks or months, counted from an anchor and never from the slot before. */
export interface Cadence {
  /** `P<n>D`, `P<n>W` or `P<n>M` with n from 1 to 999. */
  readonly every: string;
  /** Date of slot 0. */
  readonly anchor: string;
}

const EVERY = /^P([1-9]\d{0,2})([DWM])$/;

/**
 * Date of slot `index`, which may be negative. Months keep the anchor's day, or take the month's last day where it is
 * missing: from 31 January come 28 February and 31 March. Throws `invalid_input`.
 */
export function occurrenceDate(cadence: Cadence, index: number): string {
  if (!Number.isSafeInteger(index)) throw invalidInput(`not the index of a slot: ${shown(index)}`, "give an integer");
  return dateOfDayNumber(occurrenceDay(parse(cadence), index));
}

/** Smallest index, maybe negative, of a slot on or after the date. Throws `invalid_input`. */
export function firstIndexFrom(cadence: Cadence, date: string): number {
  const steps = parse(cadence);
  const day = dayNumber(date);
  if (steps.days > 0) return Math.ceil((day - steps.anchor) / steps.days) + 0;
  const target = civilDay(day);
  const anchor = civilDay(steps.anchor);
  const months = (target.year - anchor.year) * 12 + target.month - anchor.month;
  const index = Math.floor(months / steps.months);
  return occurrenceDay(steps, index) >= day ? index : index + 1;
}

/** Days from 1970-01-01 to each slot from index `from` on, and before `to`. Throws `invalid_input`. */
export function occurrenceDays(cadence: Cadence, from: number, to: number): readonly number[] {
  const steps = parse(cadence);
  return Array.from({ length: Math.max(0, to - from) }, (_, offset) => occurrenceDay(steps, from + offset));
}

/** What is wrong with a cadence, if anything. */
export function cadenceProblem(
  cadence: Cadence,
): { path: "every" | "anchor"; message: string; hint: string } | undefined {
  if (!EVERY.test(cadence.every)) {
    return {
      path: "every",
      message: `not a cadence: ${shown(cadence.every)}`,
      hint: "write P<n>D, P<n>W or P<n>M with n from 1 to 999, such as P2W for every two weeks",
    };
  }
  if (!isDate(cadence.anchor)) {
    return {
      path: "anchor",
      message: `not a date: ${shown(cadence.anchor)}`,
      hint: "write the day of slot 0, one that exists, as YYYY-MM-DD, such as 2026-11-25",
    };
  }
  return undefined;
}

/** One of `days` and `months` is 0. */
interface Steps {
  readonly anchor: number;
  readonly days: number;
  readonly months: number;
}

function parse(cadence: Cadence): Steps {
  const match = EVERY.exec(cadence.every);
  if (match === null || !isDate(cadence.anchor)) {
    const problem = cadenceProblem(cadence);
    throw invalidInput(`${problem?.path}: ${problem?.message}`, problem?.hint ?? "");
  }
  const count = Number(match[1]);
  const unit = match[2];
  return {
    anchor: dayNumber(cadence.anchor),
    days: unit === "D" ? count : unit === "W" ? count * 7 : 0,
    months: unit === "M" ? count : 0,
  };
}

function occurrenceDay(steps: Steps, index: number): number {
  if (steps.days > 0) return steps.anchor + index * steps.days;
  const anchor = civilDay(steps.anchor);
  const months = anchor.year * 12 + anchor.month - 1 + index * steps.months;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return epochDay(year, month, Math.min(anchor.day, daysInMonth(year, month)));
}
