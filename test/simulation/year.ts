import { beforeAll, describe, expect, it } from "vitest";
import type { LineName } from "./lines.ts";
import { arrivedShare, faultCount, report } from "./report.ts";
import { simulate, type Simulation } from "./simulate.ts";

const YEAR_MS = 850_000;

/** The tests of a year of a line's trains. A file for each line, so that they run side by side. */
export function describeYear(line: LineName): void {
  describe(`a year of trains of ${line}, with faults`, () => {
    const simulations: Simulation[] = [];

    beforeAll(async () => {
      const simulation = await simulate({ line, weeks: 52, seed: 1 });
      console.log(report(simulation));
      simulations.push(simulation);
    }, YEAR_MS);

    it("sees at least 500 faults of calls", () => {
      expect(faultCount(simulations)).toBeGreaterThanOrEqual(500);
    });

    it("breaks no invariant", () => {
      expect(simulations.flatMap(({ violations }) => violations)).toEqual([]);
    });

    it("brings at least 95 % of the trains to their arrival; every other says why not", () => {
      expect(arrivedShare(simulations)).toBeGreaterThanOrEqual(0.95);
      const others = simulations.flatMap(({ trains }) => trains.filter((one) => one.due && one.phase !== "arrived"));
      expect(others.filter(({ cause }) => !cause)).toEqual([]);
    });
  });
}
