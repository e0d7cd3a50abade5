import type { EventTime } from "./event-time.ts";
import { refuse } from "./refusal.ts";
import { msToWall, wallToMs } from "./zone.ts";

const DAY_MS = 86_400_000;
const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
/** The fake stops here when neither the rule nor the question ends. */
const MOST = 1000;

interface Rule {
  readonly stepDays: number;
  readonly weekly: boolean;
  readonly count: number;
  readonly untilMs: number;
  readonly days: readonly number[];
}

/** One occurrence of a recurring event. */
export interface Occurrence {
  readonly stamp: string;
  readonly start: EventTime;
  readonly end: EventTime;
}

/** Reads the one rule that this fake expands; anything richer is refused rather than expanded wrongly. */
export function readRule(lines: readonly string[]): Rule {
  const [line, ...more] = lines;
  if (line === undefined || more.length > 0 || !line.startsWith("RRULE:")) {
    refuse(400, "invalid", "This fake expands a single RRULE line only.");
  }
  const parts = new Map(
    line
      .slice(6)
      .split(";")
      .map((part) => [part.split("=")[0] ?? "", part.split("=")[1] ?? ""]),
  );
  const frequency = parts.get("FREQ");
  const known = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"];
  const days =
    parts
      .get("BYDAY")
      ?.split(",")
      .map((day) => DAYS.indexOf(day)) ?? [];
  if (
    (frequency !== "DAILY" && frequency !== "WEEKLY") ||
    days.includes(-1) ||
    [...parts.keys()].some((key) => !known.includes(key))
  ) {
    refuse(400, "invalid", "This fake expands FREQ=DAILY and FREQ=WEEKLY with INTERVAL, COUNT, UNTIL and BYDAY only.");
  }
  const interval = Number(parts.get("INTERVAL") ?? 1);
  return {
    weekly: frequency === "WEEKLY",
    stepDays: interval * (frequency === "WEEKLY" ? 7 : 1),
    count: Number(parts.get("COUNT") ?? MOST),
    untilMs: untilMs(parts.get("UNTIL")),
    days,
  };
}

function untilMs(until: string | undefined): number {
  if (until === undefined) return Number.POSITIVE_INFINITY;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?$/.exec(until) ?? [];
  if (year === undefined) refuse(400, "invalid", "Invalid UNTIL.");
  return Date.parse(`${year}-${month}-${day}T${hour ?? "23"}:${minute ?? "59"}:${second ?? "59"}Z`);
}

/** The occurrences of a rule that start before `beforeMs`, first to last. */
export function occurrences(
  rule: Rule,
  start: EventTime,
  end: EventTime,
  zone: string,
  beforeMs: number,
): readonly Occurrence[] {
  const first = msToWall(start.ms, zone);
  const length = msToWall(end.ms, zone) - first;
  const weekday = new Date(first).getUTCDay();
  // Weeks are counted from their Monday.
  const anchor = rule.weekly ? first - ((weekday + 6) % 7) * DAY_MS : first;
  const days = rule.days.length > 0 ? rule.days : rule.weekly ? [weekday] : [];
  const found: Occurrence[] = [];
  for (let step = 0; step < MOST && found.length < rule.count; step += 1) {
    const at = anchor + step * rule.stepDays * DAY_MS;
    const candidates = rule.weekly
      ? days.map((day) => at + ((day + 6) % 7) * DAY_MS).toSorted((a, b) => a - b)
      : days.length === 0 || days.includes(new Date(at).getUTCDay())
        ? [at]
        : [];
    for (const wall of candidates.filter((candidate) => candidate >= first)) {
      const ms = wallToMs(wall, zone);
      if (ms >= beforeMs || ms > rule.untilMs) return found;
      if (found.length < rule.count) found.push(occurrence(start, wall, length, zone));
    }
  }
  return found;
}

function occurrence(start: EventTime, wall: number, length: number, zone: string): Occurrence {
  const time = (at: number): EventTime => ({
    allDay: start.allDay,
    ms: wallToMs(at, zone),
    date: start.allDay ? new Date(at).toISOString().slice(0, 10) : undefined,
    timeZone: start.timeZone,
  });
  const from = time(wall);
  const stamp = start.allDay
    ? (from.date ?? "").replaceAll("-", "")
    : `${new Date(from.ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
  const exact = start.allDay ? time(wall + length) : { ...time(wall + length), ms: from.ms + length };
  return { stamp, start: from, end: exact };
}
