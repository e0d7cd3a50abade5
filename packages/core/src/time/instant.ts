import { daysInMonth } from "./civil.ts";
import { invalidInput, shown } from "./invalid-input.ts";

declare const instantBrand: unique symbol;

/** A moment, as RFC 3339 text in UTC with seconds, and milliseconds only where they are not zero: `2026-11-25T22:00:00Z`. */
export type Instant = string & { readonly [instantBrand]: true };

/** What is accepted as a moment: RFC 3339 text with an offset, a `Date`, or anything like a Temporal instant. */
export type InstantLike = string | Date | { readonly epochMilliseconds: number };

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;
/** First and last moment with a four-digit year, in epoch milliseconds. */
const EARLIEST_MS = -62_167_219_200_000;
const LATEST_MS = 253_402_300_799_999;

/** The moment in the one form used everywhere. Throws `invalid_input` when it is not one. */
export function instant(value: InstantLike): Instant {
  return fromEpochMs(epochMs(value));
}

/** Milliseconds since 1970-01-01T00:00:00Z. Throws `invalid_input` when the value is not a moment. */
export function epochMs(value: InstantLike): number {
  const ms =
    typeof value === "string" ? parse(value) : value instanceof Date ? value.getTime() : value?.epochMilliseconds;
  if (!inRange(ms)) {
    throw invalidInput(
      `not a moment: ${shown(value)}`,
      "write it as RFC 3339 with an offset, such as 2026-11-25T22:00:00Z",
    );
  }
  return Math.floor(ms);
}

/** The moment that lies `ms` milliseconds after 1970-01-01T00:00:00Z. Throws `invalid_input` outside the years 0 to 9999. */
export function fromEpochMs(ms: number): Instant {
  if (!inRange(ms)) {
    throw invalidInput(
      `${shown(ms)} milliseconds after 1970-01-01 is no moment with a four-digit year`,
      "give milliseconds, not seconds or microseconds, within the years 0 to 9999",
    );
  }
  return new Date(Math.floor(ms)).toISOString().replace(".000Z", "Z") as Instant;
}

function parse(text: string): number {
  if (!RFC_3339.test(text)) return Number.NaN;
  // `Date.parse` takes 30 February for 2 March.
  const lastDay = daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
  return Number(text.slice(8, 10)) > lastDay ? Number.NaN : Date.parse(text.toUpperCase());
}

function inRange(ms: number): boolean {
  return Number.isFinite(ms) && ms >= EARLIEST_MS && ms <= LATEST_MS;
}
