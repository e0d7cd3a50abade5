import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { classesRenamed } from "./class-names.ts";
import { namesHidden } from "./declarations.ts";
import { imported, judgeImport } from "./imports.ts";
import { packagesIn } from "./packages.ts";
import { run } from "./run.ts";
import { above, measure, type Measured, readCeilings } from "./sizes/ceilings.ts";
import { strangersIn } from "./sizes/strangers.ts";
import { subjectsIn } from "./sizes/subjects.ts";
import { pack } from "./tarball.ts";
import { aboveBudget, BUDGETS, COMPILERS, typeCost } from "./types/cost.ts";

const root = join(import.meta.dirname, "..");
const temporary = mkdtempSync(join(tmpdir(), "footplate-"));
const count = { passed: 0, failed: 0 };

function step(name: string, act: () => void): void {
  try {
    act();
    count.passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    count.failed += 1;
    console.log(`FAIL  ${name}\n${indent(error instanceof Error ? error.message : String(error))}`);
  }
}

function demandNone(wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
}

function indent(text: string): string {
  return text.replace(/^/gm, "      ");
}

function checkPackage(name: string): void {
  const folder = join(root, "packages", name);
  let tarball: string | undefined;
  step(`${name}: declarations name nothing hidden`, () => demandNone(namesHidden(join(folder, "dist"))));
  step(`${name}: classes go by their names`, () => demandNone(classesRenamed(join(folder, "dist"))));
  step(`${name}: packs what it should`, () => {
    const packed = pack(folder, temporary);
    tarball = packed.tarball;
    demandNone(packed.wrong);
  });
  const file = tarball;
  if (file === undefined) return;
  step(`${name}: publint`, () => void run("publint", ["run", file, "--strict"], root));
  step(`${name}: are the types wrong`, () => void run("attw", [file, "--profile", "esm-only"], root));
}

function checkSizes(): void {
  const ceilings = readCeilings(root);
  for (const subject of subjectsIn(root)) {
    let measured: Measured | undefined;
    step(`${subject.name}: in a browser, not above its ceiling`, () => {
      measured = measure(subject, root);
      demandNone(above(measured, ceilings));
    });
    const { whole } = measured ?? {};
    if (whole !== undefined)
      step(`${subject.name}: in a browser, nothing that does not belong there`, () => demandNone(strangersIn(whole)));
  }
}

function checkTypes(): void {
  const program = readFileSync(join(root, "scripts/types/consumer.ts"), "utf8");
  for (const [version, compiler] of COMPILERS)
    for (const kind of ["trusted", "checked"] as const)
      step(`types: what a small program pays in TypeScript ${version}, declarations ${kind}`, () => {
        const cost = typeCost(program, root, root, { compiler, checked: kind === "checked" });
        console.log(`      ${cost.instantiations} instantiations, ${cost.lines} lines`);
        demandNone(aboveBudget(cost, BUDGETS[kind]));
      });
}

/** The most files that an import reads: of core, of everything that runs anywhere, and of what judges documents. */
const IMPORTS: readonly (readonly [most: number, ...entries: string[]])[] = [
  [3, "@footplate/core"],
  [3, "@footplate/core/schema"],
  [4, "@footplate/http"],
  [
    10,
    "@footplate/core",
    "@footplate/adapter-github",
    "@footplate/adapter-statuspage",
    "@footplate/adapter-gcal",
    "@footplate/adapter-opsgenie",
  ],
];

function checkImports(): void {
  for (const [most, ...entries] of IMPORTS)
    step(`${entries.join(" + ")}: an import reads ${most} files at most, and nothing that is not needed yet`, () =>
      demandNone(judgeImport(imported(entries, root), most)),
    );
}

function main(): void {
  packagesIn(root).forEach(checkPackage);
  checkImports();
  checkSizes();
  checkTypes();
}

try {
  process.env["PATH"] = `${join(root, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`;
  main();
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed === 0 ? 0 : 1;
