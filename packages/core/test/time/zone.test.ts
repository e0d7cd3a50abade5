import { describe, expect, it } from "vitest";
import { ABBREVIATIONS, BY_OFFSET, MODERN_NAMES, STEADY } from "../../src/time/zone-choices.ts";
import { ianaZone, isFixedAbbreviation, zoneProblem } from "../../src/time/zone.ts";
import { intlOffset } from "./transitions.ts";

const MINUTE = 60_000;
const winter = Date.parse("2026-01-15T00:00:00Z");
const summer = Date.parse("2026-07-15T00:00:00Z");

describe("zoneProblem", () => {
  it("takes AoE, UTC and every zone that the runtime lists", () => {
    const zones = [
      ...Intl.supportedValuesOf("timeZone"),
      ...MODERN_NAMES,
      "AoE",
      "UTC",
      "Etc/UTC",
      "Etc/GMT+5",
      "US/Eastern",
    ];
    expect(zones.filter((zone) => zoneProblem(zone) !== undefined || isFixedAbbreviation(zone))).toEqual([]);
  });

  it.each([
    ["EST", "write one of America/New_York, America/Panama (no summer time)"],
    ["EDT", "America/New_York"],
    ["PST", "America/Los_Angeles"],
    ["PDT", "write America/Los_Angeles"],
    ["MST", "America/Denver, America/Phoenix (no summer time)"],
    ["MDT", "write America/Denver"],
    ["CST", "America/Chicago, America/Costa_Rica (no summer time), Asia/Shanghai (no summer time), America/Havana"],
    ["CDT", "America/Chicago"],
    ["CET", "Europe/Berlin"],
    ["CEST", "Europe/Berlin"],
    ["EET", "Europe/Athens"],
    ["BST", "Europe/London, Asia/Dhaka (no summer time)"],
    ["IST", "Asia/Kolkata (no summer time), Europe/Dublin, Asia/Jerusalem"],
    ["AEDT", "Australia/Sydney, Australia/Melbourne"],
    ["EST5EDT", "write America/New_York"],
    ["GMT", "UTC, Europe/London"],
    ["est", "America/New_York"],
    ["EST/EDT", "America/New_York"],
    ["GMT+4", "Asia/Dubai (no summer time); if the offset holds all year, Etc/GMT-4"],
    [
      "UTC-7",
      "America/Denver, America/Phoenix (no summer time), America/Los_Angeles; if the offset holds all year, Etc/GMT+7",
    ],
    ["UTC-0", "UTC, Europe/London"],
    ["+02:00", "Europe/Berlin; if the offset holds all year, Etc/GMT-2"],
    ["UTC+5:30", "write the place that is meant, such as Asia/Kolkata (no summer time)"],
    ["GMT+4 Asia/Dubai", "write Asia/Dubai alone"],
    ["Australia/Melbourne GMT+11", "write Australia/Melbourne alone"],
    ["PST (America/Los_Angeles)", "write America/Los_Angeles alone"],
  ])("refuses %s and lists the choices", (value, choices) => {
    const problem = zoneProblem(value);
    expect(isFixedAbbreviation(value)).toBe(true);
    expect(problem?.message).toContain(value.split("/")[0]);
    expect(problem?.hint).toContain(choices);
  });

  it("says that the signs of Etc/GMT are turned round", () => {
    expect(zoneProblem("GMT+4")?.hint).toContain("Etc/GMT+5 is five hours behind UTC");
  });

  it.each([
    ["America/NewYork", "America/New_York"],
    ["america/new_york", "America/New_York"],
    ["America/New_york", "America/New_York"],
    ["Europe/Berln", "Europe/Berlin"],
    ["Berlin", "Europe/Berlin"],
    ["New York", "America/New_York"],
    ["Asia/kolkata", "Asia/Kolkata"],
    ["Japan", "Asia/Tokyo"],
    ["aoe", "AoE"],
    ["utc", "UTC"],
    [" Europe/Paris", "Europe/Paris"],
  ])("refuses %j and suggests %s", (value, suggestion) => {
    expect(zoneProblem(value)?.hint).toBe(`did you mean ${suggestion}?`);
    expect(isFixedAbbreviation(value)).toBe(false);
  });

  it.each(["", "Mars/Phobos", "Etc/Unknown", "SystemV/EST5", "x".repeat(10_000)])(
    "refuses %.20j with an example",
    (value) => {
      const problem = zoneProblem(value);
      expect(problem?.hint).toMatch(/IANA name|did you mean (?!SystemV)/);
      expect(problem?.message.length).toBeLessThan(120);
    },
  );
});

describe("choices", () => {
  const offsets = (zone: string): readonly number[] => [winter, summer].map((ms) => intlOffset(zone)(ms) / MINUTE);
  const offered = [...Object.values(ABBREVIATIONS), ...BY_OFFSET.values()].flat();

  it("offers only zones that it would take itself", () => {
    expect(offered.filter((zone) => zoneProblem(zone) !== undefined)).toEqual([]);
  });

  it("offers for an offset only places that show it in January or July", () => {
    const wrong = [...BY_OFFSET].flatMap(([minutes, zones]) =>
      zones.filter((zone) => !offsets(zone).includes(minutes)),
    );
    expect(wrong).toEqual([]);
  });

  it("says `no summer time` only where the offset stays", () => {
    expect([...STEADY].filter((zone) => new Set(offsets(zone)).size > 1)).toEqual([]);
    expect([...STEADY].filter((zone) => !offered.includes(zone))).toEqual([]);
  });
});

it("ianaZone gives anywhere on earth its zone, twelve hours behind UTC", () => {
  expect(ianaZone("AoE")).toBe("Etc/GMT+12");
  expect(intlOffset(ianaZone("AoE"))(winter)).toBe(-12 * 60 * MINUTE);
  expect(ianaZone("Europe/Berlin")).toBe("Europe/Berlin");
});
