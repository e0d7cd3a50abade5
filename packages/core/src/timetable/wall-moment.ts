import type { TrainLine } from "../line/line.ts";
import type { Instant } from "../time/instant.ts";
import { localText, resolveWall } from "../time/wall-time.ts";
import type { Window } from "./timetable.ts";

/** What a wall time of the line means. */
export interface WallMoment {
  readonly at: Instant;
  /** The line's policy that chose, where the clock skips or repeats the wall time. */
  readonly resolvedBy?: Exclude<Window["resolvedBy"], undefined>;
  /** Set when the line does not say what the wall time means; `at` is then only for showing. */
  readonly unclear?: { readonly code: "clock_gap" | "clock_overlap"; readonly text: string };
}

/** The moment of a wall time by the line's policies, or `undefined` where the line skips it. */
export function wallMoment(line: TrainLine, date: string, time: string, zone: string): WallMoment | undefined {
  const resolved = resolveWall(date, time, zone, { gap: line.gap, overlap: line.overlap });
  if (resolved.kind === "exact") return { at: resolved.at };
  const gap = resolved.kind === "gap";
  const policy = gap ? line.gap : line.overlap;
  if (policy === "skip") return undefined;
  if (policy !== undefined && resolved.at !== undefined) return { at: resolved.at, resolvedBy: policy };
  const [earlier, later] = resolved.choices;
  const said = (at: Instant): string => `${localText(at, zone)} (${at})`;
  return {
    at: gap ? later : earlier,
    unclear: {
      code: gap ? "clock_gap" : "clock_overlap",
      text: `${time} on ${date} ${gap ? "does not exist" : "exists twice"} in ${zone}: it may mean ${said(earlier)} or ${said(later)}`,
    },
  };
}
