import type { Cadence } from "./cadence.ts";
import { addDays, daysBetween, isoWeek, weekdayOf, type Weekday } from "./date.ts";
import { invalidInput, shown } from "./invalid-input.ts";

/** Two dates of a week parity that do not lie 14 days apart. */
export interface ParityGap {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

/**
 * Turns "every even (or odd) week" into a cadence of two weeks, anchored at the first such date on or after `from`.
 * ISO years of 53 weeks break the parity: `oddGaps` lists the dates, up to and including `through`, at which the week
 * parity jumps and the cadence goes on evenly (R6). Throws `invalid_input`.
 */
export function importWeekParity(input: {
  readonly parity: "even" | "odd";
  readonly weekday: Weekday;
  readonly from: string;
  readonly through: string;
}): { readonly cadence: Cadence; readonly oddGaps: readonly ParityGap[] } {
  const { parity, weekday, from, through } = input;
  if (daysBetween(from, through) < 0) {
    throw invalidInput(`through ${shown(through)} lies before from ${shown(from)}`, "give a later date for through");
  }
  const anchor = nextOfParity(parity, firstOf(weekday, from));
  const oddGaps: ParityGap[] = [];
  for (let date = anchor; date <= through;) {
    const next = nextOfParity(parity, addDays(date, 7));
    const days = daysBetween(date, next);
    if (days !== 14 && next <= through) oddGaps.push({ from: date, to: next, days });
    date = next;
  }
  return { cadence: { every: "P2W", anchor }, oddGaps };
}

function firstOf(weekday: Weekday, from: string): string {
  for (let days = 0; days < 7; days++) {
    const date = addDays(from, days);
    if (weekdayOf(date) === weekday) return date;
  }
  throw invalidInput(`not a weekday: ${shown(weekday)}`, "write mon, tue, wed, thu, fri, sat or sun");
}

function nextOfParity(parity: "even" | "odd", from: string): string {
  let date = from;
  while ((isoWeek(date).week % 2 === 0) !== (parity === "even")) date = addDays(date, 7);
  return date;
}
