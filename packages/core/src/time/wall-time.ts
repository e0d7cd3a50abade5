import { Temporal } from "temporal-polyfill";
import { addDays, dayNumber, isDate } from "./date.ts";
import { epochMs, fromEpochMs, type Instant, type InstantLike } from "./instant.ts";
import { invalidInput, shown } from "./invalid-input.ts";
import { inKnownZone, offsetMs } from "./offset.ts";
import { stretchAt } from "./stretch.ts";

/** What a wall time becomes that the clock skips: the moment after the jump, the moment before it, or no window at all. */
export type GapPolicy = "later" | "earlier" | "skip";
/** Which of the two moments a wall time means that the clock shows twice. */
export type OverlapPolicy = "first" | "second";

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

const TIME = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** Hour and minute of `HH:MM`, from `00:00` to `24:00`; nothing for other text. */
export function parseTime(text: string): { hour: number; minute: number } | undefined {
  const match = TIME.exec(text);
  return match === null ? undefined : { hour: Number(match[1] ?? 24), minute: Number(match[2] ?? 0) };
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
  const plainMs = steadyMs(date, time, zone);
  if (plainMs !== undefined) return { kind: "exact", at: fromEpochMs(plainMs) };
  const wall = wallDateTime(date, time);
  const [earlier, later] = inKnownZone(zone, (id) => [
    wall.toZonedDateTime(id, { disambiguation: "earlier" }),
    wall.toZonedDateTime(id, { disambiguation: "later" }),
  ]);
  const first = fromEpochMs(earlier.epochMilliseconds);
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { kind: "exact", at: first };
  const second = fromEpochMs(later.epochMilliseconds);
  const choices = [first, second] as const;
  if (earlier.toPlainDateTime().equals(wall)) {
    const policy = policies.overlap;
    return {
      kind: "overlap",
      choices,
      ...(policy && { policy, at: policy === "first" ? first : second }),
    };
  }
  const policy = policies.gap;
  if (policy === undefined) return { kind: "gap", choices };
  if (policy === "skip") return { kind: "gap", choices, policy };
  return { kind: "gap", choices, policy, at: policy === "earlier" ? first : second };
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

/** No clock is ever set by more. */
const LONGEST_JUMP_MS = 2 * 86_400_000;

/** The moment of a wall time where the zone's clock is not set for days around it; nothing elsewhere. */
function steadyMs(date: string, time: string, zone: string): number | undefined {
  const parsed = parseTime(time);
  if (parsed === undefined || !isDate(date)) return undefined;
  const localMs = dayNumber(date) * 86_400_000 + (parsed.hour * 60 + parsed.minute) * 60_000;
  const stretch = inKnownZone(zone, (id) => stretchAt(localMs, id));
  if (stretch === undefined) return undefined;
  const atMs = localMs - stretch.offsetMs;
  return stretch.fromMs + LONGEST_JUMP_MS <= atMs && atMs + LONGEST_JUMP_MS < stretch.toMs ? atMs : undefined;
}

function wallDateTime(date: string, time: string): Temporal.PlainDateTime {
  const parsed = parseTime(time);
  if (parsed === undefined) {
    throw invalidInput(`not a wall time: ${shown(time)}`, "write HH:MM from 00:00 to 24:00, such as 22:00");
  }
  if (!isDate(date)) {
    throw invalidInput(`not a date: ${shown(date)}`, "write a day that exists as YYYY-MM-DD, such as 2026-11-25");
  }
  const day = parsed.hour === 24 ? addDays(date, 1) : date;
  // From numbers, as Temporal takes long to read text.
  return new Temporal.PlainDateTime(
    Number(day.slice(0, 4)),
    Number(day.slice(5, 7)),
    Number(day.slice(8)),
    parsed.hour % 24,
    parsed.minute,
  );
}
