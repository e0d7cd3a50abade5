import type { TrainLine } from "../line/line.ts";
import { addDays } from "../time/date.ts";
import { ianaZone } from "../time/zone.ts";
import { betterDay } from "./better-day.ts";
import type { ClosedDays } from "./closed-days.ts";
import type { FreezeSpan } from "./freezes.ts";
import type { Finding, Window } from "./timetable.ts";
import { touchedDays, touchedDaysIn } from "./touched-days.ts";

/** Two zones are at most 26 hours apart, so that dates of one moment differ by no more. */
const ZONES_APART_DAYS = 2;

/** Findings about the days that a window touches. Reservations of others are not judged. */
export function closedDayFindings(
  line: TrainLine,
  closed: ClosedDays,
  freezes: readonly FreezeSpan[],
  window: Window,
): readonly Finding[] {
  const { stop, target } = window;
  if (stop === undefined || target === undefined) return [];
  const days = touchedDays(window);
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
  return [...findings, ...noTrainFinding(line, closed, window, days)];
}

function noTrainFinding(
  line: TrainLine,
  closed: ClosedDays,
  window: Window,
  days: readonly string[],
): readonly Finding[] {
  if (window.train === undefined || line.noTrainWeeks === undefined) return [];
  const near = (day: string): boolean =>
    [-ZONES_APART_DAYS, 0, ZONES_APART_DAYS].some((apart) => closed.noTrain(addDays(day, apart)) !== undefined);
  if (!days.some(near)) return [];
  const date = touchedDaysIn(window, ianaZone(line.zone)).find((day) => closed.noTrain(day) !== undefined);
  if (date === undefined) return [];
  return [
    {
      code: "window_in_no_train_week",
      severity: "warning",
      message: `${window.id} touches ${date}, in a week without a train: ${closed.noTrain(date)}`,
      hint: "move the window out of that week, or tell the week's people that a train is still under way",
      subjects: [window.id],
    },
  ];
}
