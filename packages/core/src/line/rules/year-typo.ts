import { addDays, daysBetween, isDate } from "../../time/date.ts";
import type { Finding } from "../../timetable/timetable.ts";
import type { Freeze, TrainLine } from "../line.ts";

/** A freeze is seldom longer, in days. */
const LONG_FREEZE = 60;
/** Dates of one list are seldom further apart than the year less this, in days. */
const NEAR = 120;

/** Dates whose year looks like a slip, as they often do around New Year. */
export function yearTypo(line: TrainLine): readonly Finding[] {
  return [...longFreezes(line), ...listSlips(line), ...beforeLine(line), ...missedFreezes(line)];
}

function longFreezes(line: TrainLine): readonly Finding[] {
  return (line.freezes ?? []).flatMap(({ id, from, to }, index) => {
    const days = daysBetween(from.date, to.date);
    const lessOne = addYears(to.date, -1);
    if (days <= LONG_FREEZE || Math.abs(daysBetween(from.date, lessOne)) > LONG_FREEZE) return [];
    const way =
      lessOne >= from.date
        ? `write ${lessOne} if the year is a slip`
        : `${lessOne} lies before the start too: look up year and month of the end`;
    return finding(`freeze ${id} lasts ${days} days, to ${to.date}`, way, `freezes[${index}].to.date`, id);
  });
}

interface Dated {
  readonly date: string;
  readonly path: string;
  readonly subject: string;
}

/** A list in order of date that suddenly goes back by nearly a year. */
function listSlips(line: TrainLine): readonly Finding[] {
  return [...listsOf(line), ...holidaysOf(line)].flatMap((list) => {
    let before: string | undefined;
    return list.flatMap(({ date, path, subject }) => {
      const nextYear = addYears(date, 1);
      const gap = before === undefined ? -1 : daysBetween(before, nextYear);
      const isSlip = before !== undefined && date < before && gap >= 0 && gap <= NEAR;
      const last = before;
      before = isSlip ? nextYear : date;
      return isSlip ? finding(`${date} comes after ${last}, nearly a year back`, write(nextYear), path, subject) : [];
    });
  });
}

/** Something dated before the line began that would fall into its first year with the next year's number. */
function beforeLine(line: TrainLine): readonly Finding[] {
  const began = line.eras[0]?.from;
  if (began === undefined) return [];
  return listsOf(line)
    .flat()
    .filter(({ date }) => daysBetween(date, began) > LONG_FREEZE)
    .filter(({ date }) => addYears(date, 1) >= began)
    .flatMap(({ date, path, subject }) =>
      finding(`${date} lies before the line began, on ${began}`, write(addYears(date, 1)), path, subject),
    );
}

/** A no-train week outside every freeze, though a year earlier or later it would lie in one that has none. */
function missedFreezes(line: TrainLine): readonly Finding[] {
  const weeks = line.noTrainWeeks ?? [];
  const freezes = line.freezes ?? [];
  const lonely = freezes.filter((freeze) => !weeks.some(({ week }) => covers(freeze, week)));
  return weeks.flatMap(({ week }, index) => {
    if (freezes.some((freeze) => covers(freeze, week))) return [];
    const meant = [addYears(week, -1), addYears(week, 1)].find((date) => lonely.some((freeze) => covers(freeze, date)));
    if (meant === undefined) return [];
    const message = `the week of ${week} lies in no freeze, while ${meant} would`;
    return finding(message, write(meant), `noTrainWeeks[${index}].week`, week);
  });
}

function covers({ from, to }: Freeze, date: string): boolean {
  return from.date <= date && date <= to.date;
}

function listsOf(line: TrainLine): readonly (readonly Dated[])[] {
  return [
    (line.noTrainWeeks ?? []).map(({ week }, index) => ({
      date: week,
      path: `noTrainWeeks[${index}].week`,
      subject: week,
    })),
    (line.noDeployDays ?? []).flatMap((day, index) =>
      "date" in day ? [{ date: day.date, path: `noDeployDays[${index}].date`, subject: day.date }] : [],
    ),
    (line.freezes ?? []).map(({ id, from }, index) => ({
      date: from.date,
      path: `freezes[${index}].from.date`,
      subject: id,
    })),
    (line.oneOffWindows ?? []).map(({ id, date }, index) => ({
      date,
      path: `oneOffWindows[${index}].date`,
      subject: id,
    })),
  ];
}

function holidaysOf(line: TrainLine): readonly (readonly Dated[])[] {
  return (line.holidays ?? []).map(({ id, days }, calendar) =>
    days.map(({ date }, index) => ({ date, path: `holidays[${calendar}].days[${index}].date`, subject: id })),
  );
}

function addYears(date: string, years: number): string {
  const moved = `${String(Number(date.slice(0, 4)) + years).padStart(4, "0")}${date.slice(4)}`;
  return isDate(moved) ? moved : addDays(`${moved.slice(0, 8)}28`, 1);
}

function write(date: string): string {
  return `write ${date} if the year is a slip`;
}

function finding(message: string, hint: string, path: string, subject: string): readonly Finding[] {
  return [{ code: "year_typo", severity: "warning", message, hint, path, subjects: [subject] }];
}
