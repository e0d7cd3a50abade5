import { describe, expect, it } from "vitest";
import { lineNames } from "./simulation/lines.ts";
import { arrivedShare, faultCount } from "./simulation/report.ts";
import { simulate } from "./simulation/simulate.ts";

const SLOW_MS = 300_000;
const weeks = 6;
const seed = 3;

describe.each(lineNames)("six weeks of trains of %s, with faults", (line) => {
  it(
    "break no invariant, and every train that is due arrives or says why",
    async () => {
      const simulation = await simulate({ line, weeks, seed });
      expect(simulation.violations).toEqual([]);
      expect(faultCount([simulation])).toBeGreaterThan(50);
      expect(arrivedShare([simulation])).toBeGreaterThan(0.6);
      const silent = simulation.trains.filter(({ due, phase, cause }) => due && phase !== "arrived" && !cause);
      expect(silent).toEqual([]);
    },
    SLOW_MS,
  );
});

it(
  "F75 the same weeks break an invariant where nothing that failed is tried again",
  async () => {
    const { violations } = await simulate({ line: "retail", weeks, seed, retry: false, untilBroken: true });
    expect(violations.length).toBeGreaterThan(0);
  },
  SLOW_MS,
);
