import { dayNumber } from "./date.ts";
import { isColon, twoDigits } from "./digits.ts";
import { epochMs, fromEpochMs, type Instant, type InstantLike } from "./instant.ts";
import { invalidInput, shown } from "./invalid-input.ts";
import { offsetMs, stretchesOf } from "./offset.ts";
import type { Stretch } from "./stretch.ts";
import { clearMoment, type OverlapPolicy, type WallReading, wallReading } from "./wall-reading.ts";

export type { OverlapPolicy } from "./wall-reading.ts";

/** What a wall time becomes that the clock skips: the moment after the jump, the moment before it, or no window at all. */
export type GapPolicy = "later" | "earlier" | "skip";

/**
 * What a wall time means. `gap`: the clock skips it; `overlap`: the clock shows it twice. `choices` holds both moments,
 * the earlier one first; `at` is the one that `policy` picks, and absent without a policy or with `skip`.
 */
export type WallResolution =
  | { readonly kind: "exact"; readonly at: Instant }
  | {
      readonly kind: "gap";
      readonly at?: Instant;
      readonly choices: readonly [Instant, Instant];
      readonly policy?: GapPolicy;
    }
  | {
      readonly kind: "overlap";
      readonly at?: Instant;
      readonly choices: readonly [Instant, Instant];
      readonly policy?: OverlapPolicy;
    };

const DAY_MS = 86_400_000;

/** Hour and minute of `HH:MM`, from `00:00` to `24:00`; nothing for other text. */
export function parseTime(text: string): { hour: number; minute: number } | undefined {
  const hour = twoDigits(text, 0);
  const minute = twoDigits(text, 3);
  const written = text.length === 5 && isColon(text, 2) && hour >= 0 && minute >= 0;
  const real = written && (hour <= 23 ? minute <= 59 : hour === 24 && minute === 0);
  return real ? { hour, minute } : undefined;
}

/**
 * The moment that a zone's wall clock shows `time` on `date`. `24:00` is the next day's `00:00`. For a skipped time,
 * `later` moves on by the length of the jump (02:30 becomes 03:30) and `earlier` back by it (01:30).
 * Throws `invalid_input` for a date, time or zone that does not exist.
 */
export function resolveWall(
  date: string,
  time: string,
  zone: string,
  policies: {
    readonly gap?: GapPolicy | undefined;
    readonly overlap?: OverlapPolicy | undefined;
  } = {},
): WallResolution {
  const reading = readWall(dayNumber(date) * DAY_MS + timeOfDayMs(time), zone);
  if (reading.kind === "exact") return { kind: "exact", at: fromEpochMs(reading.atMs) };
  const choices = [fromEpochMs(reading.earlierMs), fromEpochMs(reading.laterMs)] as const;
  if (reading.kind === "overlap") {
    const policy = policies.overlap;
    return { kind: "overlap", choices, ...(policy && { policy, at: choices[policy === "first" ? 0 : 1] }) };
  }
  const policy = policies.gap;
  if (policy === undefined) return { kind: "gap", choices };
  if (policy === "skip") return { kind: "gap", choices, policy };
  return { kind: "gap", choices, policy, at: choices[policy === "earlier" ? 0 : 1] };
}

/** What a wall time means that is given as if it were UTC. Throws `invalid_input` for a zone that does not exist. */
export function readWall(localMs: number, zone: string): WallReading {
  return wallReading(localMs, stretchesOf(localMs, zone));
}

/** No clock is ever set by more. */
const LONGEST_JUMP_MS = 2 * DAY_MS;

/**
 * The wall times around one, given as if they were UTC, that have its offset and are far from any change of the clock, so
 * that each means one moment; nothing where the clock is set within days.
 */
export function steadyAt(localMs: number, zone: string): Stretch | undefined {
  for (const { fromMs, toMs, offsetMs: ahead } of stretchesOf(localMs, zone)) {
    const [low, high] = [fromMs + LONGEST_JUMP_MS, toMs - LONGEST_JUMP_MS];
    if (low <= localMs && localMs < high) return { fromMs: low, toMs: high, offsetMs: ahead };
  }
  return undefined;
}

/**
 * The moment of a wall time where any clear choice will do: behind a gap, and for one that is shown twice the first moment
 * unless said otherwise. In milliseconds since 1970-01-01T00:00:00Z. Throws as `resolveWall`.
 */
export function wallMs(date: string, time: string, zone: string, overlap: OverlapPolicy = "first"): number {
  return clearMs(dayNumber(date) * DAY_MS + timeOfDayMs(time), zone, overlap);
}

/** The same for a wall time that is given as if it were UTC. */
export function clearMs(localMs: number, zone: string, overlap: OverlapPolicy = "first"): number {
  return clearMoment(readWall(localMs, zone), overlap);
}

/** The moment as a zone's wall time with its offset: `2026-11-25T22:00:00-05:00`. Throws `invalid_input`. */
export function localText(at: InstantLike, zone: string): string {
  const ms = epochMs(at);
  const offset = offsetMs(ms, zone);
  const minutes = Math.abs(offset) / 60_000;
  const hour = String(Math.floor(minutes / 60)).padStart(2, "0");
  const minute = String(minutes % 60).padStart(2, "0");
  return `${fromEpochMs(ms + offset).slice(0, -1)}${offset < 0 ? "-" : "+"}${hour}:${minute}`;
}

/** Milliseconds from midnight to a wall time. Throws `invalid_input` for a time that does not exist. */
export function timeOfDayMs(time: string): number {
  const parsed = parseTime(time);
  if (parsed === undefined) {
    throw invalidInput(`not a wall time: ${shown(time)}`, "write HH:MM from 00:00 to 24:00, such as 22:00");
  }
  return (parsed.hour * 60 + parsed.minute) * 60_000;
}
