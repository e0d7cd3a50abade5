import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { addDays, dateIn, daysBetween, isDate, isoWeek, mondayOf, weekdayOf } from "../../src/time/date.ts";
import { refusal } from "./refusal.ts";

const WEEKDAYS = ["", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];

describe("dates", () => {
  it("knows which days exist", () => {
    for (const date of ["2024-02-29", "2000-02-29", "2026-12-31", "0000-02-29"]) expect(isDate(date)).toBe(true);
    for (const date of [
      "2026-02-29",
      "1900-02-29",
      "2026-04-31",
      "2026-00-10",
      "2026-13-01",
      "2026-1-1",
      "2026-11-00",
    ]) {
      expect(isDate(date)).toBe(false);
    }
    expect(isDate("2026-11-25T00:00")).toBe(false);
  });

  it("equals Temporal for every day from year 2 to 9998", () => {
    const day = fc.integer({ min: 0, max: 9997 * 365 });
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 400 }), (days, more) => {
        const date = addDays("0002-01-01", days);
        const plain = Temporal.PlainDate.from("0002-01-01").add({ days });
        expect(date).toBe(plain.toString());
        expect(addDays(date, more)).toBe(plain.add({ days: more }).toString());
        expect(daysBetween(date, addDays(date, more))).toBe(more);
        expect(weekdayOf(date)).toBe(WEEKDAYS[plain.dayOfWeek]);
        expect(mondayOf(date)).toBe(plain.subtract({ days: plain.dayOfWeek - 1 }).toString());
        expect(isoWeek(date)).toEqual({ year: plain.yearOfWeek, week: plain.weekOfYear });
      }),
      { numRuns: 2000 },
    );
  });

  it("R6 gives the week at a year's end to the year of its Thursday, and 2026 has 53", () => {
    expect(isoWeek("2026-12-31")).toEqual({ year: 2026, week: 53 });
    expect(isoWeek("2027-01-03")).toEqual({ year: 2026, week: 53 });
    expect(isoWeek("2027-01-04")).toEqual({ year: 2027, week: 1 });
    expect(isoWeek("2024-12-30")).toEqual({ year: 2025, week: 1 });
  });

  it("F47 refuses to leave the four-digit years", () => {
    expect(refusal(() => addDays("9999-12-31", 1))).toContain("four-digit year");
    expect(refusal(() => addDays("0000-01-01", -1))).toContain("four-digit year");
    expect(refusal(() => addDays("2026-01-01", 1e300))).toContain("whole number of days");
    expect(refusal(() => weekdayOf("2026-02-30"))).toContain('not a date: "2026-02-30"');
  });

  it("reads the day that a zone shows", () => {
    const late = "2026-11-26T03:00:00Z";
    expect(dateIn(late, "America/New_York")).toBe("2026-11-25");
    expect(dateIn(late, "Asia/Tokyo")).toBe("2026-11-26");
    expect(dateIn("2026-11-26T11:59:59Z", "AoE")).toBe("2026-11-25");
    expect(dateIn("2026-11-26T12:00:00Z", "AoE")).toBe("2026-11-26");
    expect(refusal(() => dateIn(late, "Europe/Berln"))).toContain("did you mean Europe/Berlin?");
  });
});
