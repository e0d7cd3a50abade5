import { beforeAll, describe, expect, it } from "vitest";
import { lineNames } from "../simulation/lines.ts";
import { arrivedShare, faultCount, report } from "../simulation/report.ts";
import { simulate, type Simulation } from "../simulation/simulate.ts";

const YEAR_MS = 800_000;

describe("a year of trains of both lines, with faults", () => {
  const simulations: Simulation[] = [];

  beforeAll(async () => {
    for (const line of lineNames) simulations.push(await simulate({ line, weeks: 52, seed: 1 }));
    console.log(simulations.map(report).join("\n"));
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
