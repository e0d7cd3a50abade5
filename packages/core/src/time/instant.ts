import { civilDay, leadingDay } from "./civil.ts";
import { COLON, DASH, isColon, twoDigits, ZERO } from "./digits.ts";
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
const PLUS = 43;
const POINT = 46;
const LETTER_T = 84;
const LETTER_Z = 90;

/** The moment in the one form used everywhere. Throws `invalid_input` when it is not one. */
export function instant(value: InstantLike): Instant {
  const ms = epochMs(value);
  return isOwnForm(value) ? value : fromEpochMs(ms);
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
  const whole = Math.floor(ms);
  const days = Math.floor(whole / DAY_MS);
  const rest = whole - days * DAY_MS;
  const { year, month, day } = civilDay(days);
  const text = secondText(year, month, day, Math.floor(rest / 1000));
  const fraction = rest % 1000;
  return (fraction === 0 ? text : `${text.slice(0, -1)}.${String(fraction).padStart(3, "0")}Z`) as Instant;
}

/**
 * From the codes of its characters: engines keep a text that is put together from pieces as pieces, which take several times
 * the memory, and put them together when it is first read.
 */
function secondText(year: number, month: number, day: number, secondOfDay: number): string {
  const century = Math.floor(year / 100);
  const hour = Math.floor(secondOfDay / 3600);
  const minute = Math.floor(secondOfDay / 60) % 60;
  return String.fromCharCode(
    tens(century),
    ones(century),
    tens(year % 100),
    ones(year % 100),
    DASH,
    tens(month),
    ones(month),
    DASH,
    tens(day),
    ones(day),
    LETTER_T,
    tens(hour),
    ones(hour),
    COLON,
    tens(minute),
    ones(minute),
    COLON,
    tens(secondOfDay % 60),
    ones(secondOfDay % 60),
    LETTER_Z,
  );
}

function tens(value: number): number {
  return ZERO + Math.floor(value / 10);
}

function ones(value: number): number {
  return ZERO + (value % 10);
}

/** Whether a moment that can be read is written as we write whole seconds. Most are: they need not be written anew. */
function isOwnForm(value: InstantLike): value is Instant {
  if (typeof value !== "string" || value.length !== 20) return false;
  return value.charCodeAt(10) === LETTER_T && value.charCodeAt(19) === LETTER_Z && twoDigits(value, 11) < 24;
}

function parse(text: string): number {
  const plainMs = parsePlain(text);
  if (plainMs !== undefined) return plainMs;
  // `Date.parse` takes 30 February for 2 March.
  const real = RFC_3339.test(text) && leadingDay(text) !== undefined;
  return real ? Date.parse(text.toUpperCase()) : Number.NaN;
}

/**
 * The forms that are met all the time: whole seconds or milliseconds, in UTC or with an offset. Nothing for any other, which
 * need not be wrong. Read by hand, as everything asks for it.
 */
function parsePlain(text: string): number | undefined {
  const day = leadingDay(text);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const shaped = text.charCodeAt(10) === LETTER_T && isColon(text, 13) && isColon(text, 16);
  const written = shaped && hour >= 0 && minute >= 0 && second >= 0;
  if (day === undefined || !written || hour > 23 || minute > 59 || second > 59) return undefined;
  const ms = ((day * 24 + hour) * 60 + minute) * 60_000 + second * 1000;
  if (text.length === 20 && text.charCodeAt(19) === LETTER_Z) return ms;
  if (text.charCodeAt(19) !== POINT) return aheadOf(text, 19, ms);
  const [tenths, hundredths] = [twoDigits(text, 20), twoDigits(text, 21)];
  if (tenths < 0 || hundredths < 0) return undefined;
  return aheadOf(text, 23, ms + Math.floor(tenths / 10) * 100 + hundredths);
}

/** The moment whose text ends with the offset at the index, where it would be `ms` without one. */
function aheadOf(text: string, index: number, ms: number): number | undefined {
  const sign = text.charCodeAt(index);
  if (sign === LETTER_Z) return text.length === index + 1 ? ms : undefined;
  const hour = twoDigits(text, index + 1);
  const minute = twoDigits(text, index + 4);
  const shaped = (sign === PLUS || sign === DASH) && isColon(text, index + 3) && text.length === index + 6;
  if (!shaped || hour < 0 || hour > 23 || minute < 0 || minute > 59) return undefined;
  const offset = (hour * 60 + minute) * 60_000;
  return sign === PLUS ? ms - offset : ms + offset;
}

function inRange(ms: number): boolean {
  return Number.isFinite(ms) && ms >= EARLIEST_MS && ms <= LATEST_MS;
}
