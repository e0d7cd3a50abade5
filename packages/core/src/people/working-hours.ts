import type { Person, ZoneText } from "../line/line.ts";
import { addDays, dateIn, weekdayOf } from "../time/date.ts";
import { epochMs, fromEpochMs, type Instant, type InstantLike } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { resolveWall } from "../time/wall-time.ts";
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
  const spans = workingSpans(person, { start: fromEpochMs(nowMs), end: fromEpochMs(nowMs + 8 * DAY_MS) }, zone);
  const open = spans.find(({ start, end }) => epochMs(start) <= nowMs && nowMs < epochMs(end));
  if (open !== undefined) return { channel: "chat", until: open.end };
  const next = spans.find(({ start }) => epochMs(start) > nowMs);
  return { channel: "ticket", ...(next !== undefined && { from: next.start }) };
}

/** Whether the person works all through the interval. */
export function worksThroughout(person: Person | undefined, interval: Interval, zone: ZoneText): boolean {
  if (person?.workingHours === undefined) return false;
  const [startMs, endMs] = [epochMs(interval.start), epochMs(interval.end)];
  return workingSpans(person, interval, zone).some(
    ({ start, end }) => epochMs(start) <= startMs && endMs <= epochMs(end),
  );
}

/** The spans of working hours that share a moment with the range, in order; those that touch are one. */
function workingSpans(person: Person, range: Interval, lineZone: ZoneText): readonly Interval[] {
  const hours = person.workingHours;
  if (hours === undefined) return [];
  const zone = ianaZone(person.zone ?? lineZone);
  const spans: Interval[] = [];
  const last = dateIn(range.end, zone);
  for (let date = addDays(dateIn(range.start, zone), -1); date <= last; date = addDays(date, 1)) {
    if (!hours.days.includes(weekdayOf(date))) continue;
    const start = moment(date, hours.from, zone);
    const end = moment(hours.to > hours.from ? date : addDays(date, 1), hours.to, zone);
    if (epochMs(end) <= epochMs(range.start) || epochMs(start) >= epochMs(range.end)) continue;
    const before = spans.at(-1);
    if (before !== undefined && epochMs(start) <= epochMs(before.end)) spans[spans.length - 1] = { ...before, end };
    else if (epochMs(start) < epochMs(end)) spans.push({ start, end });
  }
  return spans;
}

/** Where the clock skips or repeats it, the first moment that shows it or comes after it. */
function moment(date: string, time: string, zone: string): Instant {
  const wall = resolveWall(date, time, zone, { gap: "later", overlap: "first" });
  return wall.at ?? fromEpochMs(0);
}
