import { join } from "node:path";
import { readText, root } from "../support/repository.ts";
import { type Ran, runTests } from "./run-tests.ts";
import { type BrokenVersion, brokenVersions, type Change } from "./versions.ts";

/** The changed text of each file, by its absolute path. Throws where a change does not fit exactly once. */
function textsOf(changes: readonly Change[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { file, from, to } of changes) {
    const path = join(root, file);
    const text = texts.get(path) ?? readText(file);
    if (text.split(from).length !== 2) throw new Error(`the patch no longer applies to ${file}`);
    texts.set(
      path,
      text.replace(from, () => to),
    );
  }
  return texts;
}

/** Throws unless its test passes on the sources as they are, and fails on the broken version. */
async function prove({ changes, test, fails }: BrokenVersion, sound: Ran): Promise<void> {
  const its = (name: string): boolean => name.startsWith(fails);
  if (sound.failed.some(its)) throw new Error(`fails on the sources as they are: ${fails}`);
  if (!sound.passed.some(its)) throw new Error(`${test} has no such test: ${fails}`);
  const ran = await runTests([test], [fails], textsOf(changes));
  if (ran.passed.some(its)) throw new Error(`nobody notices: ${fails}`);
  if (!ran.failed.some(its)) throw new Error(`it cannot even be loaded: ${test}`);
}

async function main(): Promise<void> {
  const count = { passed: 0, failed: 0 };
  const files = brokenVersions.map(({ test }) => test);
  const names = brokenVersions.map(({ fails }) => fails);
  const sound = await runTests(files, names, new Map());
  for (const version of brokenVersions) {
    try {
      await prove(version, sound);
      count.passed += 1;
      console.log(`ok    ${version.name}: caught by ${/^F[F\d ]*\d/.exec(version.fails)?.[0] ?? version.fails}`);
    } catch (error) {
      count.failed += 1;
      console.log(`FAIL  ${version.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  console.log(`${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed > 0 ? 1 : 0;
}

await main();
