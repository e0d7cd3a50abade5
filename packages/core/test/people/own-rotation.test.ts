import { describe, expect, test } from "vitest";
import { explainDst, lintLine, nextWindowFor, type Rotation, type RosterOptions, timetable } from "../../src/index.ts";
import type { TrainLine } from "../../src/index.ts";
import { era, range, retail } from "../timetable/lines.ts";
import { said } from "./people.ts";

const office = { days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "18:00" } as const;
const ZONES = { us: "America/Los_Angeles", eu: "Europe/London" };
const year = range("2026-01-01", "2027-01-01");

/** A weekly line on Tuesdays, at 11:00 for American conductors and at 01:00 for European ones, in Los Angeles. */
function lineOf(rotation: Rotation): TrainLine {
  const stop = "group0";
  const guests = { capacity: 1, expected: "PT1H" };
  return retail({
    zone: "America/Los_Angeles",
    team: { id: "rail", name: "Rail team", leads: ["us"], members: ["eu"] },
    people: Object.entries(ZONES).map(([id, zone]) => ({ id, name: id, zone, workingHours: office })),
    stops: [{ id: stop, name: stop, targets: [{ id: "wikis", name: stop, refs: { board: { id: "b" } } }] }],
    services: [],
    eras: [
      era({
        from: "2026-01-05",
        cadence: { every: "P1W", anchor: "2026-01-05" },
        rotation,
        windows: [
          { kind: "primary", stop, day: 1, at: "11:00", length: "PT2H", ...guests },
          { kind: "secondary", stop, day: 1, at: "01:00", length: "PT2H", when: "straddling", exchange: true },
        ],
      }),
    ],
  });
}

const own = lineOf({ strategy: "own", name: "europe", order: ["us", "eu"] });
const europe: RosterOptions = { strategies: { europe: () => ({ primary: "eu", backup: "us" }) } };

describe("a rotation of one's own", () => {
  test("R39 is known to everything that asks who conducts", () => {
    const codes = (options?: RosterOptions): readonly string[] =>
      lintLine(own, range("2026-02-01", "2026-03-01"), [], undefined, options).map(({ message }) => message);
    expect(codes().filter((message) => message.includes("no strategy europe"))).toHaveLength(1);
    expect(codes(europe).filter((message) => message.includes("strategy"))).toEqual([]);

    const next = (options?: RosterOptions): unknown => {
      const answer = nextWindowFor({ line: own, facts: [], from: "2026-02-01T00:00:00Z", length: "PT30M" }, options);
      return "none" in answer ? answer.none : answer.window.localStart;
    };
    expect(next()).toBe("2026-02-03T11:00:00-08:00");
    expect(next(europe)).toBe("2026-02-03T01:00:00-08:00");
  });

  test("R52 decides at which wall times clocks change", () => {
    const starts = (options?: RosterOptions): ReadonlySet<string> =>
      new Set(
        explainDst(own, year, [], options).flatMap(({ rule, after }) =>
          rule === "e1/group0/primary" ? [after.slice(11, 16)] : [],
        ),
      );
    expect(starts()).toEqual(new Set(["11:00"]));
    expect(starts(europe)).toEqual(new Set(["01:00"]));
  });
});

describe("explainDst of windows that the pair exchanges", () => {
  const line = lineOf({ strategy: "staggeredPair", order: ["us", "eu"] });
  const rows = (facts: Parameters<typeof explainDst>[2] = []): readonly (readonly string[])[] =>
    explainDst(line, range("2026-02-01", "2026-06-01"), facts)
      .filter(({ rule }) => rule === "e1/group0/primary")
      .map(({ before, after }) => [before.slice(0, 16), after.slice(0, 16)]);

  test("R52 an exchange is no shift: each occurrence is compared with the last at the same wall times", () => {
    expect(rows()).toEqual([
      ["2026-02-24T01:00", "2026-03-10T01:00"],
      ["2026-03-03T11:00", "2026-03-17T11:00"],
    ]);
    expect(explainDst(line, year).every(({ before, after }) => before.slice(11, 16) === after.slice(11, 16))).toBe(
      true,
    );
    const shown = new Set(timetable(line, [], year).windows.map(({ kind, start }) => `${kind} ${start}`));
    for (const { rule, utcAfter } of explainDst(line, year))
      expect(shown).toContain(`${rule.split("/").at(-1) ?? ""} ${utcAfter}`);
  });

  test("R52 what was last at these times well before the range is found", () => {
    const [first] = explainDst(line, range("2026-03-17", "2026-03-18"));
    expect([first?.before.slice(0, 10), first?.shiftMinutes]).toEqual(["2026-03-03", -60]);
  });

  test("R52 a swap before the change changes who is compared", () => {
    const facts = [
      said("us", "swapProposed", { swap: "s", train: "retail/e1.9", role: "primary", with: { person: "us" } }),
      said("us", "swapForced", { swap: "s", reason: "holiday" }),
    ];
    const [before, after] = [rows(), rows(facts)];
    expect(before[0]).toEqual(["2026-02-24T01:00", "2026-03-10T01:00"]);
    expect(after[0]).toEqual(["2026-03-03T11:00", "2026-03-10T11:00"]);
  });
});
