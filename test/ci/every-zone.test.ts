import { expect, it } from "vitest";
import { differences } from "../../packages/core/test/time/clock-changes.ts";

it("F39 F40 every clock change of every zone from 1970 to 2050 is found, and no other", () => {
  const zones = Intl.supportedValuesOf("timeZone");
  expect(zones.length).toBeGreaterThan(300);
  expect(differences(zones)).toEqual([]);
});
