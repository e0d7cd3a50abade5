import type { Interval } from "../time/interval.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import type { Window } from "../timetable/timetable.ts";
import { stateOf, type Work } from "./work.ts";

/** A window that is announced for other times than it has. */
export interface OldAnnouncement {
  readonly window: Window;
  /** The vendor's id of the notice. */
  readonly id: string;
  /** The times that customers were told. */
  readonly told: Interval;
}

/**
 * The windows that have not begun and whose notice still tells of times that they had before: nobody has reviewed the new
 * ones (R7), or the old ones had begun on the board before anybody did. By itself the notice says nothing of the window.
 */
export function oldAnnouncements(work: Pick<Work, "view" | "streams">, now: Instant): readonly OldAnnouncement[] {
  return work.view.timetable(now).windows.flatMap((window) => oldAnnouncement(work, window, now) ?? []);
}

/** The announcement of the window's old times, where it has one. */
export function oldAnnouncement(
  work: Pick<Work, "view" | "streams">,
  window: Window,
  now: Instant,
): OldAnnouncement | undefined {
  const { startedAt, completedAt } = work.view.movements.windows[window.id] ?? {};
  if (startedAt !== undefined || completedAt !== undefined) return undefined;
  const late = window.status === "draft" || epochMs(window.start) > epochMs(now);
  if (!late) return undefined;
  const { live } = stateOf(work, "noticeBoard", window.id);
  const { start, end } = live?.got ?? {};
  if (live === undefined || typeof start !== "string" || typeof end !== "string") return undefined;
  const told: Interval = { start: start as Instant, end: end as Instant };
  const same = epochMs(told.start) === epochMs(window.start) && epochMs(told.end) === epochMs(window.end);
  if (same || (window.status !== "draft" && epochMs(told.start) > epochMs(now))) return undefined;
  return { window, id: live.id, told };
}
