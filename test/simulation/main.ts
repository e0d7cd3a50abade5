import { parseArgs } from "node:util";
import { type LineName, lineNames } from "./lines.ts";
import { arrivedShare, faultCount, report } from "./report.ts";
import { simulate } from "./simulate.ts";

/** `npm run simulate -- --line retail --weeks 6 --seed 7 --no-retry`. */
const { values } = parseArgs({
  options: {
    line: { type: "string", multiple: true, default: [...lineNames] },
    weeks: { type: "string", default: "52" },
    seed: { type: "string", default: "1" },
    "no-retry": { type: "boolean", default: false },
  },
});

const simulations = [];
for (const line of lineNames.filter((name: LineName) => values.line.includes(name))) {
  const began = performance.now();
  const simulation = await simulate({
    line,
    weeks: Number(values.weeks),
    seed: Number(values.seed),
    retry: !values["no-retry"],
  });
  console.log(report(simulation));
  console.log(`  ${((performance.now() - began) / 1000).toFixed(1)} s`);
  simulations.push(simulation);
}
const broken = simulations.some(({ violations }) => violations.length > 0);
console.log(
  `${String(faultCount(simulations))} faults, ${(arrivedShare(simulations) * 100).toFixed(1)} % of the trains arrived, ${broken ? "an invariant was broken" : "no invariant was broken"}`,
);
process.exitCode = broken ? 1 : 0;
