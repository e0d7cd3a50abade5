import { addDays, weekdayOf } from "../../time/date.ts";
import { epochMs } from "../../time/instant.ts";
import { localText, resolveWall } from "../../time/wall-time.ts";
import { ianaZone } from "../../time/zone.ts";
import { eraSlots, slotAt } from "../../timetable/slots.ts";
import type { Finding } from "../../timetable/timetable.ts";
import type { OneOffWindow, TrainLine } from "../line.ts";

/** Times that are stated twice and disagree. */
export function contradiction(line: TrainLine): readonly Finding[] {
  return [...ruleWeekdays(line), ...oneOffWeekdays(line), ...oneOffStarts(line)];
}

function ruleWeekdays(line: TrainLine): readonly Finding[] {
  return eraSlots(line).flatMap((within) => {
    const { cadence, windows, id } = within.era;
    const first = slotAt(line, within, within.first).date;
    const steady = /^P\d+W$/.test(cadence.every) || isWholeWeeks(cadence.every);
    return windows.flatMap((rule, index) => {
      if (rule.weekday === undefined) return [];
      const date = addDays(first, rule.day);
      const weekday = weekdayOf(date);
      if (steady && weekday === rule.weekday) return [];
      return finding(
        steady
          ? `day ${rule.day} of era ${id} falls on ${weekday} (${date} at first), not on ${rule.weekday}`
          : `with trains every ${cadence.every} of era ${id}, day ${rule.day} does not always fall on ${rule.weekday}`,
        steady ? "correct day or weekday, whichever is wrong" : "remove weekday, or let trains run every so many weeks",
        `eras[${within.order}].windows[${index}].weekday`,
        rule.kind === "reserved" ? rule.id : `${rule.stop}${rule.target === undefined ? "" : `/${rule.target}`}`,
      );
    });
  });
}

function isWholeWeeks(every: string): boolean {
  const days = /^P(\d+)D$/.exec(every)?.[1];
  return days !== undefined && Number(days) % 7 === 0;
}

function oneOffWeekdays(line: TrainLine): readonly Finding[] {
  return (line.oneOffWindows ?? []).flatMap(({ id, date, weekday }, index) =>
    weekday === undefined || weekdayOf(date) === weekday
      ? []
      : finding(
          `${date} is a ${weekdayOf(date)}, not a ${weekday}`,
          "correct date or weekday, whichever is wrong",
          `oneOffWindows[${index}].weekday`,
          id,
        ),
  );
}

function oneOffStarts(line: TrainLine): readonly Finding[] {
  return (line.oneOffWindows ?? []).flatMap((window, index) => {
    const { start } = window;
    if (start === undefined) return [];
    const zone = zoneOf(line, window);
    const resolved = resolveWall(window.date, window.at, ianaZone(zone), { gap: line.gap, overlap: line.overlap });
    const meant = resolved.kind === "exact" ? [resolved.at] : "at" in resolved ? [resolved.at] : resolved.choices;
    if (meant.some((at) => at !== undefined && epochMs(at) === epochMs(start))) return [];
    const right = meant.flatMap((at) => (at === undefined ? [] : [localText(at, ianaZone(zone))]));
    return finding(
      `start says ${start}, while ${window.date} at ${window.at} in ${zone} is ${right.join(" or ")}${why(window, start, zone)}`,
      `write ${right[0] ?? "another start"} as start, or leave it out`,
      `oneOffWindows[${index}].start`,
      window.id,
    );
  });
}

function zoneOf(line: TrainLine, window: OneOffWindow): string {
  const stop = line.stops.find(({ id }) => id === window.stop);
  return window.zone ?? stop?.targets.find(({ id }) => id === window.target)?.zone ?? line.zone;
}

/** Where only the offset is wrong: what it is instead. */
function why({ date, at }: OneOffWindow, start: string, zone: string): string {
  const wall = at === "24:00" ? `${addDays(date, 1)}T00:00` : `${date}T${at}`;
  if (start.slice(0, 16).toUpperCase() !== wall) return "";
  const offset = offsetOf(start);
  const year = date.slice(0, 4);
  const others = ["01", "04", "07", "10"].map((month) => `${year}-${month}-01T12:00:00Z`);
  return others.some((day) => offsetOf(localText(day, ianaZone(zone))) === offset)
    ? `: the offset ${offset} holds there at another time of the year`
    : `: the offset ${offset} never holds there in ${year}`;
}

function offsetOf(text: string): string {
  return /[zZ]$/.test(text) ? "+00:00" : text.slice(-6);
}

function finding(message: string, hint: string, path: string, subject: string): readonly Finding[] {
  return [{ code: "contradiction", severity: "error", message, hint, path, subjects: [subject] }];
}
