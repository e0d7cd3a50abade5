import { civilDay, epochDay, leadingDay } from "./civil.ts";
import { epochMs, type InstantLike } from "./instant.ts";
import { invalidInput, shown } from "./invalid-input.ts";
import { offsetMs } from "./offset.ts";

/** Day of the week. */
export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const satisfies readonly Weekday[];

/** Whether the text is `YYYY-MM-DD` and names a day that exists. */
export function isDate(text: string): boolean {
  return dayOf(text) !== undefined;
}

/** Days from 1970-01-01 to the date. Throws `invalid_input` when the text is no date. */
export function dayNumber(date: string): number {
  const days = dayOf(date);
  if (days === undefined) {
    throw invalidInput(`not a date: ${shown(date)}`, "write a day that exists as YYYY-MM-DD, such as 2026-11-25");
  }
  return days;
}

/** Days from 1970-01-01 to the date; nothing where the text is no date. */
function dayOf(text: string): number | undefined {
  return text.length === 10 ? leadingDay(text) : undefined;
}

/** The date that lies so many days after 1970-01-01. Throws `invalid_input` outside the years 0 to 9999. */
export function dateOfDayNumber(days: number): string {
  const { year, month, day } = civilDay(days);
  if (!(year >= 0 && year <= 9999)) {
    throw invalidInput(
      `the date ${shown(days)} days after 1970-01-01 has no four-digit year`,
      "stay within the years 0 to 9999",
    );
  }
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The date so many calendar days later, or earlier when negative. Throws `invalid_input`. */
export function addDays(date: string, days: number): string {
  if (!Number.isSafeInteger(days)) throw invalidInput(`not a whole number of days: ${shown(days)}`, "give an integer");
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Calendar days from one date to another; negative when `to` comes first. Throws `invalid_input`. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Day of the week of a date. Throws `invalid_input`. */
export function weekdayOf(date: string): Weekday {
  return weekdayOfDay(dayNumber(date));
}

/** The Monday of the date's week, which runs from Monday to Sunday. Throws `invalid_input`. */
export function mondayOf(date: string): string {
  const days = dayNumber(date);
  return dateOfDayNumber(days - weekdayIndex(days));
}

/** ISO 8601 week of a date, with the year that the week belongs to. Throws `invalid_input`. */
export function isoWeek(date: string): { year: number; week: number } {
  const days = dayNumber(date);
  // A week belongs to the year of its Thursday.
  const thursday = days - weekdayIndex(days) + 3;
  const { year } = civilDay(thursday);
  return { year, week: Math.floor((thursday - epochDay(year, 1, 1)) / 7) + 1 };
}

/** The calendar day that a zone shows at a moment. Throws `invalid_input`. */
export function dateIn(at: InstantLike, zone: string): string {
  return dateOfDayNumber(dayIn(epochMs(at), zone));
}

/** Days from 1970-01-01 to the calendar day that a zone shows at a moment. Throws `invalid_input`. */
export function dayIn(atMs: number, zone: string): number {
  return Math.floor((atMs + offsetMs(atMs, zone)) / 86_400_000);
}

/** Day of the week of the day that lies so many days after 1970-01-01. */
export function weekdayOfDay(days: number): Weekday {
  return WEEKDAYS[weekdayIndex(days)] ?? "mon";
}

/** 0 for Monday. Day 0, 1970-01-01, was a Thursday. */
function weekdayIndex(days: number): number {
  return (((days + 3) % 7) + 7) % 7;
}
