/** Says how large each entry and some small programs are in a browser. `--write`: sets their ceilings anew. Needs a build. */
import { join } from "node:path";
import { ceilingsOf, measure, readCeilings, writeCeilings } from "./sizes/ceilings.ts";
import { subjectsIn } from "./sizes/subjects.ts";

const root = join(import.meta.dirname, "..");
const measured = subjectsIn(root).map((subject) => measure(subject, root));

if (process.argv.includes("--write")) writeCeilings(root, ceilingsOf(measured));
const ceilings = readCeilings(root);
const figure = (bytes: number | undefined): string => String(bytes ?? "none").padStart(10);
console.log(
  `${"bytes, gzipped".padEnd(34)}${["minified", "whole", "ceiling", "own", "ceiling"].map((word) => word.padStart(10)).join("")}`,
);
for (const { name, whole, own } of measured) {
  const { [name]: ceiling } = ceilings;
  const figures = [whole.minified, whole.gzip, ceiling?.whole, own.gzip, ceiling?.own];
  console.log(`${name.padEnd(34)}${figures.map(figure).join("")}`);
}
