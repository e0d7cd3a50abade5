import { FootplateError } from "../error.ts";

declare const instantBrand: unique symbol;

/** A moment, as RFC 3339 text in UTC with seconds, and milliseconds only where they are not zero: `2026-11-25T22:00:00Z`. */
export type Instant = string & { readonly [instantBrand]: true };

/** What is accepted as a moment: RFC 3339 text with an offset, a `Date`, or anything like a Temporal instant. */
export type InstantLike = string | Date | { readonly epochMilliseconds: number };

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;
/** Last moment of year 9999, in epoch milliseconds: later ones have no four-digit year. */
const LATEST_MS = 253_402_300_799_999;

/** The moment in the one form used everywhere. Throws `invalid_input` when it is not one. */
export function instant(value: InstantLike): Instant {
  return fromEpochMs(epochMs(value));
}

/** Milliseconds since 1970-01-01T00:00:00Z. Throws `invalid_input` when the value is not a moment. */
export function epochMs(value: InstantLike): number {
  const ms =
    typeof value === "string"
      ? RFC_3339.test(value)
        ? Date.parse(value)
        : Number.NaN
      : value instanceof Date
        ? value.getTime()
        : value.epochMilliseconds;
  if (!Number.isFinite(ms) || Math.abs(ms) > LATEST_MS) {
    throw new FootplateError({
      code: "invalid_input",
      message: `not a moment: ${JSON.stringify(value)?.slice(0, 60)}`,
      hint: "write it as RFC 3339 with an offset, such as 2026-11-25T22:00:00Z",
    });
  }
  return Math.trunc(ms);
}

/** The moment that lies `ms` milliseconds after 1970-01-01T00:00:00Z. */
export function fromEpochMs(ms: number): Instant {
  return new Date(ms).toISOString().replace(".000Z", "Z") as Instant;
}
