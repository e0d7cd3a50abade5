import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { StopWindowRule, TrainLine, WindowRule } from "../../src/index.ts";
import { addDays, weekdayOf } from "../../src/time/date.ts";
import { found, retail, timetableOf } from "./lines.ts";

interface Entry {
  readonly window: string;
  readonly at: string;
  readonly length_h: number;
  readonly group?: string;
}
interface Template {
  readonly time_zone: string;
  readonly schedule: Readonly<Record<string, Readonly<Record<string, readonly Entry[]>>>>;
}

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MONDAY = "2022-11-14";
const folder = process.env.FOOTPLATE_DATA;

/** The entries of a week: `schedule` merged with a variant, by the number of the day. */
function weekOf({ schedule }: Template, variant: string): readonly (Entry & { readonly day: number })[] {
  const named = (text: string): readonly number[] => {
    const [from = "", to] = text.split("-");
    return to === undefined
      ? text.split(",").map((day) => DAYS.indexOf(day))
      : DAYS.map((_, index) => index).slice(DAYS.indexOf(from), DAYS.indexOf(to) + 1);
  };
  return ["schedule", variant].flatMap((key) =>
    Object.entries(schedule[key] ?? {}).flatMap(([days, entries]) =>
      named(days).flatMap((day) => entries.map((entry) => ({ ...entry, day }))),
    ),
  );
}

/** A line whose only slot in the week has all those windows: trains at the stop of their group, the rest reserved. */
function lineOf(template: Template, variant: string): TrainLine {
  const windows = weekOf(template, variant).map(({ window, at, length_h, group, day }): WindowRule => {
    const times = { day, at, length: `PT${length_h * 60}M`, class: "shared" } as const;
    return group === undefined
      ? { kind: "reserved", id: `${DAYS[day]}-${at}-${window}`, name: window, ...times }
      : ({ kind: window === "train" ? "primary" : "secondary", stop: group, ...times } satisfies StopWindowRule);
  });
  return retail({
    id: "wikimedia",
    zone: template.time_zone,
    stops: ["group0", "group1", "group2"].map((id) => ({ id, name: id, targets: [{ id: "wikis", name: id }] })),
    eras: [
      {
        id: "e",
        from: MONDAY,
        cadence: { every: "P1W", anchor: MONDAY },
        number: { format: "wmf.{n}" },
        rotation: { strategy: "staggeredPair", order: ["a", "b"] },
        windows,
      },
    ],
  });
}

/** The overlaps, worked out from the hours alone, by comparing everything with everything. */
function bruteForce(template: Template, variant: string): readonly string[] {
  const minutes = (at: string): number => Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
  const spans = weekOf(template, variant).map(({ window, at, length_h, day }) => {
    const from = day * 1440 + minutes(at);
    return { window, day, from, to: from + length_h * 60 };
  });
  const pairs = spans.flatMap((a, index) =>
    spans
      .slice(index + 1)
      .flatMap((b) =>
        a.from < b.to && b.from < a.to ? [named(DAYS[Math.max(a.day, b.day)], a.window, b.window)] : [],
      ),
  );
  return pairs.toSorted();
}

function named(day: string | undefined, a: string, b: string): string {
  return `${day} ${[a, b].toSorted().join("/")}`;
}

describe.skipIf(folder === undefined)("the windows of Wikimedia (needs FOOTPLATE_DATA)", () => {
  const read = (): Template =>
    JSON.parse(readFileSync(join(folder ?? "", "wikimedia-deployments-calendar.json"), "utf8")) as Template;

  test.each([
    ["schedule@UTC-7+UTC-0", "wed train/train_log_triage"],
    ["schedule@UTC-0+UTC-7", "wed train_log_triage/train_secondary"],
  ])("R52 a week by %s has eight pairs that overlap, %s among them", (variant, member) => {
    const template = read();
    const table = timetableOf(lineOf(template, variant), [], `${MONDAY}T08:00:00Z`, `${addDays(MONDAY, 7)}T08:00:00Z`);
    expect(table.windows).toHaveLength(weekOf(template, variant).length);
    const names = new Map(
      table.windows.map((one) => [
        one.id,
        {
          day: weekdayOf(one.localStart.slice(0, 10)),
          name: { primary: "train", secondary: "train_secondary" }[one.kind as string] ?? one.name,
        },
      ]),
    );
    const overlaps = found(table, "overlap").map(([, , a = "", b = ""]) =>
      named(names.get(b)?.day, names.get(a)?.name ?? "", names.get(b)?.name ?? ""),
    );
    expect(overlaps.toSorted()).toEqual(bruteForce(template, variant));
    expect(overlaps).toHaveLength(8);
    expect(overlaps).toContain(member);
  });
});
