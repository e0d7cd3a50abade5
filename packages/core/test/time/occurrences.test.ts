import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { occurrenceDate } from "../../src/time/cadence.ts";
import { addDays } from "../../src/time/date.ts";
import { epochMs, fromEpochMs } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import { occurrences, type Recurrence } from "../../src/time/occurrences.ts";
import { resolveWall } from "../../src/time/wall-time.ts";
import { refusal } from "./refusal.ts";

const year = interval("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
const texts = (recurrence: Recurrence, range = year): readonly string[] =>
  [...occurrences(recurrence, range)].map(fromEpochMs);
const daily: Recurrence = {
  cadence: { every: "P1D", anchor: "2026-01-01" },
  at: "02:30",
  zone: "America/New_York",
  gap: "later",
  overlap: "first",
};

describe("occurrences", () => {
  it("gives the wall time of each day of each slot, whatever the clock does in between", () => {
    const fortnightly = {
      cadence: { every: "P2W", anchor: "2026-01-05" },
      days: [1, 3],
      at: "09:00",
      zone: "Europe/Berlin",
    };
    expect(texts(fortnightly, interval("2026-03-15T00:00:00Z", "2026-04-16T00:00:00Z"))).toEqual([
      "2026-03-17T08:00:00Z",
      "2026-03-19T08:00:00Z",
      "2026-03-31T07:00:00Z",
      "2026-04-02T07:00:00Z",
      "2026-04-14T07:00:00Z",
    ]);
  });

  it("leaves out what lies outside the range, and dates that are excepted", () => {
    const range = interval("2026-06-01T06:30:00Z", "2026-06-04T06:30:00Z");
    expect(texts(daily, range)).toEqual(["2026-06-01T06:30:00Z", "2026-06-02T06:30:00Z", "2026-06-03T06:30:00Z"]);
    expect(texts({ ...daily, except: ["2026-06-02"] }, range)).toEqual([
      "2026-06-01T06:30:00Z",
      "2026-06-03T06:30:00Z",
    ]);
  });

  it("F39 F40 refuses a wall time that the clock skips or shows twice, naming both moments, unless a policy chooses", () => {
    const { gap: _gap, ...withoutGap } = daily;
    expect(refusal(() => occurrences(withoutGap, year))).toMatch(
      /02:30 on 2026-03-08 does not exist.*2026-03-08T06:30:00Z or 2026-03-08T07:30:00Z; say which with `gap`/,
    );
    const { overlap: _overlap, ...withoutOverlap } = { ...daily, at: "01:30" };
    expect(refusal(() => occurrences(withoutOverlap, year))).toMatch(/01:30 on 2026-11-01 exists twice.*`overlap`/);
    const day = interval("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z");
    expect(texts(daily, day)).toEqual(["2026-03-08T07:30:00Z"]);
    expect(texts({ ...daily, gap: "earlier" }, day)).toEqual(["2026-03-08T06:30:00Z"]);
    expect(texts({ ...daily, gap: "skip" }, day)).toEqual([]);
  });

  it("gives a moment once that two wall times mean, where a zone left out a whole day", () => {
    const apia = { ...daily, at: "12:00", zone: "Pacific/Apia" };
    const range = interval("2011-12-29T00:00:00Z", "2012-01-01T00:00:00Z");
    expect(texts(apia, range)).toEqual(["2011-12-29T22:00:00Z", "2011-12-30T22:00:00Z", "2011-12-31T22:00:00Z"]);
  });

  it("gives what two slots share once, and in order", () => {
    const shared = texts({ ...daily, days: [1, 0] }, interval("2026-06-01T00:00:00Z", "2026-06-03T00:00:00Z"));
    expect(shared).toEqual(["2026-06-01T06:30:00Z", "2026-06-02T06:30:00Z"]);
  });

  it("names what it cannot use", () => {
    expect(refusal(() => occurrences({ ...daily, at: "25:00" }, year))).toContain('"25:00"');
    expect(refusal(() => occurrences({ ...daily, days: [] }, year))).toContain("give one or more");
    expect(refusal(() => occurrences({ ...daily, days: [0.5] }, year))).toContain("days: not a whole number: 0.5");
    expect(refusal(() => occurrences({ ...daily, zone: "PDT" }, year))).toContain("America/Los_Angeles");
    expect(refusal(() => occurrences({ ...daily, except: ["tomorrow"] }, year))).toContain('"tomorrow"');
    expect(refusal(() => occurrences({ ...daily, cadence: { every: "P1Y", anchor: "2026-01-01" } }, year))).toContain(
      "P1Y",
    );
  });

  it("F39 F40 F47 equals asking for each wall time by itself", () => {
    const zones = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "AoE", "UTC"];
    const recurrence = fc.record({
      cadence: fc.record({
        every: fc.constantFrom("P1D", "P3D", "P1W", "P2W", "P1M"),
        anchor: fc.constantFrom("2011-12-01", "2026-01-31", "2030-06-01"),
      }),
      days: fc.uniqueArray(fc.integer({ min: -10, max: 20 }), { minLength: 1, maxLength: 4 }),
      at: fc.constantFrom("00:00", "01:45", "02:15", "02:30", "12:00", "24:00"),
      zone: fc.constantFrom(...zones),
      gap: fc.constantFrom("later" as const, "earlier" as const, "skip" as const),
      overlap: fc.constantFrom("first" as const, "second" as const),
    });
    const start = fc.integer({ min: Date.parse("2011-01-01"), max: Date.parse("2030-01-01") });
    fc.assert(
      fc.property(recurrence, start, fc.integer({ min: 1, max: 500 }), (rule, startMs, days) => {
        const range = { start: fromEpochMs(startMs), end: fromEpochMs(startMs + days * 86_400_000) };
        const one = new Set<number>();
        // Slots of every day from long before to long after.
        for (let index = -7000; index <= 7000; index += 1) {
          const date = occurrenceDate(rule.cadence, index);
          if (date < "2010-06-01" || date > "2032-01-01") continue;
          for (const day of rule.days) {
            const { at } = resolveWall(addDays(date, day), rule.at, rule.zone, rule);
            if (at !== undefined && at >= range.start && epochMs(at) < epochMs(range.end)) one.add(epochMs(at));
          }
        }
        const sorted = [...one].filter((ms) => ms >= startMs).toSorted((a, b) => a - b);
        expect([...occurrences(rule, range)]).toEqual(sorted);
      }),
      { numRuns: 60 },
    );
  });
});
