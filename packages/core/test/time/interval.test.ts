import { describe, expect, it } from "vitest";
import { contains, intersect, interval, overlaps, span } from "../../src/time/interval.ts";
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
