import { cadenceProblem } from "../time/cadence.ts";
import { isDate } from "../time/date.ts";
import { durationMs } from "../time/duration.ts";
import { instant } from "../time/instant.ts";
import { parseTime } from "../time/wall-time.ts";

/** What is wrong with a value, and the way out. */
interface Fault {
  readonly message: string;
  readonly hint: string;
}

/** Says what is wrong with a text, or nothing. */
export type Judge = (value: string) => Fault | undefined;

const ID = /^[a-z0-9][a-z0-9_-]{0,59}$/;
/** Controls, halves of characters, and marks that turn the direction of writing (F65). */
const UNSEEN = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;
const LAST_DATE = "2199-12-31";

/** Whether the text may be an id. */
function isId(value: string): boolean {
  return ID.test(value);
}

/** Id of something in the document. */
export const idText: Judge = (value) =>
  isId(value)
    ? undefined
    : {
        message: "this is not an id",
        hint: "use 1 to 60 of a-z, 0-9, _ and -, beginning with a letter or a digit",
      };

/** One line for people, of at most `longest` characters. */
export function oneLine(longest: number): Judge {
  return (value) => plainFault(value, longest);
}

/** Text for people that may have several lines. */
export function manyLines(longest: number): Judge {
  return (value) => plainFault(value.replaceAll("\n", " "), longest);
}

/** A name for people. */
export const nameText: Judge = oneLine(255);

/** A reason, for people to read. */
export const reasonText: Judge = manyLines(1000);

function plainFault(value: string, longest: number): Fault | undefined {
  if (value.trim() === "") return { message: "this text is empty", hint: "write at least one visible character" };
  if (value.length > longest) {
    return { message: `this text has ${value.length} characters`, hint: `use at most ${longest}` };
  }
  if (UNSEEN.test(value)) {
    return {
      message: "this text holds a character that cannot be seen and may disguise the rest",
      hint: "remove control characters and marks of writing direction",
    };
  }
  return undefined;
}

/** `YYYY-MM-DD`. */
export const dateText: Judge = (value) => {
  if (!isDate(value)) {
    return { message: "this is not a date", hint: "write a day that exists as YYYY-MM-DD, such as 2026-11-25" };
  }
  return value >= "1970-01-01" && value <= LAST_DATE
    ? undefined
    : { message: "this date is out of range", hint: `write a date from 1970-01-01 to ${LAST_DATE}` };
};

/** `HH:MM`. */
export const timeText: Judge = (value) =>
  parseTime(value) === undefined
    ? { message: "this is not a wall time", hint: "write HH:MM from 00:00 to 24:00, such as 22:00" }
    : undefined;

const LONGEST_MS = 31 * 24 * 60 * 60 * 1000;

/** Length of a window or of what happens in one. */
export const lengthText: Judge = (value) => {
  const ms = lengthMs(value);
  if (ms === undefined) return { message: "this is not a duration", hint: "write ISO 8601, such as PT2H or PT15M" };
  if (ms < 60_000) return { message: "this is shorter than a minute", hint: "write at least PT1M" };
  return ms > LONGEST_MS ? { message: "this is longer than a window can be", hint: "write at most P31D" } : undefined;
};

/** Milliseconds of a duration; `undefined` for other text. */
export function lengthMs(value: string): number | undefined {
  try {
    return durationMs(value);
  } catch {
    return undefined;
  }
}

/** How often slots come. */
export const everyText: Judge = (every) => cadenceProblem({ every, anchor: "2026-01-05" });

/** RFC 3339 with an offset. */
export const momentText: Judge = (value) => {
  try {
    instant(value);
    return undefined;
  } catch {
    return {
      message: "this is not a moment",
      hint: "write RFC 3339 with an offset, such as 2026-11-25T22:00:00-05:00",
    };
  }
};

const KEY = /^[\w.:/#@+=-]{1,300}$/;
const TRAIN = /^[a-z0-9][a-z0-9_-]{0,59}\/[a-z0-9][a-z0-9_-]{0,59}\.(?:0|-?[1-9]\d{0,4})$/;
const PLACE = /^[a-z0-9][a-z0-9_-]{0,59}(?:\/[a-z0-9][a-z0-9_-]{0,59})?$/;

/** Id of a fact, a window or a resource. */
export const keyText: Judge = (value) =>
  KEY.test(value)
    ? undefined
    : { message: "this is not a key", hint: "use 1 to 300 letters, digits and the signs _ . : / # @ + = -" };

/** Id of a train. */
export const trainText: Judge = (value) =>
  TRAIN.test(value)
    ? undefined
    : { message: "this is not the id of a train", hint: "write <line>/<era>.<slot>, such as retail/2026.4" };

/** `stop` or `stop/target`. */
export const placeText: Judge = (value) =>
  PLACE.test(value)
    ? undefined
    : { message: "this names no stop or target", hint: "write the id of a stop, or <stop>/<target>" };
