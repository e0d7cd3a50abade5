import { beforeAll, describe, expect, it } from "vitest";
import type { LineName } from "./lines.ts";
import { arrivedShare, faultCount, report } from "./report.ts";
import { simulate, type Simulation } from "./simulate.ts";

const LIMIT_MS = 850_000;
// A whole year is FOOTPLATE_WEEKS=52, or npm run simulate: some five minutes for each line.
const weeks = Number(process.env["FOOTPLATE_WEEKS"] ?? 10);

/** The tests of some weeks of a line's trains. A file for each line, so that they run side by side. */
export function describeWeeks(line: LineName): void {
  describe(`${String(weeks)} weeks of trains of ${line}, with faults`, () => {
    const simulations: Simulation[] = [];

    beforeAll(async () => {
      const simulation = await simulate({ line, weeks, seed: 1 });
      console.log(report(simulation));
      simulations.push(simulation);
    }, LIMIT_MS);

    it("sees at least ten faults of calls a week", () => {
      expect(faultCount(simulations)).toBeGreaterThanOrEqual(10 * weeks);
    });

    it("breaks no invariant", () => {
      expect(simulations.flatMap(({ violations }) => violations)).toEqual([]);
    });

    it("brings the trains to their arrival, 95 % of them in a year; every other says why not", () => {
      expect(arrivedShare(simulations)).toBeGreaterThanOrEqual(weeks < 52 ? 0.7 : 0.95);
      const others = simulations.flatMap(({ trains }) => trains.filter((one) => one.due && one.phase !== "arrived"));
      expect(others.filter(({ cause }) => !cause)).toEqual([]);
    });
  });
}
