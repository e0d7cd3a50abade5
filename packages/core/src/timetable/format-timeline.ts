import type { TrainLine } from "../line/line.ts";
import { printable } from "../text.ts";
import { addDays, daysBetween, mondayOf } from "../time/date.ts";
import type { Timetable, Window, WindowKind } from "./timetable.ts";

const SIGNS: Readonly<Record<WindowKind, string>> = {
  primary: "#",
  one_off: "#",
  secondary: "+",
  reserved: "-",
  guest: "*",
};
/** When several windows fall on one day, the one that the public sees is shown. */
const RANK: readonly WindowKind[] = ["guest", "reserved", "secondary", "one_off", "primary"];

/**
 * The windows as a chart for a terminal: a row for each target, a column for each day of the line's zone.
 * `#` primary or one-off, `+` secondary, `-` reserved, `x` a day of a week without train.
 */
export function formatTimeline(timetable: Timetable, line: TrainLine): string {
  const days = timetable.windows.map(({ localStart }) => localStart.slice(0, 10)).toSorted();
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return `${line.name}: no windows`;
  const from = mondayOf(first);
  const weeks = Math.floor(daysBetween(from, last) / 7) + 1;
  const rows = rowsOf(timetable.windows);
  const width = Math.max(...[...rows.keys()].map(({ length }) => length));
  const closed = new Set(
    timetable.trains.filter(({ status }) => status === "no_train").map(({ date }) => mondayOf(date)),
  );
  const header = Array.from({ length: weeks }, (_, week) =>
    addDays(from, week * 7)
      .slice(5)
      .padEnd(7),
  ).join(" ");
  const lines = [`${" ".repeat(width)}  ${header}`];
  for (const [name, windows] of rows) {
    const cells = Array.from({ length: weeks }, (_, week) => {
      const monday = addDays(from, week * 7);
      return Array.from({ length: 7 }, (_day, day) => cell(windows, addDays(monday, day), closed.has(monday))).join("");
    });
    lines.push(`${name.padEnd(width)}  ${cells.join(" ")}`);
  }
  return lines.map(printable).join("\n");
}

function rowsOf(windows: readonly Window[]): ReadonlyMap<string, readonly Window[]> {
  const rows = new Map<string, Window[]>();
  for (const window of windows) {
    const name = window.stop === undefined ? window.name : `${window.stop}/${window.target ?? ""}`;
    rows.set(name, [...(rows.get(name) ?? []), window]);
  }
  return rows;
}

function cell(windows: readonly Window[], day: string, closed: boolean): string {
  const kinds = windows.filter(({ localStart }) => localStart.startsWith(day)).map(({ kind }) => kind);
  const shown = RANK.findLast((kind) => kinds.includes(kind));
  if (shown !== undefined) return SIGNS[shown];
  return closed ? "x" : "·";
}
