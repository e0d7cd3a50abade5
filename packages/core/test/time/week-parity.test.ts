import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { occurrenceDate } from "../../src/time/cadence.ts";
import { addDays, daysBetween, isoWeek, weekdayOf } from "../../src/time/date.ts";
import { importWeekParity } from "../../src/time/week-parity.ts";
import { refusal } from "./refusal.ts";

const wednesdays = { weekday: "wed", from: "2026-01-01", through: "2027-12-31" } as const;

describe("importWeekParity", () => {
  it("R6 even Wednesdays jump three weeks after the 53 weeks of 2026", () => {
    expect(importWeekParity({ ...wednesdays, parity: "even" })).toEqual({
      cadence: { every: "P2W", anchor: "2026-01-07" },
      oddGaps: [{ from: "2026-12-23", to: "2027-01-13", days: 21 }],
    });
  });

  it("R6 odd Wednesdays come twice in eight days then", () => {
    expect(importWeekParity({ ...wednesdays, parity: "odd" })).toEqual({
      cadence: { every: "P2W", anchor: "2026-01-14" },
      oddGaps: [{ from: "2026-12-30", to: "2027-01-06", days: 7 }],
    });
  });

  it("R6 tells of a gap only when both its dates lie in the range", () => {
    const even = { ...wednesdays, parity: "even" } as const;
    expect(importWeekParity({ ...even, through: "2027-01-12" }).oddGaps).toEqual([]);
    expect(importWeekParity({ ...even, through: "2027-01-13" }).oddGaps).toHaveLength(1);
    expect(importWeekParity({ ...even, from: "2026-12-24" }).oddGaps).toEqual([]);
  });

  it("R6 gives dates of the parity until the first odd gap", () => {
    const start = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays("2000-01-01", days));
    fc.assert(
      fc.property(
        start,
        fc.constantFrom("even", "odd"),
        fc.constantFrom("mon", "wed", "sun"),
        (from, parity, weekday) => {
          const through = addDays(from, 3000);
          const { cadence, oddGaps } = importWeekParity({ parity, weekday, from, through });
          expect(daysBetween(from, cadence.anchor)).toBeGreaterThanOrEqual(0);
          // At a year's end of 53 weeks two even weeks in a row are missing.
          expect(daysBetween(from, cadence.anchor)).toBeLessThan(21);
          expect(oddGaps.length).toBeGreaterThan(0);
          const last = oddGaps[0]?.from ?? through;
          for (let index = 0; occurrenceDate(cadence, index) <= last; index++) {
            const date = occurrenceDate(cadence, index);
            expect(weekdayOf(date)).toBe(weekday);
            expect(isoWeek(date).week % 2).toBe(parity === "even" ? 0 : 1);
          }
          for (const { from: before, to, days } of oddGaps) {
            expect(days).toBe(parity === "even" ? 21 : 7);
            expect(daysBetween(before, to)).toBe(days);
            expect(isoWeek(before).year).not.toBe(isoWeek(to).year);
          }
        },
      ),
    );
  });

  it("R6 refuses a range that ends before it begins", () => {
    expect(refusal(() => importWeekParity({ ...wednesdays, parity: "even", through: "2025-12-31" }))).toContain(
      "give a later date for through",
    );
  });
});
