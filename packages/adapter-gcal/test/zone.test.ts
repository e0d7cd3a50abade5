import fc from "fast-check";
import { epochMs } from "@footplate/core";
import { expect, test } from "vitest";
import { isMidnight, startOfDay } from "../src/zone.ts";
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
const moment = fc
  .integer({ min: Date.parse("2024-01-01"), max: Date.parse("2029-01-01") })
  .map((ms) => ms - (ms % 1000));

test("a day begins at midnight, or at the first moment that exists", () => {
  expect(startOfDay("2026-11-25", "Europe/Berlin")).toBe("2026-11-24T23:00:00Z");
  expect(startOfDay("2026-11-25", "America/New_York")).toBe("2026-11-25T05:00:00Z");
  // Clocks changed the night before, and will change the night after.
  expect(startOfDay("2026-03-30", "Europe/Berlin")).toBe("2026-03-29T22:00:00Z");
  expect(startOfDay("2026-10-25", "Europe/Berlin")).toBe("2026-10-24T22:00:00Z");
  // In Cairo clocks went from 00:00 to 01:00 on that day.
  expect(startOfDay("2026-04-24", "Africa/Cairo")).toBe("2026-04-23T22:00:00Z");
  expect(startOfDay("2026-11-25", "No/Where")).toBe("2026-11-25T00:00:00Z");
  expect(startOfDay("soon", "UTC")).toBeUndefined();
});

test("adapter and fake, written apart, agree on where days begin", () => {
  fc.assert(
    fc.property(moment, fc.constantFrom(...zones), (ms, zone) => {
      const date = new Date(ms).toISOString().slice(0, 10);
      expect(epochMs(startOfDay(date, zone) ?? "")).toBe(wallToMs(Date.parse(date), zone));
      expect(Date.parse(withOffset(ms, zone))).toBe(ms);
      expect(isMidnight(ms, zone)).toBe(msToWall(ms, zone) % 86_400_000 === 0);
    }),
  );
});
