import { epochMs, fromEpochMs } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { slotOf } from "../timetable/slots.ts";
import type { Window } from "../timetable/timetable.ts";
import { dutiesIn, type DutyGap, type DutyLists, type DutySpan } from "./duties.ts";
import { type OpenRoster, readerOf } from "./roster.ts";
import type { Roster } from "./roster-parts.ts";
import { crewPolicy } from "./rotation.ts";

/** Who has the duties of a window's train while it lasts and while it is watched. */
export interface Coverage {
  /** The window, and after it the time for which it is watched. */
  readonly watched: Interval;
  readonly spans: readonly DutySpan[];
  readonly gaps: readonly DutyGap[];
}

/**
 * Who has the duties of a window's train, and every gap by name (R44): all duties inside the window, and those that the
 * era's crew policy lists for after it as long as the window is watched. Nobody has duties in a window of no train.
 */
export function coverage(roster: Roster, window: Pick<Window, "train" | "start" | "end">): Coverage {
  return coverageIn(readerOf(roster), window);
}

/** `coverage` of a roster that is open. */
export function coverageIn(open: OpenRoster, window: Pick<Window, "train" | "start" | "end">): Coverage {
  const { start, end, train } = window;
  const slot = train === undefined ? undefined : slotOf(open.roster.line, open.eras, train);
  if (slot === undefined) return { watched: { start, end }, spans: [], gaps: [] };
  const { watchMs, duties, after } = crewPolicy(slot.in.era);
  const watched = { start, end: fromEpochMs(epochMs(end) + watchMs) };
  const listed = (wanted: boolean): DutyLists => ({
    primary: duties.primary.filter((duty) => after.includes(duty) === wanted),
    backup: duties.backup.filter((duty) => after.includes(duty) === wanted),
  });
  const inside = dutiesIn(open, slot, { start, end }, listed(false));
  const longer = dutiesIn(open, slot, watched, listed(true));
  return { watched, spans: [...inside.spans, ...longer.spans], gaps: [...inside.gaps, ...longer.gaps] };
}
