import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainDst } from "../../src/timetable/explain-dst.ts";
import { timetable } from "../../src/timetable/build-timetable.ts";
import { arbitraryLine } from "../support/arbitrary-line.ts";
import { era, range, retail } from "./lines.ts";

describe("explainDst", () => {
  test("names every occurrence whose UTC time of day is not that of the one before, once a zone", () => {
    const rows = explainDst(retail(), range("2026-01-01", "2027-01-01"));
    expect(rows.map(({ date, zone, shiftMinutes }) => [date, zone, shiftMinutes])).toEqual([
      ["2026-03-11", "America/New_York", -60],
      ["2026-04-08", "Europe/Berlin", -60],
      ["2026-11-04", "Europe/Berlin", 60],
      ["2026-11-04", "America/New_York", 60],
    ]);
    expect(rows[0]).toEqual({
      rule: "e1/prod/primary",
      zone: "America/New_York",
      date: "2026-03-11",
      before: "2026-02-25T22:00:00-05:00",
      after: "2026-03-11T22:00:00-04:00",
      utcBefore: "2026-02-26T03:00:00Z",
      utcAfter: "2026-03-12T02:00:00Z",
      shiftMinutes: -60,
    });
  });

  test("compares with the occurrence before the range, and passes over no-train weeks", () => {
    const line = retail({ noTrainWeeks: [{ week: "2026-02-18", reason: "summit" }] });
    const rows = explainDst(line, range("2026-03-12T02:00:00Z", "2026-03-12T02:00:01Z"));
    expect(rows.map(({ before, after }) => [before, after])).toEqual([
      ["2026-02-11T22:00:00-05:00", "2026-03-11T22:00:00-04:00"],
    ]);
    expect(explainDst(line, range("2026-03-12T02:00:01Z", "2026-03-26"))).toEqual([]);
    expect(explainDst(line, range("2026-03-01", "2026-03-12T02:00:00Z"))).toEqual([]);
  });

  test("says half hours, and nothing for zones that keep their time", () => {
    const windows = (["Australia/Lord_Howe", "Asia/Kolkata", "AoE"] as const).map(
      (zone, index) =>
        ({ kind: "reserved", id: `r${index}`, name: zone, day: 0, at: "12:00", length: "PT1H", zone }) as const,
    );
    const rows = explainDst(retail({ eras: [era({ windows })] }), range("2026-01-01", "2026-12-31"));
    expect(rows.map(({ rule, shiftMinutes }) => [rule, shiftMinutes])).toEqual([
      ["e1/reserved/r0", 30],
      ["e1/reserved/r0", -30],
    ]);
  });

  test("agrees with the timetable on any line: as many shifts of each window series, no more", () => {
    const whole = range("2026-02-01", "2027-01-01");
    fc.assert(
      fc.property(arbitraryLine(), (line) => {
        const plain = { ...line, gap: "later", overlap: "first", oneOffWindows: [] } as const;
        const series = new Map<string, string[]>();
        for (const window of timetable(plain, [], range("2026-01-01", "2027-01-01")).windows) {
          const key = `${window.train?.replace(/\.[^.]*$/, "")} ${window.id.slice(window.train?.length)}`;
          series.set(key, [...(series.get(key) ?? []), window.start]);
        }
        const moved = new Set<string>();
        for (const starts of series.values()) {
          for (const [index, start] of starts.entries()) {
            const before = starts[index - 1];
            if (before !== undefined && before.slice(11) !== start.slice(11) && start >= whole.start) moved.add(start);
          }
        }
        const said = explainDst(plain, whole);
        const first = new Set([...series.values()].map((starts) => starts[0]));
        for (const start of moved) expect(said.map(({ utcAfter }) => utcAfter)).toContain(start);
        for (const { utcAfter } of said) expect(moved.has(utcAfter) || first.has(utcAfter)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
