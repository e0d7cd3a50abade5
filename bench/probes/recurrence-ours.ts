import type { occurrenceDate, occurrences, resolveWall, span, timetable, TrainLine } from "@footplate/core";
import { installed } from "./peer.ts";
import { dateText, type Expansion, ruleDays, task } from "./recurrence-task.ts";

interface Core {
  readonly occurrenceDate: typeof occurrenceDate;
  readonly occurrences: typeof occurrences;
  readonly resolveWall: typeof resolveWall;
  readonly span: typeof span;
  readonly timetable: typeof timetable;
}

const DAY_MS = 86_400_000;
const days = (Date.parse(task.until) - Date.parse(task.anchor)) / DAY_MS;

/** All moments of the rule at once. */
export async function atOnce(): Promise<Expansion> {
  const { occurrences, span } = await installed<Core>("@footplate/core");
  const { anchor, at, days: within, holidays, zone } = task;
  const range = span(`${anchor}T00:00:00Z`, `P${days}D`);
  const cadence = { every: "P2W", anchor };
  return () =>
    occurrences({ cadence, days: within, at, zone, gap: "later", overlap: "first", except: holidays }, range);
}

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

/** The limit: integers, with the rule read before, holidays in order, and the zone's changes of clock known. */
export function integers(): Expansion {
  const first = Date.parse(task.anchor) / DAY_MS;
  const closed = Int32Array.from(task.holidays, (date) => Date.parse(date) / DAY_MS);
  const all = Array.from({ length: days }, (_none, index) => first + index);
  const changes = all.filter((day) => day === first || offsetMs(day) !== offsetMs(day - 1));
  const offsets = Float64Array.from(changes, offsetMs);
  const starts = new Float64Array(ruleDays().length);
  const hourMs = task.hour * 3_600_000;
  return () => {
    let [count, holiday, change] = [0, 0, 0];
    for (let slot = first; slot < first + days; slot += 14) {
      for (const add of task.days) {
        const day = slot + add;
        while ((closed[holiday] ?? Infinity) < day) holiday += 1;
        while ((changes[change + 1] ?? Infinity) <= day) change += 1;
        if (day >= first + days || closed[holiday] === day) continue;
        starts[count++] = day * DAY_MS + hourMs - (offsets[change] ?? 0);
      }
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
