import { epochMs } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { timetable } from "../timetable/build-timetable.ts";
import { slotOf } from "../timetable/slots.ts";
import { coverageIn } from "./coverage.ts";
import { pairAt } from "./duties.ts";
import { type OpenRoster, readerOf } from "./roster.ts";
import type { Roster } from "./roster-parts.ts";

/** A cover that an absence calls for: what a `coverRequested` fact would say. */
export interface CoverProposal extends Interval {
  readonly train: string;
  /** Id of the window in or after which the duties fall. */
  readonly window: string;
  readonly for: string;
  readonly duties: readonly string[];
  /** The partner, unless away too. */
  readonly asked?: string;
  /** Id of a cover that is requested for it already and not taken. */
  readonly cover?: string;
}

/**
 * The covers that absences call for (R44, R45): who has a duty in a window that starts in the range, or while it is
 * watched, and is away then, without a cover that was taken. By window, then by start. Throws `invalid_input`.
 */
export function coverRequests(roster: Roster, range: Interval): readonly CoverProposal[] {
  const { line, facts, options } = roster;
  const open = readerOf(roster);
  const { windows } = timetable(line, facts, range, options);
  return windows
    .filter(({ kind }) => kind !== "guest" && kind !== "reserved")
    .flatMap((window) => {
      const { train } = window;
      if (train === undefined) return [];
      const proposals = new Map<string, CoverProposal>();
      for (const { why, person, duty, start, end, cover } of coverageIn(open, window).gaps) {
        if (why !== "absence" || person === undefined) continue;
        const key = JSON.stringify([person, start, end, cover]);
        const known = proposals.get(key);
        const asked = partner(open, train, person, { start, end });
        proposals.set(
          key,
          known === undefined
            ? {
                train,
                window: window.id,
                for: person,
                duties: [duty],
                start,
                end,
                ...(asked !== undefined && { asked }),
                ...(cover !== undefined && { cover }),
              }
            : { ...known, duties: [...new Set([...known.duties, duty])] },
        );
      }
      return [...proposals.values()].toSorted((a, b) => epochMs(a.start) - epochMs(b.start));
    });
}

/** The other of the pair, unless away for part of the time. */
function partner(open: OpenRoster, train: string, person: string, during: Interval): string | undefined {
  const slot = slotOf(open.roster.line, open.eras, train);
  const pair = slot && pairAt(open, slot, during.start);
  const other = [pair?.primary, pair?.backup].find((id) => id !== undefined && id !== person);
  const away = open.roster.absences.some(
    (one) =>
      one.person === other && epochMs(one.start) < epochMs(during.end) && epochMs(during.start) < epochMs(one.end),
  );
  return away ? undefined : other;
}
