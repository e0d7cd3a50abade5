import { describe, expect, test } from "vitest";
import type { Era, Rotation, RotationStrategy, TrainLine } from "../../src/index.ts";
import { era, found, retail } from "../timetable/lines.ts";
import { timetable } from "../../src/timetable/build-timetable.ts";
import { interval } from "../../src/time/interval.ts";
import { formatTimetable } from "../../src/timetable/format.ts";
import { lintLine } from "../../src/line/lint-line.ts";
import { parseLine } from "../../src/schema.ts";
import { weekly } from "./people.ts";

const range = interval("2026-01-01T00:00:00Z", "2026-03-05T00:00:00Z");
const names = (line: TrainLine, strategies: Readonly<Record<string, RotationStrategy>> = {}): readonly string[] =>
  timetable(line, [], range, { strategies }).pairs.map(({ primary, backup }) => `${primary ?? "-"}${backup ?? "-"}`);
const between = (line: TrainLine, person: string, dates: { from?: string; until?: string }): TrainLine => ({
  ...line,
  people: line.people.map((one) => (one.id === person ? { ...one, ...dates } : one)),
});
const staggered = (order: Rotation["order"], rest: Partial<Rotation> = {}): Rotation =>
  ({ strategy: "staggeredPair", order, ...rest }) as Rotation;

