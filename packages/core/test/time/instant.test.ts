import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochMs, fromEpochMs, instant } from "../../src/time/instant.ts";
import { refusal } from "./refusal.ts";

/** Milliseconds by the grammar of RFC 3339, the length of the month and the platform's own reader; nothing where it is no moment. */
function plainly(text: string): number | undefined {
  const written = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i.exec(
    text,
  );
  const [, year = "", month = "", day = ""] = written ?? [];
  const lastDay = new Date(`${year}-${month}-01T00:00:00Z`);
  lastDay.setUTCMonth(lastDay.getUTCMonth() + 1, 0);
  const ms = Number(day) <= lastDay.getUTCDate() ? Date.parse(text.toUpperCase()) : Number.NaN;
  return ms >= -62_167_219_200_000 && ms <= 253_402_300_799_999 ? ms : undefined;
}

describe("instant", () => {
  it("brings every accepted form to one text in UTC", () => {
    expect(instant("2026-11-25T22:00:00-05:00")).toBe("2026-11-26T03:00:00Z");
    expect(instant("2026-11-26t03:00:00.250z")).toBe("2026-11-26T03:00:00.250Z");
    expect(instant("2026-11-26T03:00:00.999999999Z")).toBe("2026-11-26T03:00:00.999Z");
    expect(instant("2026-11-26t03:00:00z")).toBe("2026-11-26T03:00:00Z");
    expect(instant("2026-11-26T03:00:00z")).toBe("2026-11-26T03:00:00Z");
    expect(instant("2026-11-25T24:00:00Z")).toBe("2026-11-26T00:00:00Z");
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

  it("reads what the grammar and the platform's calendar allow, and nothing else", () => {
    const two = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, "0"));
    const offset = fc.tuple(fc.constantFrom("+", "-"), two(25), fc.constantFrom(":", ":", ""), two(61));
    const parts = fc.tuple(
      fc.constantFrom("0000", "0004", "1900", "1999", "2000", "2026", "2028", "9999", "20x6", "+026"),
      fc.constantFrom("-", "-", "-", ":", ""),
      two(13),
      fc.constantFrom("-", "-", "-", "/"),
      two(32),
      fc.constantFrom("T", "T", "T", "t", " "),
      two(25),
      fc.constantFrom(":", ":", ":", "."),
      two(61),
      fc.constantFrom(":", ":", ":", ""),
      fc.oneof(two(59), two(61), fc.constantFrom("x0", "0", "-1")),
      fc.oneof(
        fc.constantFrom(
          "",
          "",
          "",
          ".",
          ".1",
          ".12",
          ".120",
          ".999",
          ".12x",
          ".x20",
          ".1201",
          ".123456789",
          ".1234567890",
          ",120",
        ),
        fc.integer({ min: 0, max: 999 }).map((value) => `.${String(value).padStart(3, "0")}`),
      ),
      fc.oneof(
        fc.constantFrom("Z", "Z", "Z", "z", "", "ZZ", "Z ", "+00:00", "-00:00"),
        offset.map((texts) => texts.join("")),
      ),
    );
    const whole = fc.oneof(
      parts.map((texts) => texts.join("")),
      fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
    );
    fc.assert(
      fc.property(whole, (text) => {
        const expected = plainly(text);
        if (expected === undefined) expect(refusal(() => epochMs(text))).toContain("not a moment");
        else expect(epochMs(text)).toBe(expected);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    ["2026-11-25T24:00:00Z", Date.UTC(2026, 10, 26)],
    ["2026-11-25T24:00:00.000+01:00", Date.UTC(2026, 10, 25, 23)],
    ["2026-11-25T00:00:00+23:59", Date.UTC(2026, 10, 24, 0, 1)],
    ["2026-11-25T00:00:00.007-00:30", Date.UTC(2026, 10, 25, 0, 30, 0, 7)],
    ["0000-01-01T00:00:00Z", -62_167_219_200_000],
    ["2000-02-29T00:00:00Z", Date.UTC(2000, 1, 29)],
  ])("reads %s", (text, ms) => {
    expect(epochMs(text)).toBe(ms);
  });

  it.each(["2016-12-31T23:59:60Z", "1900-02-29T00:00:00Z", "2026-11-25T24:00:01Z", "2026-11-25T22:60:00Z"])(
    "refuses %s, which no clock shows",
    (text) => {
      expect(refusal(() => epochMs(text))).toContain("not a moment");
    },
  );

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
