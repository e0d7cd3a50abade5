import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { installOurs, installPeers } from "./harness/install.ts";
import { benchOptions } from "./harness/options.ts";
import type { Effort } from "./harness/part.ts";
import { places } from "./harness/places.ts";
import { tableText } from "./harness/table.ts";
import { type FoundPart, type Results, writePage } from "./harness/write-page.ts";
import { tally, verdictColumns, verdictRow } from "./harness/verdict.ts";
import { parts } from "./targets/parts.ts";

const options = benchOptions(process.argv.slice(2), join(places.bench, "results/latest.json"));
const effort: Effort = { quick: options.quick, rounds: (most) => (options.quick ? Math.min(3, most) : most) };
const began = performance.now();

installPeers();
installOurs();
const found: FoundPart[] = [];
for (const part of parts) {
  if (options.only.length > 0 && !options.only.includes(part.target)) continue;
  console.log(`\n## ${part.target === 0 ? "" : `${part.target}. `}${part.title}\n`);
  const started = performance.now();
  const { tables, verdicts } = await part.measure(effort);
  for (const { title, columns, rows } of tables) console.log(`${title}\n\n${tableText(columns, rows)}\n`);
  console.log(tableText(verdictColumns, verdicts.map(verdictRow)));
  const seconds = (performance.now() - started) / 1000;
  console.log(`(${seconds.toFixed(0)} s)`);
  found.push({ target: part.target, title: part.title, seconds, tables, verdicts });
}
const verdicts = found.flatMap((part) => part.verdicts);
const seconds = (performance.now() - began) / 1000;
console.log(`\n## All\n\n${tableText(verdictColumns, verdicts.map(verdictRow))}\n`);
console.log(`${tally(verdicts)}, in ${seconds.toFixed(0)} s:\n`);
const took = found.map(({ target, title, seconds: of }) => [String(target), title, of.toFixed(0)]);
console.log(tableText(["#", "part", "seconds"], took));

const machine = `${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GB`;
mkdirSync(dirname(options.out), { recursive: true });
const results: Results = {
  at: new Date().toISOString(),
  node: process.version,
  machine,
  quick: options.quick,
  seconds,
  parts: found,
};
writeFileSync(options.out, `${JSON.stringify(results, null, 2)}\n`);
if (options.write) writePage(join(places.root, "docs/performance.md"), results);
