import type { TrainLine } from "../line/line.ts";
import { addDays, mondayOf } from "../time/date.ts";
import { type InstantLike, instant } from "../time/instant.ts";
import { pairAt } from "./duties.ts";
import { trainsOfWeek } from "./live-trains.ts";
import type { Roster } from "./roster-parts.ts";

/** Whether the pair of this week's train has settled how they will work (R43). */
export interface Briefing {
  readonly train: string;
  readonly number?: string;
  /** First working day of the train's week, in the line's zone: Monday, unless that is a holiday or a day without deploys. */
  readonly day: string;
  /** Whether the day has come. */
  readonly due: boolean;
  readonly confirmed: readonly string[];
  readonly missing: readonly string[];
}

/** The briefings of the week in which the moment lies, one for each planned train of it. Throws `invalid_input`. */
export function briefing(roster: Roster, now: InstantLike): readonly Briefing[] {
  const at = instant(now);
  const { open, today, trains } = trainsOfWeek(roster, at);
  return trains.map(({ slot, number }) => {
    const { primary, backup } = pairAt(open, slot, at);
    const pair = [primary, backup].filter((id) => id !== undefined);
    const said = new Set(
      roster.briefings.flatMap(({ train, person, at: when }) =>
        train === slot.id && Date.parse(when) <= Date.parse(at) ? [person] : [],
      ),
    );
    const day = firstWorkingDay(roster.line, mondayOf(slot.date));
    return {
      train: slot.id,
      ...(number !== undefined && { number }),
      day,
      due: today >= day,
      confirmed: pair.filter((id) => said.has(id)),
      missing: pair.filter((id) => !said.has(id)),
    };
  });
}

function firstWorkingDay(line: TrainLine, monday: string): string {
  const free = new Set([
    ...(line.holidays ?? []).flatMap(({ scope, days }) => (scope === undefined ? days.map(({ date }) => date) : [])),
    ...(line.noDeployDays ?? []).flatMap((day) => ("date" in day ? [day.date] : [])),
  ]);
  const days = [0, 1, 2, 3, 4].map((offset) => addDays(monday, offset));
  return days.find((date) => !free.has(date)) ?? monday;
}