describe("rotations", () => {
  test("R42 who leaves is passed by: the others keep their order, nobody gets two turns in a row, and the backup is who is still there", () => {
    const left = between(weekly(staggered(["a", "b", "c"])), "b", { until: "2026-01-20" });
    expect(names(left)).toEqual(["ac", "ba", "ca", "ac", "ca", "ac", "ca", "ac", "ca"]);
  });

  test("R42 who joins comes in at their place in the order", () => {
    const joined = between(weekly(staggered(["a", "b", "c"])), "b", { from: "2026-01-22" });
    expect(names(joined)).toEqual(["ac", "ca", "ac", "ba", "cb", "ac", "ba", "cb", "ac"]);
  });

  test("R42 somebody who works half the time takes every second of the turns that come round to them", () => {
    expect(names(weekly(staggered(["a", { person: "b", every: 2 }, "c"])))).toEqual([
      "ac",
      "ba",
      "cb",
      "ac",
      "ca",
      "ac",
      "ba",
      "cb",
      "ac",
    ]);
  });

  test("R39 one person conducts for two weeks, without a backup, and that is no vacancy", () => {
    const line = weekly({ strategy: "soloShift", order: ["a", "b"] });
    const table = timetable(line, [], range);
    expect(names(line)).toEqual(["a-", "a-", "b-", "b-", "a-", "a-", "b-", "b-", "a-"]);
    expect(table.pairs.every(({ solo }) => solo === true)).toBe(true);
    expect(found(table, "vacancy")).toEqual([]);
    expect(formatTimetable(table, line)).toContain("  primary Conductor A\n");
    expect(
      lintLine({ ...line, people: line.people.filter(({ id }) => id !== "b") }, range).map(({ code }) => code),
    ).toEqual(["vacancy"]);
    expect(names(weekly({ strategy: "soloShift", order: ["a", "b"], weeks: 3 })).slice(0, 4)).toEqual([
      "a-",
      "a-",
      "a-",
      "b-",
    ]);
  });

  test("R39 a shift waits in a no-train week with `carry`, and passes on at once when its person leaves", () => {
    const noTrainWeeks = [{ week: "2026-01-14", reason: "summit" }];
    const solo = (noTrain: "consume" | "carry"): Rotation => ({ strategy: "soloShift", order: ["a", "b"], noTrain });
    expect(names(weekly(solo("consume"), { noTrainWeeks })).slice(0, 3)).toEqual(["a-", "b-", "b-"]);
    expect(names(weekly(solo("carry"), { noTrainWeeks })).slice(0, 3)).toEqual(["a-", "a-", "b-"]);
    const left = between(weekly({ strategy: "soloShift", order: ["a", "b", "c"] }), "a", { until: "2026-01-10" });
    expect(names(left).slice(0, 4)).toEqual(["a-", "b-", "c-", "c-"]);
  });

  test("R39, R46 history keeps the solo shifts of an era before; the first backup of the pairs is its last conductor", () => {
    const before = era({
      windows: [],
      cadence: { every: "P1W", anchor: "2026-01-07" },
      rotation: { strategy: "soloShift", order: ["a", "b"] },
    });
    const after: Era = { ...before, id: "e2", from: "2026-01-28", rotation: staggered(["c", "a"]) };
    expect(names(retail({ eras: [before, after] })).slice(0, 5)).toEqual(["a-", "a-", "b-", "cb", "ac"]);
  });

  test("R39 a strategy of one's own is a function of the turn, named by the line", () => {
    const line = weekly(
      { strategy: "own", name: "evens", order: ["a", "b", "c"], noTrain: "carry" },
      {
        noTrainWeeks: [{ week: "2026-01-14", reason: "summit" }],
      },
    );
    const seen: unknown[] = [];
    const evens: RotationStrategy = ({ index, order, slot, era: { id } }) => {
      seen.push([index, slot.date, id]);
      return index % 2 === 0 ? { primary: order[0], backup: order[1] } : { primary: "c", backup: "c" };
    };
    expect(names(line, { evens }).slice(0, 3)).toEqual(["ab", "c-", "ab"]);
    expect(seen.slice(0, 2)).toEqual([
      [0, "2026-01-07", "e1"],
      [1, "2026-01-21", "e1"],
    ]);
    const table = timetable(line, [], range, { strategies: { evens } });
    expect(found(table, "vacancy").map(([, , ...trains]) => trains.length)).toEqual([4]);
    const without = timetable(line, [], range);
    expect(without.findings.map(({ message }) => message)).toEqual([
      "nobody conducts: no strategy evens is given to era e1 (8 trains)",
    ]);
  });

  test("R41 each turn has a shadow in turn, who is never one of the pair and has no duty", () => {
    const line = weekly(staggered(["a", "b"], { shadows: ["c", "d", "a"] }));
    expect(
      timetable(line, [], range)
        .pairs.slice(0, 4)
        .map(({ shadow }) => shadow),
    ).toEqual(["c", "d", undefined, "c"]);
  });

  test("R41 a rotation of one person that is a pair says so, once for all trains", () => {
    const alone = between(weekly(staggered(["a", "b"])), "b", { until: "2026-01-31" });
    const table = timetable(alone, [], range);
    expect(table.pairs.map(({ primary, backup }) => `${primary}${backup ?? "-"}`).slice(3)).toEqual([
      "ba",
      "a-",
      "a-",
      "a-",
      "a-",
      "a-",
    ]);
    expect(found(table, "vacancy")).toHaveLength(1);
  });

  test("R39 the schema reads every kind of rotation, and refuses people twice or unknown", () => {
    const parse = (rotation: unknown): readonly string[] => {
      const parsed = parseLine(JSON.parse(JSON.stringify(weekly(rotation as Rotation))));
      return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
    };
    expect(parse({ strategy: "soloShift", order: ["a"], weeks: 3 })).toEqual([]);
    expect(parse({ strategy: "own", name: "evens", order: ["a", { person: "b", every: 2 }], shadows: ["c"] })).toEqual(
      [],
    );
    expect(parse(staggered(["a", { person: "b", every: 2 }]))).toEqual([]);
    expect(parse(staggered(["a", { person: "a", every: 2 }]))).toEqual([
      expect.stringContaining("rotation.order: something stands here twice"),
    ]);
    expect(parse(staggered(["a", { person: "x" }], { shadows: ["y"] }))).toEqual([
      expect.stringContaining("rotation.order[1].person: nobody of the line has this id"),
      expect.stringContaining("rotation.shadows[0]: nobody of the line has this id"),
    ]);
    expect(parse(staggered(["a"]))).toEqual([expect.stringContaining("this list is too short")]);
    expect(parse({ strategy: "random", order: ["a", "b"] })).toHaveLength(1);
  });

  test("R52 people leave after they join, and only secondary windows hang on the pair", () => {
    const line = weekly(staggered(["a", "b"]));
    const parsed = parseLine({
      ...line,
      people: line.people.map((one) => (one.id === "a" ? { ...one, from: "2026-02-02", until: "2026-02-01" } : one)),
      eras: line.eras.map((one) => ({
        ...one,
        windows: one.windows.map((rule) => ({ ...rule, when: "straddling", exchange: true })),
      })),
    });
    expect(parsed.ok ? [] : parsed.problems.map(({ path }) => path)).toEqual([
      "people[1].until",
      "eras[0].windows[0].when",
      "eras[0].windows[0].exchange",
    ]);
  });

  test("R44 the crew policy of an era is read, its watch a duration", () => {
    const line = weekly(staggered(["a", "b"]));
    const parse = (crew: unknown): boolean =>
      parseLine(JSON.parse(JSON.stringify({ ...line, eras: line.eras.map((one) => ({ ...one, crew })) }))).ok;
    expect(
      parse({ watch: "PT90M", duties: { primary: ["promote"], backup: ["watch logs"] }, after: [], noticeDays: 14 }),
    ).toBe(true);
    expect(parse({ watch: "two hours" })).toBe(false);
  });
});
