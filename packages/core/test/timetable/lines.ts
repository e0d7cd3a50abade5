import type { Fact, FactType, Instant, Interval, Timetable, TrainLine } from "../../src/index.ts";
import { instant } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import { timetable } from "../../src/timetable/build-timetable.ts";

/** A line with one stop of two targets in two zones, every two weeks on Wednesday. */
export function retail(changes: Partial<TrainLine> = {}): TrainLine {
  return {
    id: "retail",
    name: "Retail",
    zone: "America/New_York",
    team: { id: "rail", name: "Rail team", leads: ["lead"], members: ["a", "b", "c"] },
    people: ["lead", "a", "b", "c"].map((id) => ({ id, name: `Conductor ${id.toUpperCase()}` })),
    services: [
      { id: "cart", owner: "a", version: "1.0.0" },
      { id: "search", owner: "b" },
    ],
    stops: [
      {
        id: "prod",
        name: "Production",
        targets: [
          { id: "client-a", name: "Client A" },
          { id: "client-b", name: "Client B", zone: "Europe/Berlin" },
        ],
      },
    ],
    eras: [era()],
    ...changes,
  };
}

/** The era of `retail`: primary a week after the slot at 22:00 for two hours, secondary a day later. */
export function era(changes: Partial<TrainLine["eras"][number]> = {}): TrainLine["eras"][number] {
  return {
    id: "e1",
    from: "2026-01-01",
    cadence: { every: "P2W", anchor: "2026-01-07" },
    number: { format: "RT{ww}-{yy}" },
    rotation: { strategy: "staggeredPair", order: ["a", "b", "c"] },
    cut: { day: 0, at: "12:00" },
    windows: [{ kind: "primary", stop: "prod", day: 7, at: "22:00", length: "PT2H", capacity: 2, expected: "PT30M" }],
    ...changes,
  };
}

/** A range by its first and last moment, at 00:00 UTC where only dates are given. */
export function range(from: string, to: string): Interval {
  const at = (text: string): string => (text.includes("T") ? text : `${text}T00:00:00Z`);
  return interval(at(from), at(to));
}

/** The timetable of 2026, or of another range. */
export function timetableOf(
  line: TrainLine,
  facts: readonly Fact[] = [],
  from = "2026-01-01",
  to = "2027-01-01",
): Timetable {
  return timetable(line, facts, range(from, to));
}

/** The findings of some codes, by code and subjects. */
export function found(table: Timetable, ...codes: readonly string[]): readonly (readonly string[])[] {
  return table.findings
    .filter(({ code }) => codes.includes(code))
    .map(({ code, severity, subjects }) => [code, severity, ...subjects]);
}

let counter = 0;

/** A fact by the lead, unless somebody else is named. */
export function fact<T extends FactType>(
  type: T,
  fields: Omit<Extract<Fact, { type: T }>, "id" | "at" | "by" | "type"> & Partial<Pick<Fact, "id" | "by">>,
): Fact {
  counter += 1;
  return {
    id: `f${counter}`,
    at: at("2026-01-01T00:00:00Z"),
    by: { person: "lead" },
    type,
    ...fields,
  } as unknown as Fact;
}

/** A moment. */
export function at(text: string): Instant {
  return instant(text);
}
