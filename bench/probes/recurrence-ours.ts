import type { occurrenceDate, resolveWall, span, timetable, TrainLine } from "@footplate/core";
import { installed } from "./peer.ts";
import { dateText, type Expansion, ruleDays, task } from "./recurrence-task.ts";

interface Core {
  readonly occurrenceDate: typeof occurrenceDate;
  readonly resolveWall: typeof resolveWall;
  readonly span: typeof span;
  readonly timetable: typeof timetable;
}

const DAY_MS = 86_400_000;
const days = (Date.parse(task.until) - Date.parse(task.anchor)) / DAY_MS;

/** One call a date and one a moment, as a program of its own would do. */
export async function callByCall(): Promise<Expansion> {
  const { occurrenceDate, resolveWall } = await installed<Core>("@footplate/core");
  const closed = new Set<string>(task.holidays);
  const cadences = task.days.map((add) => ({ every: "P2W", anchor: dateText(Date.parse(task.anchor) / DAY_MS + add) }));
  return () => {
    const starts: number[] = [];
    for (let slot = 0; slot * 14 < days; slot++) {
      for (const cadence of cadences) {
        const date = occurrenceDate(cadence, slot);
        if (date >= task.until || closed.has(date)) continue;
        const { at } = resolveWall(date, task.at, task.zone, { gap: "later", overlap: "first" });
        if (at !== undefined) starts.push(Date.parse(at));
      }
    }
    return starts;
  };
}

/** A whole timetable: trains, windows, findings. It has no holiday that takes a window away, so they are left out afterwards. */
export async function wholeTimetable(): Promise<Expansion> {
  const { span, timetable } = await installed<Core>("@footplate/core");
  const range = span(`${task.anchor}T00:00:00Z`, `P${days}D`);
  const closed = new Set<string>(task.holidays);
  return () =>
    timetable(line, [], range)
      .windows.filter(({ localStart }) => !closed.has(localStart.slice(0, 10)))
      .map(({ start }) => Date.parse(start));
}

const line: TrainLine = {
  id: "bench",
  name: "Bench",
  zone: task.zone,
  gap: "later",
  overlap: "first",
  team: { id: "team", name: "Team", leads: ["a"], members: ["a", "b"] },
  people: [
    { id: "a", name: "Conductor A" },
    { id: "b", name: "Conductor B" },
  ],
  services: [],
  stops: [
    {
      id: "prod",
      name: "Production",
      targets: task.weekdays.map((id) => ({ id: id.toLowerCase(), name: id, zone: task.zone })),
    },
  ],
  eras: [
    {
      id: "e1",
      from: task.anchor,
      cadence: { every: "P2W", anchor: task.anchor },
      number: { format: "{n}" },
      windows: task.days.map((day, index) => ({
        kind: "primary" as const,
        stop: "prod",
        target: (task.weekdays[index] ?? "").toLowerCase(),
        day,
        at: task.at,
        length: "PT2H",
      })),
    },
  ],
};

/** The limit: integers, the rule compiled before, the zone's offsets known. */
export function integers(): Expansion {
  const starts = new Float64Array(ruleDays().length);
  const dates = Int32Array.from(ruleDays());
  const offsets = Float64Array.from(dates, (day) => offsetMs(day));
  const hourMs = task.hour * 3_600_000;
  return () => {
    for (let index = 0; index < dates.length; index++) {
      starts[index] = (dates[index] ?? 0) * DAY_MS + hourMs - (offsets[index] ?? 0);
    }
    return starts;
  };
}

function offsetMs(day: number): number {
  const text = new Intl.DateTimeFormat("en", { timeZone: task.zone, timeZoneName: "longOffset" }).format(
    new Date(day * DAY_MS + 14 * 3_600_000),
  );
  const [, sign = "+", hour = "0"] = /GMT([+-])(\d\d)/.exec(text) ?? [];
  return (sign === "-" ? -1 : 1) * Number(hour) * 3_600_000;
}
