import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dateIn } from "../../src/time/date.ts";
import { epochMs, fromEpochMs } from "../../src/time/instant.ts";
import { startOfDay } from "../../src/time/start-of-day.ts";
import { refusal } from "./refusal.ts";

describe("startOfDay", () => {
  it("gives midnight, and the first moment after it where clocks skip it", () => {
    expect(startOfDay("2026-11-25", "Europe/Berlin")).toBe("2026-11-24T23:00:00Z");
    expect(startOfDay("2026-11-25", "America/New_York")).toBe("2026-11-25T05:00:00Z");
    expect(startOfDay("2026-11-25", "AoE")).toBe("2026-11-25T12:00:00Z");
    // Clocks changed the night before, and will change the night after.
    expect(startOfDay("2026-03-30", "Europe/Berlin")).toBe("2026-03-29T22:00:00Z");
    expect(startOfDay("2026-10-25", "Europe/Berlin")).toBe("2026-10-24T22:00:00Z");
    // In Cairo clocks went from 00:00 to 01:00 on that day.
    expect(startOfDay("2026-04-24", "Africa/Cairo")).toBe("2026-04-23T22:00:00Z");
    // In Havana clocks showed the hour from midnight twice.
    expect(startOfDay("2026-11-01", "America/Havana")).toBe("2026-11-01T04:00:00Z");
  });

  it("gives nothing for a zone that the runtime does not know, and refuses what is no date", () => {
    expect(startOfDay("2026-11-25", "No/Where")).toBeUndefined();
    expect(refusal(() => startOfDay("2026-02-30", "UTC"))).toContain('not a date: "2026-02-30"');
  });

  it("lies between the days: the moment before it is of an earlier date, and no earlier moment is of this one", () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
    const days = fc.integer({ min: 0, max: 29_000 });
    fc.assert(
      fc.property(zones, days, fc.integer({ min: 1, max: 86_400_000 }), (zone, day, before) => {
        const date = addDays("1970-01-01", day);
        const ms = epochMs(startOfDay(date, zone) ?? "");
        // Where a zone left a whole date out, it is the next one that begins.
        expect([date, addDays(date, 1)]).toContain(dateIn(fromEpochMs(ms), zone));
        expect(dateIn(fromEpochMs(ms - before), zone) < date).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
