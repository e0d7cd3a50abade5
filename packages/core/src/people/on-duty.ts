import type { PairRole } from "../line/fact.ts";
import { epochMs, fromEpochMs, type Instant, type InstantLike, instant } from "../time/instant.ts";
import { dutiesIn, pairAt } from "./duties.ts";
import { liveTrains } from "./live-trains.ts";
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
