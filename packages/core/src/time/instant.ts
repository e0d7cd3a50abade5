import { civilDay, daysInMonth, leadingDay } from "./civil.ts";
import { isColon, twoDigits } from "./digits.ts";
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
const DAY_MS = 86_400_000;

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

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** The moment that lies `ms` milliseconds after 1970-01-01T00:00:00Z. Throws `invalid_input` outside the years 0 to 9999. */
export function fromEpochMs(ms: number): Instant {
  if (!inRange(ms)) {
    throw invalidInput(
      `${shown(ms)} milliseconds after 1970-01-01 is no moment with a four-digit year`,
      "give milliseconds, not seconds or microseconds, within the years 0 to 9999",
    );
  }
  const whole = Math.floor(ms);
  const days = Math.floor(whole / DAY_MS);
  const rest = whole - days * DAY_MS;
  const { year, month, day } = civilDay(days);
  const seconds = Math.floor(rest / 1000);
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const fraction = rest % 1000 === 0 ? "" : `.${String(rest % 1000).padStart(3, "0")}`;
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${time}${fraction}Z` as Instant;
}

function parse(text: string): number {
  const ownMs = parseOwn(text);
  if (ownMs !== undefined) return ownMs;
  if (!RFC_3339.test(text)) return Number.NaN;
  // `Date.parse` takes 30 February for 2 March.
  const lastDay = daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
  return Number(text.slice(8, 10)) > lastDay ? Number.NaN : Date.parse(text.toUpperCase());
}

const LETTER_T = 84;
const LETTER_Z = 90;

/** The form that we write ourselves, whole seconds in UTC; nothing for any other. Read by hand, as everything asks for it. */
function parseOwn(text: string): number | undefined {
  const shaped =
    text.length === 20 &&
    text.charCodeAt(10) === LETTER_T &&
    isColon(text, 13) &&
    isColon(text, 16) &&
    text.charCodeAt(19) === LETTER_Z;
  if (!shaped) return undefined;
  const day = leadingDay(text);
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  const real = day !== undefined && hour <= 23 && minute <= 59 && second <= 59;
  return real ? ((day * 24 + hour) * 60 + minute) * 60_000 + second * 1000 : undefined;
}

function inRange(ms: number): boolean {
  return Number.isFinite(ms) && ms >= EARLIEST_MS && ms <= LATEST_MS;
}
