import type { Person, ZoneText } from "../line/line.ts";
import { dayIn, weekdayOfDay } from "../time/date.ts";
import { epochMs, fromEpochMs, type Instant, type InstantLike } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { clearMs, timeOfDayMs } from "../time/wall-time.ts";
import { ianaZone } from "../time/zone.ts";

const DAY_MS = 86_400_000;

/** Where a person is best reached at a moment (R47). */
export interface BestChannel {
  /** `chat` inside working hours, `ticket` outside, and where no hours are known. */
  readonly channel: "chat" | "ticket";
  /** For `chat`: when the hours end. */
  readonly until?: Instant;
  /** For `ticket`: when the next hours begin; absent where none are known. */
  readonly from?: Instant;
}

/**
 * Where a person is best reached: chat inside working hours, else the ticket (R47). Hours are wall times of the person's
 * zone, or else of `zone`, and may cross midnight. Throws `invalid_input` for a zone that does not exist.
 */
export function bestChannel(person: Person, now: InstantLike, zone: ZoneText = "UTC"): BestChannel {
  const nowMs = epochMs(now);
  const spans = workingSpans(person, nowMs, nowMs + 8 * DAY_MS, zone);
  const open = spans.find(({ startMs, endMs }) => startMs <= nowMs && nowMs < endMs);
  if (open !== undefined) return { channel: "chat", until: fromEpochMs(open.endMs) };
  const next = spans.find(({ startMs }) => startMs > nowMs);
  return { channel: "ticket", ...(next !== undefined && { from: fromEpochMs(next.startMs) }) };
}

/** Whether the person works all through the interval. */
export function worksThroughout(person: Person | undefined, interval: Interval, zone: ZoneText): boolean {
  if (person?.workingHours === undefined) return false;
  const [startMs, endMs] = [epochMs(interval.start), epochMs(interval.end)];
  return workingSpans(person, startMs, endMs, zone).some((span) => span.startMs <= startMs && endMs <= span.endMs);
}

/** The spans of working hours that share a moment with the range, in order; those that touch are one. */
function workingSpans(person: Person, startMs: number, endMs: number, lineZone: ZoneText): readonly Span[] {
  const hours = person.workingHours;
  if (hours === undefined) return [];
  const zone = ianaZone(person.zone ?? lineZone);
  const [fromMs, toMs] = [timeOfDayMs(hours.from), timeOfDayMs(hours.to)];
  const lengthMs = toMs > fromMs ? toMs - fromMs : toMs + DAY_MS - fromMs;
  const spans: { startMs: number; endMs: number }[] = [];
  const last = dayIn(endMs, zone);
  for (let day = dayIn(startMs, zone) - 1; day <= last; day += 1) {
    if (!hours.days.includes(weekdayOfDay(day))) continue;
    const localMs = day * DAY_MS + fromMs;
    const span = { startMs: clearMs(localMs, zone), endMs: clearMs(localMs + lengthMs, zone) };
    if (span.endMs <= startMs || span.startMs >= endMs) continue;
    const before = spans.at(-1);
    if (before !== undefined && span.startMs <= before.endMs) before.endMs = span.endMs;
    else if (span.startMs < span.endMs) spans.push(span);
  }
  return spans;
}

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}
