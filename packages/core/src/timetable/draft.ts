import type { TrainLine } from "../line/line.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { localText } from "../time/wall-time.ts";
import type { WindowFacts } from "./fold.ts";
import type { Slot } from "./slots.ts";
import type { Finding, Window } from "./timetable.ts";
import { wallMoment } from "./wall-moment.ts";

/** A window with what is needed to judge it. */
export interface Draft {
  readonly window: Window;
  /** The slot of its train. */
  readonly slot?: Slot;
  /** What the train is expected to need, in milliseconds from the window's start. */
  readonly expectedMs: number;
  /** Why it will not be used; it is then left out of the timetable. */
  readonly gone?: string;
  /** What its clock does. */
  readonly findings: readonly Finding[];
}

/** When a rule wants a window: wall times of one zone. */
export interface WallTimes {
  readonly date: string;
  readonly at: string;
  readonly zone: string;
  /** Exact length in milliseconds; or else a wall end. */
  readonly lengthMs: number | undefined;
  readonly endDate?: string;
  readonly until?: string;
}

/** When a window takes place. */
export interface Times extends Interval {
  /** The planned end before the window was extended. */
  readonly extendedFrom?: Instant;
  readonly resolvedBy?: Exclude<Window["resolvedBy"], undefined>;
  readonly blocked?: string;
  readonly findings: readonly Finding[];
}

/** The times of a window by its rule, or `undefined` where the line skips the wall time. */
export function timesOf(line: TrainLine, id: string, wall: WallTimes): Times | undefined {
  const start = wallMoment(line, wall.date, wall.at, wall.zone);
  if (start === undefined) return undefined;
  const end =
    wall.lengthMs === undefined
      ? wallMoment(line, wall.endDate ?? wall.date, wall.until ?? wall.at, wall.zone)
      : { at: fromEpochMs(epochMs(start.at) + wall.lengthMs) };
  if (end === undefined) return undefined;
  const unclear = [start.unclear, "unclear" in end ? end.unclear : undefined].flatMap((one) => one ?? []);
  const reversed = epochMs(end.at) <= epochMs(start.at);
  if (reversed)
    unclear.push({
      code: "clock_gap",
      text: `the clock leaves nothing between ${wall.at} and ${wall.until ?? ""} on ${wall.date} in ${wall.zone}`,
    });
  const blocked = unclear.map(({ text }) => text).join("; ");
  return {
    start: start.at,
    // Only for showing: what is blocked is never published.
    end: reversed ? fromEpochMs(epochMs(start.at) + 60_000) : end.at,
    ...(start.resolvedBy !== undefined && { resolvedBy: start.resolvedBy }),
    ...(blocked !== "" && { blocked }),
    findings: unclear.map(({ code, text }) => ({
      code,
      severity: "error",
      message: `${id}: ${text}`,
      hint: `set \`${code === "clock_gap" ? "gap" : "overlap"}\` on the line, or move the window`,
      subjects: [id],
    })),
  };
}

/** The window's fields that follow from its times and facts. */
export function dated(
  line: TrainLine,
  zone: string,
  times: Times,
  facts: WindowFacts | undefined,
): Pick<
  Window,
  | "start"
  | "end"
  | "localStart"
  | "localEnd"
  | "zone"
  | "status"
  | "moved"
  | "extendedFrom"
  | "completedAt"
  | "resolvedBy"
  | "blocked"
> {
  const { start, end, extendedFrom } = times;
  const same = (a: Instant, b: Instant): boolean => epochMs(a) === epochMs(b);
  // An extension rests on an approval of its own, not on a new review.
  const judged = extendedFrom ?? end;
  const reviewed = facts?.reviews.some((review) => same(review.start, start) && same(review.end, judged)) === true;
  return {
    start,
    end,
    localStart: localText(start, zone),
    localEnd: localText(end, zone),
    zone,
    status: reviewed || line.review === "none" ? "reviewed" : "draft",
    ...(facts?.moved !== undefined && { moved: true }),
    ...(extendedFrom !== undefined && { extendedFrom }),
    ...(facts?.completedAt !== undefined && { completedAt: facts.completedAt }),
    ...(times.resolvedBy !== undefined && { resolvedBy: times.resolvedBy }),
    ...(times.blocked !== undefined && { blocked: times.blocked }),
  };
}

/** The times that the facts give, or else those of the rule. */
export function currentTimes(
  line: TrainLine,
  id: string,
  wall: WallTimes,
  facts: WindowFacts | undefined,
): Times | undefined {
  if (facts?.moved === undefined) return extended(timesOf(line, id, wall), facts);
  return extended({ start: instantOf(facts.moved.start), end: instantOf(facts.moved.end), findings: [] }, facts);
}

/** The times with the planned end that an extension gave. One that would end before it began is a slip. */
export function extended(times: Times | undefined, facts: WindowFacts | undefined): Times | undefined {
  if (times === undefined || facts?.extended === undefined) return times;
  const end = instantOf(facts.extended);
  return epochMs(end) <= epochMs(times.start) ? times : { ...times, end, extendedFrom: times.end };
}

function instantOf(text: Instant): Instant {
  return fromEpochMs(epochMs(text));
}

/** The finding about a clock change between start and end (F41), if there is one. */
export function clockChangeInside(window: Window, wallEnd: boolean): readonly Finding[] {
  const offset = (text: string): string => text.slice(-6);
  if (offset(window.localStart) === offset(window.localEnd)) return [];
  const minutes = Math.round((epochMs(window.end) - epochMs(window.start)) / 60_000);
  const range = `${window.localStart} to ${window.localEnd} in ${window.zone}`;
  return [
    {
      code: "clock_change_inside",
      severity: wallEnd ? "warning" : "info",
      message: wallEnd
        ? `${window.id}: the clock changes inside; by its wall end it lasts ${minutes} minutes, ${range}`
        : `${window.id}: the clock changes inside; it lasts its ${minutes} minutes and its wall end moves, ${range}`,
      hint: wallEnd
        ? "give the rule a `length` instead of `until` if the time matters more than the wall end"
        : "give the rule `until` instead of `length` if the wall end matters more than the time",
      subjects: [window.id],
    },
  ];
}
