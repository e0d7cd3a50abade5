import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { StopWindowRule, TrainLine } from "../../src/index.ts";
import { interval } from "../../src/time/interval.ts";
import { parseLine } from "../../src/schema.ts";
import { timetable } from "../../src/timetable/build-timetable.ts";
import { weekdayOf } from "../../src/time/date.ts";
import { era, retail } from "../timetable/lines.ts";
import { said } from "./people.ts";

const MONDAY = "2022-11-14";
const GROUPS = ["group0", "group1", "group2"];
const week = interval(`${MONDAY}T08:00:00Z`, "2022-11-21T08:00:00Z");
const office = { days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "18:00" } as const;
const ZONES = { us: "America/Los_Angeles", us2: "America/Los_Angeles", eu: "Europe/London", eu2: "Europe/London" };

/** One set of rules for every pair: the American windows are primary, and the European ones secondary. */
function rules(
  windows: readonly { readonly stop: string; readonly day: number; readonly at: readonly [us: string, eu: string] }[],
): readonly StopWindowRule[] {
  return windows.flatMap(({ stop, day, at: [us, eu] }): readonly StopWindowRule[] => [
    { kind: "primary", stop, day, at: us, length: "PT2H" },
    { kind: "secondary", stop, day, at: eu, length: "PT2H", when: "straddling", exchange: true },
  ]);
}

function lineOf(primary: string, backup: string, windows: readonly StopWindowRule[]): TrainLine {
  return retail({
    zone: "America/Los_Angeles",
    team: { id: "rail", name: "Rail team", leads: ["us"], members: [] },
    people: Object.entries(ZONES).map(([id, zone]) => ({ id, name: id, zone, workingHours: office })),
    stops: GROUPS.map((id) => ({ id, name: id, targets: [{ id: "wikis", name: id }] })),
    services: [],
    eras: [
      era({
        from: MONDAY,
        cadence: { every: "P1W", anchor: MONDAY },
        rotation: { strategy: "staggeredPair", order: [primary, backup] },
        windows,
      }),
    ],
  });
}

function windowsOf(line: TrainLine, facts: Parameters<typeof timetable>[1] = []): readonly string[] {
  return timetable(line, facts, week).windows.map(
    ({ kind, stop, localStart }) => `${weekdayOf(localStart.slice(0, 10))} ${localStart.slice(11, 16)} ${stop} ${kind}`,
  );
}

const TIMES = GROUPS.map((stop, index) => ({ stop, day: index + 1, at: ["11:00", "01:00"] as const }));

describe("a pair that straddles zones", () => {
  test("R52 who conducts decides the primary window, and a straddling pair has the other one too, from the departure on", () => {
    const kinds = (primary: string, backup: string): readonly string[] =>
      windowsOf(lineOf(primary, backup, rules(TIMES))).map((text) => text.replace(/ group\d/, ""));
    expect(kinds("us", "us2")).toEqual(["tue 11:00 primary", "wed 11:00 primary", "thu 11:00 primary"]);
    expect(kinds("eu", "eu2")).toEqual(["tue 01:00 primary", "wed 01:00 primary", "thu 01:00 primary"]);
    expect(kinds("us", "eu")).toEqual([
      "tue 11:00 primary",
      "wed 01:00 secondary",
      "wed 11:00 primary",
      "thu 01:00 secondary",
      "thu 11:00 primary",
    ]);
    expect(kinds("eu", "us").filter((text) => text.endsWith("secondary"))).toEqual([
      "tue 11:00 secondary",
      "wed 11:00 secondary",
      "thu 11:00 secondary",
    ]);
  });

  test("R52 a swap changes the windows with the pair", () => {
    const line = lineOf("us", "us2", rules(TIMES));
    const facts = [
      said("us", "swapProposed", { swap: "s", train: "retail/e1.0", role: "backup", with: { person: "eu" } }),
      said("us", "swapForced", { swap: "s", reason: "vacation" }),
    ];
    expect(windowsOf(line)).toHaveLength(3);
    expect(windowsOf(line, facts)).toEqual(windowsOf(lineOf("us", "eu", rules(TIMES))));
  });

  test("R52 people without working hours straddle nothing, and a rule that says nothing gives its window to every pair", () => {
    const line = lineOf("us", "eu", rules(TIMES));
    const people = line.people.map(({ id, name }) => ({ id, name }));
    expect(windowsOf({ ...line, people })).toHaveLength(3);
    const always = rules(TIMES).map(({ when: _when, exchange: _exchange, ...rule }) => rule);
    expect(windowsOf({ ...lineOf("us", "us2", always) })).toHaveLength(6);
    expect(parseLine(JSON.parse(JSON.stringify(line))).ok).toBe(true);
  });
});

interface Entry {
  readonly window: string;
  readonly at: string;
  readonly group?: string;
}
type Template = { readonly schedule: Readonly<Record<string, Readonly<Record<string, readonly Entry[]>>>> };

const folder = process.env.FOOTPLATE_DATA;

describe.skipIf(folder === undefined)("the real template (needs FOOTPLATE_DATA)", () => {
  test.each([
    ["us", "us2", "schedule@UTC-7", 0],
    ["eu", "eu2", "schedule@UTC-0", 0],
    ["us", "eu", "schedule@UTC-7+UTC-0", 2],
    ["eu", "us", "schedule@UTC-0+UTC-7", 3],
  ])("R52 one set of rules gives %s with %s the windows of %s, %i of them extra", (primary, backup, variant, extra) => {
    const { schedule } = JSON.parse(
      readFileSync(join(folder ?? "", "wikimedia-deployments-calendar.json"), "utf8"),
    ) as Template;
    const trains = (key: string): readonly (Entry & { readonly weekday: string })[] =>
      Object.entries(schedule[key] ?? {}).flatMap(([weekday, entries]) =>
        entries.map((entry) => ({ ...entry, weekday })),
      );
    const hours = (key: string, stop: string): string => trains(key).find(({ group }) => group === stop)?.at ?? "";
    const windows = rules(
      GROUPS.map((stop, index) => ({
        stop,
        day: index + 1,
        at: [hours("schedule@UTC-7", stop), hours("schedule@UTC-0", stop)] as const,
      })),
    );
    const found = windowsOf(lineOf(primary, backup, windows));
    expect(found.filter((text) => text.endsWith("secondary"))).toHaveLength(extra);
    expect(found.toSorted()).toEqual(
      trains(variant)
        .map(
          ({ weekday, at, group, window }) =>
            `${weekday} ${at} ${group} ${window === "train" ? "primary" : "secondary"}`,
        )
        .toSorted(),
    );
  });
});
