import type { PairRole } from "../line/people-fact.ts";
import { epochMs, fromEpochMs, type Instant, type InstantLike, instant } from "../time/instant.ts";
import type { Timetable } from "../timetable/timetable.ts";
import { dutiesIn, pairAt } from "./duties.ts";
import { type LiveTrain, liveTrains, liveTrainsIn } from "./live-trains.ts";
import type { OpenRoster } from "./roster.ts";
import type { Roster } from "./roster-parts.ts";
import { crewPolicy } from "./rotation.ts";

/** A duty at a moment. Without a person it is a gap, and `why` says which. */
export interface DutyNow {
  readonly duty: string;
  readonly role: PairRole;
  readonly person?: string;
  /** Id of the cover by which the person has it, or that is requested and not taken. */
  readonly cover?: string;
  readonly why?: "absence" | "vacancy";
}

/** Who is on duty on one live train. */
export interface OnDuty {
  readonly train: string;
  readonly number?: string;
  /** Person id, after swaps and handovers. Absent: vacant. */
  readonly primary?: string;
  readonly backup?: string;
  /** A learner, who has no duty. */
  readonly shadow?: string;
  /** There is no backup by declaration. */
  readonly solo?: true;
  readonly duties: readonly DutyNow[];
}

/** Who is on duty at a moment, one for each live train: several may be under way (R41, R50). Throws `invalid_input`. */
export function onDuty(roster: Roster, now: InstantLike): readonly OnDuty[] {
  const at: Instant = instant(now);
  const { open, trains } = liveTrains(roster, at);
  return dutiesOf(open, trains, at);
}

/** The same where a timetable around the moment is at hand: one that reaches nine days and more to both sides. */
export function onDutyIn(
  open: OpenRoster,
  table: Pick<Timetable, "trains" | "windows">,
  now: Instant,
): readonly OnDuty[] {
  return dutiesOf(open, liveTrainsIn(open, table, now), now);
}

function dutiesOf(open: OpenRoster, trains: readonly LiveTrain[], at: Instant): readonly OnDuty[] {
  const moment = { start: at, end: fromEpochMs(epochMs(at) + 1) };
  return trains.map(({ slot, number }) => {
    const { spans, gaps } = dutiesIn(open, slot, moment, crewPolicy(slot.in.era).duties);
    const { primary, backup, shadow, solo } = pairAt(open, slot, at);
    return {
      train: slot.id,
      ...(number !== undefined && { number }),
      ...(primary !== undefined && { primary }),
      ...(backup !== undefined && { backup }),
      ...(shadow !== undefined && { shadow }),
      ...(solo && { solo }),
      duties: [
        ...spans.map(({ duty, role, person, cover }) => ({
          duty,
          role,
          person,
          ...(cover !== undefined && { cover }),
        })),
        ...gaps.map(({ duty, role, why, cover }) => ({ duty, role, why, ...(cover !== undefined && { cover }) })),
      ],
    };
  });
}
