import { beforeAll, describe, expect, it } from "vitest";
import { lineNames } from "../simulation/lines.ts";
import { arrivedShare, faultCount, report } from "../simulation/report.ts";
import { simulate, type Simulation } from "../simulation/simulate.ts";

const LIMIT_MS = 1_500_000;
// A whole year is FOOTPLATE_WEEKS=52, or npm run simulate: some ten minutes.
const weeks = Number(process.env["FOOTPLATE_WEEKS"] ?? 10);

describe(`${String(weeks)} weeks of trains of both lines, with faults`, () => {
  const simulations: Simulation[] = [];

  beforeAll(async () => {
    for (const line of lineNames) simulations.push(await simulate({ line, weeks, seed: 1 }));
    console.log(simulations.map(report).join("\n"));
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
