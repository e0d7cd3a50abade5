import type { TrainLine } from "../line/line.ts";
import { addDays, dateIn, daysBetween, mondayOf, weekdayOf } from "../time/date.ts";
import { epochMs, fromEpochMs } from "../time/instant.ts";
import { freezesOf, type FreezeSpan, inScope, wallMs } from "./freezes.ts";
import type { Finding, Window } from "./timetable.ts";

/** How far a better day is looked for, to either side. */
const SEARCH_DAYS = 60;

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

/** Findings about the days that a window touches. Reservations of others are not judged. */
export function closedDayFindings(
  line: TrainLine,
  closed: ClosedDays,
  freezes: readonly FreezeSpan[],
  window: Window,
): readonly Finding[] {
  const { stop, target } = window;
  if (stop === undefined || target === undefined) return [];
  const days = touchedDays(window, window.zone);
  const findings: Finding[] = [];
  for (const date of days) {
    const noDeploy = closed.noDeploy(date);
    const holiday = closed.holiday(date, stop, target);
    if (noDeploy === undefined && holiday === undefined) continue;
    const hint = betterDay(closed, freezes, window, stop, target);
    if (noDeploy !== undefined) {
      findings.push({
        code: "window_on_no_deploy_day",
        severity: "error",
        message: `${window.id} touches ${date}, a day without deploys: ${noDeploy}`,
        hint,
        subjects: [window.id],
      });
    }
    if (holiday !== undefined) {
      findings.push({
        code: "window_on_holiday",
        severity: "warning",
        message: `${window.id} touches ${date}, a holiday: ${holiday}`,
        hint,
        subjects: [window.id],
      });
    }
  }
  const inWeek =
    window.train === undefined
      ? undefined
      : touchedDays(window, line.zone).find((date) => closed.noTrain(date) !== undefined);
  if (inWeek !== undefined) {
    findings.push({
      code: "window_in_no_train_week",
      severity: "warning",
      message: `${window.id} touches ${inWeek}, in a week without a train: ${closed.noTrain(inWeek)}`,
      hint: "move the window out of the week, or say there that the train which left earlier goes on",
      subjects: [window.id],
    });
  }
  return findings;
}

/** The calendar days that a window touches in a zone. */
export function touchedDays(window: Pick<Window, "start" | "end">, zone: string): readonly string[] {
  const first = dateIn(window.start, zone);
  const count = daysBetween(first, dateIn(fromEpochMs(epochMs(window.end) - 1), zone)) + 1;
  return Array.from({ length: count }, (_, offset) => addDays(first, offset));
}

/** Proposes the nearest day, earlier or later, that is free of everything; of two as near, the earlier. */
function betterDay(
  closed: ClosedDays,
  freezes: readonly FreezeSpan[],
  window: Window,
  stop: string,
  target: string,
): string {
  const days = touchedDays(window, window.zone);
  const start = window.localStart.slice(0, 10);
  const lengthMs = epochMs(window.end) - epochMs(window.start);
  for (let distance = 1; distance <= SEARCH_DAYS; distance += 1) {
    for (const shift of [-distance, distance]) {
      const free = days.every((day) => {
        const date = addDays(day, shift);
        return (
          closed.noDeploy(date) === undefined &&
          closed.holiday(date, stop, target) === undefined &&
          closed.noTrain(date) === undefined
        );
      });
      const date = addDays(start, shift);
      const startMs = wallMs(date, window.localStart.slice(11, 16), window.zone);
      if (free && freezesOf(freezes, startMs, startMs + lengthMs, stop, target).length === 0) {
        return `move it to ${date} (${weekdayOf(date)}), the nearest free day`;
      }
    }
  }
  return `no free day within ${SEARCH_DAYS} days: cancel the window, or open a day`;
}
