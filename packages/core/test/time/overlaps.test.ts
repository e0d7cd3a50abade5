import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromEpochMs } from "../../src/time/instant.ts";
import { type Interval, overlaps, span } from "../../src/time/interval.ts";
import { overlapIndex, overlappingPairs } from "../../src/time/overlaps.ts";
import { refusal } from "./refusal.ts";

const many = fc.array(
  fc.record({
    start: fc.integer({ min: 0, max: 60 }),
    length: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(1000)),
    place: fc.constantFrom("a", "b", "__proto__"),
  }),
  { maxLength: 60 },
);
type Made = Interval & { readonly id: number; readonly place: string };
const made = (spans: readonly { start: number; length: number; place: string }[]): readonly Made[] =>
  spans.map(({ start, length, place }, id) => ({
    id,
    place,
    start: fromEpochMs(start * 60_000),
    end: fromEpochMs((start + length) * 60_000),
  }));
const inOrder = (items: readonly Made[]): readonly Made[] =>
  items.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.id - b.id));
const allPairs = (items: readonly Made[]): readonly (readonly number[])[] => {
  const order = inOrder(items);
  return order.flatMap((a, index) => order.slice(index + 1).flatMap((b) => (overlaps(a, b) ? [[a.id, b.id]] : [])));
};
const ids = (pairs: readonly (readonly Made[])[]): readonly (readonly number[])[] =>
  pairs.map((pair) => pair.map(({ id }) => id));

describe("overlappingPairs", () => {
  it("equals the comparison of all with all, in order of the starts", () => {
    fc.assert(
      fc.property(many, (spans) => {
        expect(ids(overlappingPairs(made(spans)))).toEqual(allPairs(made(spans)));
      }),
      { numRuns: 500 },
    );
  });

  it("compares only what is at one place, place after place as they come", () => {
    fc.assert(
      fc.property(many, (spans) => {
        const items = made(spans);
        const withLength = items.filter(({ start, end }) => start < end);
        const places = [...new Set(withLength.map(({ place }) => place))];
        const expected = places.flatMap((place) => allPairs(items.filter((item) => item.place === place)));
        expect(ids(overlappingPairs(items, ({ place }) => place))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("puts in order what lies thousands of years apart", () => {
    const years = fc.array(
      fc.record({
        start: fc.integer({ min: -17_000_000, max: 30_000_000 }),
        length: fc.integer({ min: 0, max: 30_000_000 }),
        place: fc.constantFrom("a", "b"),
      }),
      { minLength: 40, maxLength: 120 },
    );
    fc.assert(
      fc.property(years, (spans) => {
        const far = spans.map(({ start, length, place }) => ({ start: start * 60, length: length * 60, place }));
        expect(ids(overlappingPairs(made(far)))).toEqual(allPairs(made(far)));
      }),
      { numRuns: 50 },
    );
  });

  it("says which moment it cannot read", () => {
    const wrong = { start: "soon", end: "later" } as unknown as Interval;
    expect(refusal(() => overlappingPairs([wrong]))).toContain('"soon"');
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

describe("overlapIndex", () => {
  it("finds all that lies in the way of an interval, in order, long ones that began before included", () => {
    fc.assert(
      fc.property(many, fc.integer({ min: 0, max: 70 }), fc.integer({ min: 1, max: 30 }), (spans, start, length) => {
        const items = made(spans);
        const asked = { start: fromEpochMs(start * 60_000), end: fromEpochMs((start + length) * 60_000) };
        const expected = inOrder(items).filter((item) => overlaps(item, asked));
        expect(overlapIndex(items).overlapping(asked)).toEqual(expected);
        const index = overlapIndex(items, ({ place }) => place);
        for (const place of ["a", "__proto__", "nowhere"])
          expect(index.overlapping(asked, place)).toEqual(expected.filter((item) => item.place === place));
      }),
      { numRuns: 500 },
    );
  });
});
