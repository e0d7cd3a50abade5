import fc from "fast-check";
import { epochMs, fromEpochMs, instant } from "@footplate/core";
import { expect, test } from "vitest";
import { beginsDay, readDay } from "../src/moments.ts";
import { msToWall, wallToMs, withOffset } from "../src/testing/zone.ts";

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Pacific/Auckland",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Africa/Cairo",
];
const DAY_MS = 86_400_000;
const moment = fc
  .integer({ min: Date.parse("2024-01-01"), max: Date.parse("2029-01-01") })
  .map((ms) => ms - (ms % 1000));

test("a date of a zone that this runtime does not know begins as in UTC, and what is no date never", () => {
  expect(readDay("2026-11-25", "Europe/Berlin")).toBe("2026-11-24T23:00:00Z");
  expect(readDay("2026-11-25", "No/Where")).toBe("2026-11-25T00:00:00Z");
  expect(readDay("soon", "UTC")).toBeUndefined();
  expect(readDay("2026-02-30", "UTC")).toBeUndefined();
});

test("a day begins at midnight, and after it where clocks skip it, and at no other time", () => {
  const begins = (at: string, zone: string): boolean => beginsDay(instant(at), zone);
  expect(begins("2026-11-24T23:00:00Z", "Europe/Berlin")).toBe(true);
  expect(begins("2026-11-24T23:00:01Z", "Europe/Berlin")).toBe(false);
  expect(begins("2026-11-25T12:00:00Z", "Europe/Berlin")).toBe(false);
  // In Cairo clocks went from 00:00 to 01:00 on that day.
  expect(begins("2026-04-23T22:00:00Z", "Africa/Cairo")).toBe(true);
  expect(begins("2026-11-24T11:00:00Z", "Pacific/Auckland")).toBe(true);
  expect(begins("9999-12-31T00:00:00Z", "UTC")).toBe(true);
});

/** By the fake's clock: whether its date begins at the moment. */
const begins = (ms: number, zone: string): boolean => {
  const wall = msToWall(ms, zone);
  return wallToMs(wall - (wall % DAY_MS), zone) === ms;
};

test("adapter and fake, written apart, agree on where days begin", () => {
  fc.assert(
    fc.property(moment, fc.constantFrom(...zones), (ms, zone) => {
      const date = new Date(ms).toISOString().slice(0, 10);
      expect(epochMs(readDay(date, zone) ?? "")).toBe(wallToMs(Date.parse(date), zone));
      expect(Date.parse(withOffset(ms, zone))).toBe(ms);
      const at = wallToMs(Date.parse(date), zone);
      expect(beginsDay(fromEpochMs(at), zone)).toBe(true);
      expect(beginsDay(fromEpochMs(ms), zone)).toBe(begins(ms, zone));
    }),
  );
});
