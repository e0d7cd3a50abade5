import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochMs, fromEpochMs, instant } from "../../src/time/instant.ts";
import { refusal } from "./refusal.ts";

describe("instant", () => {
  it("brings every accepted form to one text in UTC", () => {
    expect(instant("2026-11-25T22:00:00-05:00")).toBe("2026-11-26T03:00:00Z");
    expect(instant("2026-11-26t03:00:00.250z")).toBe("2026-11-26T03:00:00.250Z");
    expect(instant("2026-11-26T03:00:00.999999999Z")).toBe("2026-11-26T03:00:00.999Z");
    expect(instant(new Date(0))).toBe("1970-01-01T00:00:00Z");
    expect(instant({ epochMilliseconds: 1000 })).toBe("1970-01-01T00:00:01Z");
  });

  it.each([
    "2026-11-25",
    "2026-11-25T22:00:00",
    "2026-11-25 22:00:00Z",
    "2026-11-25T22:00Z",
    "2026-02-30T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-11-25T25:00:00Z",
    "2026-11-25T22:00:00+24:00",
    "2026-11-25T22:00:00+5",
    "now",
    "",
  ])("refuses %s and shows the form", (text) => {
    expect(refusal(() => instant(text))).toContain(`${JSON.stringify(text)}; write it as RFC 3339`);
  });

  it("F47 refuses what has no four-digit year instead of writing a longer one", () => {
    const microseconds = 1_780_000_000_000_000;
    expect(refusal(() => fromEpochMs(microseconds))).toContain("milliseconds, not seconds or microseconds");
    expect(refusal(() => instant(new Date(microseconds)))).toContain("not a moment");
    expect(refusal(() => instant("9999-12-31T23:59:59-01:00"))).toContain("not a moment");
    expect(refusal(() => instant("0000-01-01T00:00:00+01:00"))).toContain("not a moment");
    expect(refusal(() => fromEpochMs(Number.NaN))).toContain("NaN");
    expect(refusal(() => instant({ epochMilliseconds: Number.POSITIVE_INFINITY }))).toContain("not a moment");
  });

  it("keeps the moment and the order through text", () => {
    const ms = fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 });
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        expect(epochMs(fromEpochMs(a))).toBe(a);
        if (a % 1000 === 0 && b % 1000 === 0) expect(fromEpochMs(a) < fromEpochMs(b)).toBe(a < b);
      }),
      { numRuns: 1000 },
    );
  });
});
