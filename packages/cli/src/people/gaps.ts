import {
  coverage,
  type DutyGap,
  epochMs,
  formatWindow,
  fromEpochMs,
  type Instant,
  type Interval,
  interval,
  type Roster,
  timetable,
  type TrainLine,
  type Window,
} from "@footplate/core";
import { spanText } from "./moment.ts";
import { nameOf } from "./names.ts";

const DAY_MS = 86_400_000;

/** A duty that is nobody's, with the window in or after which it is so. */
export interface WindowGap extends DutyGap {
  readonly window: string;
}

/** What is nobody's from a moment on. */
export interface Gaps {
  readonly range: Interval;
  readonly windows: readonly Window[];
  readonly gaps: readonly WindowGap[];
}

/** The gaps that are not over yet, in windows that start within two weeks or are under way or watched. */
export function gapsFrom(roster: Roster, now: Instant): Gaps {
  const { line, facts, options } = roster;
  const nowMs = epochMs(now);
  const range = interval(now, fromEpochMs(nowMs + 14 * DAY_MS));
  const { windows } = timetable(line, facts, interval(fromEpochMs(nowMs - 7 * DAY_MS), range.end), options);
  const found = windows
    .filter(({ kind }) => kind !== "guest" && kind !== "reserved")
    .map((window) => ({
      window,
      gaps: coverage(roster, window)
        .gaps.filter(({ end }) => epochMs(end) > nowMs)
        .map((gap) => ({ window: window.id, ...gap })),
    }))
    .filter(({ gaps }) => gaps.length > 0);
  return { range, windows: found.map(({ window }) => window), gaps: found.flatMap(({ gaps }) => gaps) };
}

/** The gaps as lines, by window; duties that are nobody's together are named together. */
export function gapLines(line: TrainLine, { windows, gaps }: Gaps): readonly string[] {
  return windows.flatMap((window) => {
    const duties = new Map<string, string[]>();
    for (const { duty, ...gap } of gaps.filter((one) => one.window === window.id)) {
      const text = gapText(line, gap, window.zone);
      duties.set(text, [...(duties.get(text) ?? []), duty]);
    }
    return [formatWindow(window), ...[...duties].map(([text, names]) => `  ✗ ${names.join(", ")}: ${text}`)];
  });
}

function gapText(line: TrainLine, gap: Omit<DutyGap, "duty">, zone: string): string {
  const why = gap.why === "vacancy" ? `no ${gap.role}` : `${nameOf(line, gap.person)} is away`;
  const cover = gap.cover === undefined ? "" : `; ${gap.cover} is requested and not taken`;
  return `nobody, ${spanText(gap, zone)}: ${why}${cover}`;
}
