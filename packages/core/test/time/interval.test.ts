import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromEpochMs } from "../../src/time/instant.ts";
import {
  contains,
  type Interval,
  intersect,
  interval,
  overlappingPairs,
  overlaps,
  span,
} from "../../src/time/interval.ts";
import { refusal } from "./refusal.ts";

const noon = "2026-11-25T12:00:00Z";

describe("interval", () => {
  it("holds its start and not its end", () => {
    const window = span(noon, "PT2H");
    expect(window).toEqual({ start: noon, end: "2026-11-25T14:00:00Z" });
    expect(contains(window, noon)).toBe(true);
    expect(contains(window, "2026-11-25T13:59:59.999Z")).toBe(true);
    expect(contains(window, window.end)).toBe(false);
    expect(contains(window, "2026-11-25T07:30:00-05:00")).toBe(true);
  });

  it("lets neighbours touch without an overlap", () => {
    const first = span(noon, "PT2H");
    const next = span(first.end, "PT2H");
    expect(overlaps(first, next)).toBe(false);
    expect(intersect(first, next)).toBeUndefined();
    expect(intersect(first, span("2026-11-25T13:00:00Z", "P1D"))).toEqual(interval("2026-11-25T13:00:00Z", first.end));
  });

  it("refuses an end that is not after the start", () => {
    expect(refusal(() => interval(noon, noon))).toContain("ends at 2026-11-25T12:00:00Z, not after its start");
    expect(refusal(() => interval(noon, "2026-11-25T12:00:00+01:00"))).toContain("later than the start");
    expect(refusal(() => span(noon, "PT0S"))).toContain("later than the start");
  });

  it("counts a day as 24 hours and four weeks as 672, over clock changes too", () => {
    expect(span("2026-10-24T22:00:00Z", "P1D").end).toBe("2026-10-25T22:00:00Z");
    expect(span("2026-03-01T00:00:00Z", "P4W").end).toBe("2026-03-29T00:00:00Z");
  });

  it("F47 refuses a length that leaves the calendar", () => {
    expect(refusal(() => span("9999-12-31T00:00:00Z", "P4W"))).toContain("four-digit year");
  });
});

describe("overlappingPairs", () => {
  const items = fc.array(
    fc.record({ start: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 0, max: 20 }) }),
    { maxLength: 40 },
  );

  it("equals the comparison of all with all, in order of the starts", () => {
    fc.assert(
      fc.property(items, (spans) => {
        const intervals = spans.map(({ start, length }, id) => ({
          id,
          start: fromEpochMs(start * 60_000),
          end: fromEpochMs((start + length) * 60_000),
        }));
        const order = intervals.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.id - b.id));
        const expected = order.flatMap((a, index) =>
          order.slice(index + 1).flatMap((b) => (overlaps(a, b) ? [[a.id, b.id]] : [])),
        );
        expect(overlappingPairs(intervals).map(([a, b]) => [a.id, b.id])).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it("reads each interval once, however many there are", () => {
    let reads = 0;
    const intervals = Array.from({ length: 5000 }, (_, index): Interval => {
      const { start, end } = span(fromEpochMs(index * 3_600_000), "PT30M");
      return Object.defineProperty({ start, end }, "start", {
        get: () => {
          reads += 1;
          return start;
        },
      });
    });
    expect(overlappingPairs(intervals)).toEqual([]);
    expect(reads).toBe(5000);
  });
});
