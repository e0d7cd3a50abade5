import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { durationMs, formatDuration } from "../../src/time/duration.ts";
import { refusal } from "./refusal.ts";

const HOUR = 3_600_000;

describe("durationMs", () => {
  it.each([
    ["PT15M", HOUR / 4],
    ["PT2H", 2 * HOUR],
    ["PT1H30M", 1.5 * HOUR],
    ["P1D", 24 * HOUR],
    ["P4W", 28 * 24 * HOUR],
    ["P1DT1S", 24 * HOUR + 1000],
    ["PT0.25S", 250],
    ["PT0S", 0],
  ])("reads %s", (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it.each(["2h", "P", "PT", "P1DT", "P1M", "P1Y", "-PT1H", "PT-1H", "PT1.5H", "pt2h", "", " PT2H", "PT1M1H"])(
    "refuses %j, names it and shows an example",
    (text) => {
      expect(refusal(() => durationMs(text))).toMatch(new RegExp(`${JSON.stringify(text)}; .*PT2H`));
    },
  );

  it("equals Temporal", () => {
    const count = fc.integer({ min: 0, max: 999_999 });
    fc.assert(
      fc.property(count, count, count, count, (days, hours, minutes, seconds) => {
        const text = `P${days}DT${hours}H${minutes}M${seconds}S`;
        expect(durationMs(text)).toBe(Temporal.Duration.from(text).total("milliseconds"));
      }),
    );
  });
});

describe("formatDuration", () => {
  it.each([
    [2 * HOUR, "2 h"],
    [1.5 * HOUR, "1 h 30 min"],
    [HOUR / 4, "15 min"],
    [45_000, "45 s"],
    [90_000, "1 min 30 s"],
    [59_999_600, "16 h 40 min"],
    [26 * HOUR, "26 h"],
    [52 * HOUR, "2 d 4 h"],
    [28 * 24 * HOUR, "28 d"],
    [250, "250 ms"],
    [0, "0 min"],
    [-HOUR, "-1 h"],
  ])("%d ms is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
