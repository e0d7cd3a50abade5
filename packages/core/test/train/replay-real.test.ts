import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { replay, type ReplayRow } from "../../src/train/replay.ts";

const DATA = process.env["FOOTPLATE_DATA"];
const UNLESS = DATA === undefined ? " (skipped: FOOTPLATE_DATA is not set)" : "";

/** The record; its values hold no commas. */
function recorded(): readonly ReplayRow[] {
  const text = readFileSync(`${DATA ?? ""}/wikimedia-train-events-2016-2021.csv`, "utf8");
  const [head = [], ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  return rows.map((cells) => {
    const value = (column: string): string => cells[head.indexOf(column)] ?? "";
    return {
      at_utc: value("at_utc"),
      stop: value("stop"),
      from_version: value("from_version"),
      to_version: value("to_version"),
      kind: value("kind") === "rollback" ? "rollback" : "promote",
      actor: value("actor"),
    };
  });
}

/** A version as numbers, which compare. */
const numbers = (version: string): readonly number[] => version.match(/\d+/g)?.map(Number) ?? [];
const isEarlier = (a: string, b: string): boolean => {
  const [left, right] = [numbers(a), numbers(b)];
  const index = left.findIndex((part, place) => part !== right[place]);
  return index < 0 ? left.length < right.length : (left[index] ?? 0) < (right[index] ?? 0);
};

test.skipIf(DATA === undefined)(`six years of a public train are played again${UNLESS}`, () => {
  const rows = recorded();
  const result = replay(rows);
  expect(result.first.map((row) => [rows[row - 1]?.stop, rows[row - 1]?.at_utc.slice(0, 7)])).toEqual(
    ["testwikis", "group0", "group1", "group2"].map((stop) => [stop, "2016-01"]),
  );
  expect(result.steps).toBe(rows.length - 4);
  expect(result.positionsEqual).toBe(true);
  expect([result.trains.length, result.rolledBackTrains.length]).toEqual([255, 127]);
  expect(new Set(result.refused.flatMap(({ by }) => by))).toEqual(new Set(["previous_stop"]));
  expect(result.refused.map(({ row }) => row)).toEqual(jumps(rows));
});

test.skipIf(DATA === undefined)(`two rows in the wrong order are seen${UNLESS}`, () => {
  const rows = recorded();
  const before = new Set(replay(rows).refused.map(({ row }) => row));
  // Two moves of one stop, one after the other.
  const [at, next] = neighbours(rows, 700);
  const swapped = rows.map((row, index) => (index === at ? rows[next] : index === next ? rows[at] : row) ?? row);
  const result = replay(swapped);
  expect(result.positionsEqual).toBe(false);
  expect(result.unequal.map(({ row }) => row)).toEqual(expect.arrayContaining([at + 1, next + 1]));
  expect(result.refused.filter(({ row }) => !before.has(row)).map(({ reason }) => reason)).toEqual(
    expect.arrayContaining([expect.stringContaining("not 1.")]),
  );
});

/** The promotions, by row, before which the stop before ran an earlier version: told without any of our code. */
function jumps(rows: readonly ReplayRow[]): readonly number[] {
  const stops = [...new Set(rows.map(({ stop }) => stop))];
  const runs = new Map<string, string>();
  const found: number[] = [];
  for (const [index, { stop, kind, to_version: to }] of rows.entries()) {
    const before = runs.get(stops[stops.indexOf(stop) - 1] ?? "");
    if (runs.has(stop) && kind === "promote" && before !== undefined && isEarlier(before, to)) found.push(index + 1);
    runs.set(stop, to);
  }
  return found;
}

/** The first move after a place, and the next of the same stop. */
function neighbours(rows: readonly ReplayRow[], from: number): readonly [number, number] {
  const next = rows.findIndex(({ stop }, index) => index > from && stop === rows[from]?.stop);
  return [from, next];
}
