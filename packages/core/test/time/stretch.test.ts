import * as fc from "fast-check";
import { expect, it } from "vitest";
import { stretchesAround } from "../../src/time/stretch.ts";
import { differences, FROM_MS } from "./clock-changes.ts";

// Days and not months apart, by half an hour, over midnight, over a whole day, twice a year around Ramadan, never.
const ODD = [
  "America/Noronha",
  "Asia/Gaza",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Pacific/Apia",
  "Africa/Casablanca",
  "Antarctica/Troll",
  "UTC",
  "Etc/GMT+12",
];

it("F39 F40 every clock change of odd zones from 1970 to 2050 is found, and no other", () => {
  expect(differences(ODD)).toEqual([]);
});

it("F39 F40 every clock change of any zone from 1970 to 2050 is found, and no other", () => {
  const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  fc.assert(
    fc.property(zone, (one) => {
      expect(differences([one])).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

it("a table has no holes, and reaches days beyond what it is asked for", () => {
  for (const ms of [FROM_MS, Date.parse("2026-12-31T23:59:59Z"), Date.parse("2027-01-03T00:00:00Z")]) {
    const table = stretchesAround(ms, "Europe/Berlin");
    expect(table.slice(1).map(({ fromMs }) => fromMs)).toEqual(table.slice(0, -1).map(({ toMs }) => toMs));
    expect(table[0]?.fromMs).toBeLessThan(ms - 3 * 86_400_000);
    expect(table.at(-1)?.toMs).toBeGreaterThan(ms + 3 * 86_400_000);
  }
});

it("throws what the runtime throws for a zone that it does not know", () => {
  expect(() => stretchesAround(0, "Mars/Olympus")).toThrow(RangeError);
});
