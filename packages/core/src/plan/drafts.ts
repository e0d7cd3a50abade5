import type { TrainLine } from "../line/line.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import type { Window } from "../timetable/timetable.ts";
import type { Question } from "./plan.ts";
import { windowLabel } from "./texts.ts";

const WORK: ReadonlySet<Window["kind"]> = new Set<Window["kind"]>(["primary", "secondary", "one_off"]);

/** A question for each window of a train that nobody reviewed: announced or not, nothing is promoted in it before. */
export function draftsOf(line: TrainLine, windows: readonly Window[], now: Instant): readonly Question[] {
  return windows
    .filter(
      ({ status, kind, train, blocked, end }) =>
        status === "draft" &&
        WORK.has(kind) &&
        train !== undefined &&
        blocked === undefined &&
        epochMs(end) > epochMs(now),
    )
    .map((window) => ({
      type: "review",
      key: window.id,
      label: windowLabel(line, window),
      start: window.start,
      end: window.end,
    }));
}
