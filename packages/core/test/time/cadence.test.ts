import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { type Cadence, cadenceProblem, firstIndexFrom, occurrenceDate } from "../../src/time/cadence.ts";
import { addDays } from "../../src/time/date.ts";
import { localText, resolveWall } from "../../src/time/wall-time.ts";
import { refusal } from "./refusal.ts";

const date = fc.integer({ min: -20_000, max: 60_000 }).map((days) => addDays("2000-01-01", days));
const cadence = fc.record({
  every: fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom("D", "W", "M"))
    .map(([count, unit]) => `P${count}${unit}`),
  anchor: fc.oneof(date, fc.constantFrom("2024-02-29", "2026-01-31", "2026-12-30")),
});

describe("occurrenceDate", () => {
  it("R6 comes every two weeks across a year of 53 weeks", () => {
    const trains: Cadence = { every: "P2W", anchor: "2026-12-09" };
    expect([-1, 0, 1, 2, 3].map((index) => occurrenceDate(trains, index))).toEqual([
      "2026-11-25",
      "2026-12-09",
      "2026-12-23",
      "2027-01-06",
      "2027-01-20",
    ]);
  });

  it("takes the last day of shorter months, and the anchor's own day again after them", () => {
    const monthly: Cadence = { every: "P1M", anchor: "2026-01-31" };
    expect([-2, -1, 0, 1, 2, 3, 25].map((index) => occurrenceDate(monthly, index))).toEqual([
      "2025-11-30",
      "2025-12-31",
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
      "2028-02-29",
    ]);
  });

  it("F39 a weekly 02:30 survives the night without 02:30, where adding week to week does not", () => {
    const weekly: Cadence = { every: "P1W", anchor: "2026-03-15" };
    const starts = [0, 1, 2, 3, 4].map((index) => {
      const found = resolveWall(occurrenceDate(weekly, index), "02:30", "Europe/Berlin", { gap: "later" });
      return localText(found.at ?? "", "Europe/Berlin");
    });
    expect(starts).toEqual([
      "2026-03-15T02:30:00+01:00",
      "2026-03-22T02:30:00+01:00",
      "2026-03-29T03:30:00+02:00",
      "2026-04-05T02:30:00+02:00",
      "2026-04-12T02:30:00+02:00",
    ]);
    let chained = Temporal.ZonedDateTime.from("2026-03-15T02:30:00[Europe/Berlin]");
    for (let week = 1; week <= 4; week++) chained = chained.add({ weeks: 1 });
    expect(chained.toPlainTime().toString()).toBe("03:30:00");
  });

  it("equals the anchor plus a multiple, as Temporal adds it, and never goes back", () => {
    fc.assert(
      fc.property(cadence, fc.integer({ min: -300, max: 300 }), (rule, index) => {
        const step = Temporal.Duration.from(rule.every);
        const total = { days: step.days * index, weeks: step.weeks * index, months: step.months * index };
        expect(occurrenceDate(rule, index)).toBe(Temporal.PlainDate.from(rule.anchor).add(total).toString());
        expect(occurrenceDate(rule, index) < occurrenceDate(rule, index + 1)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("F47 refuses indexes that leave the calendar", () => {
    expect(refusal(() => occurrenceDate({ every: "P999M", anchor: "2026-01-01" }, 1000))).toContain("four-digit year");
    expect(refusal(() => occurrenceDate({ every: "P1W", anchor: "2026-01-01" }, 0.5))).toContain(
      "index of a slot: 0.5",
    );
    expect(refusal(() => occurrenceDate({ every: "P1W", anchor: "2026-01-01" }, 2 ** 53))).toContain("index of a slot");
    expect(refusal(() => occurrenceDate({ every: "P999W", anchor: "2026-01-01" }, 2 ** 52))).toContain(
      "four-digit year",
    );
  });
});

describe("firstIndexFrom", () => {
  it("is the inverse of occurrenceDate, and the first on or after any date", () => {
    fc.assert(
      fc.property(cadence, fc.integer({ min: -300, max: 300 }), date, (rule, index, day) => {
        expect(firstIndexFrom(rule, occurrenceDate(rule, index))).toBe(index);
        const first = firstIndexFrom(rule, day);
        expect(occurrenceDate(rule, first) >= day).toBe(true);
        expect(occurrenceDate(rule, first - 1) < day).toBe(true);
        expect(Object.is(first, -0)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("cadenceProblem", () => {
  it.each(["P0W", "P1000W", "P2Y", "PT2H", "2W", "P1.5W", "-P1W", "P01W", "P1W1D", ""])("refuses %j", (every) => {
    const problem = cadenceProblem({ every, anchor: "2026-11-25" });
    expect(problem).toMatchObject({ path: "every", hint: expect.stringContaining("such as P2W") });
    expect(problem?.message).toContain(JSON.stringify(every));
    expect(refusal(() => firstIndexFrom({ every, anchor: "2026-11-25" }, "2026-11-25"))).toContain(
      "every: not a cadence",
    );
  });

  it("refuses an anchor that does not exist, and takes the limits", () => {
    expect(cadenceProblem({ every: "P2W", anchor: "2026-02-29" })).toMatchObject({ path: "anchor" });
    for (const every of ["P1D", "P999D", "P2W", "P12M"]) {
      expect(cadenceProblem({ every, anchor: "2026-11-25" })).toBeUndefined();
    }
  });
});

const data = process.env["FOOTPLATE_DATA"];

describe.skipIf(!data)("R6 published trains (needs FOOTPLATE_DATA)", () => {
  it("Rust's trains are P6W from the first of them", () => {
    const text = readFileSync(join(data ?? "", "rust-trains.json"), "utf8");
    const { releases } = JSON.parse(text) as { releases: { release: string }[] };
    const rule: Cadence = { every: "P6W", anchor: releases[0]?.release ?? "" };
    expect(releases.length).toBeGreaterThan(90);
    expect(releases.map((_, index) => occurrenceDate(rule, index))).toEqual(releases.map(({ release }) => release));
  });
});
