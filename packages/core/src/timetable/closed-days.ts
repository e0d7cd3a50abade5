import type { TrainLine } from "../line/line.ts";
import { mondayOf, weekdayOf } from "../time/date.ts";
import { inScope } from "./freezes.ts";

/** Days of a line on which nothing, or not everything, should go. */
export interface ClosedDays {
  /** Why nothing goes on that day. */
  noDeploy(date: string): string | undefined;
  /** The holiday of some target on that day. */
  holiday(date: string, stop: string, target: string): string | undefined;
  /** Why no train leaves in that day's week. */
  noTrain(date: string): string | undefined;
}

/** The line's closed days, ready to be asked. */
export function closedDays(line: TrainLine): ClosedDays {
  const weekdays = new Set<string>();
  const dates = new Map<string, string>();
  for (const day of line.noDeployDays ?? []) {
    if ("weekday" in day) weekdays.add(day.weekday);
    else dates.set(day.date, day.reason);
  }
  const calendars = (line.holidays ?? []).map(({ scope, days }) => ({
    scope,
    days: new Map(days.map(({ date, name }) => [date, name])),
  }));
  const weeks = new Map((line.noTrainWeeks ?? []).map(({ week, reason }) => [mondayOf(week), reason]));
  return {
    noDeploy: (date) => {
      const weekday = weekdayOf(date);
      return dates.get(date) ?? (weekdays.has(weekday) ? `nothing goes on ${weekday}` : undefined);
    },
    holiday: (date, stop, target) => {
      for (const { scope, days } of calendars) {
        const name = days.get(date);
        if (name !== undefined && inScope(scope, stop, target)) return name;
      }
      return undefined;
    },
    noTrain: (date) => weeks.get(mondayOf(date)),
  };
}
