import { join } from "node:path";
import { startVitest } from "vitest/node";
import { root } from "../support/repository.ts";
import { check, type Tally } from "./tally.ts";

/** Tests of the core, with how many seeds and at every how many calls. */
interface Round {
  readonly files: readonly string[];
  readonly seeds: number;
  readonly stride: number;
}

/** A tick is looked at for a whole day, so that fewer of them are tried in the same time. */
const ROUNDS: readonly Round[] = [
  { files: ["plan/crash", "plan/bots"], seeds: 1000, stride: 1 },
  { files: ["conduct/crash", "conduct/bots"], seeds: 40, stride: 17 },
];

/** What dies at every call, and what is interleaved by every seed, in one process. Says how many tests there were. */
export async function inProcess(tally: Tally): Promise<number> {
  let count = 0;
  for (const round of ROUNDS) count += await play(tally, round);
  return count;
}

/** Runs the tests, and counts each as one thing that must hold. */
async function play(tally: Tally, { files, seeds, stride }: Round): Promise<number> {
  Object.assign(process.env, { FOOTPLATE_SEEDS: String(seeds), FOOTPLATE_STRIDE: String(stride) });
  const paths = files.map((file) => join("packages/core/test", `${file}.test.ts`));
  const vitest = await startVitest("test", paths, { root, watch: false, reporters: [{}], testTimeout: 600_000 });
  try {
    const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()]);
    for (const test of tests) {
      const { state, errors } = test.result();
      check(tally, `${test.name}: ${state}`, state === "passed", (errors?.[0]?.message ?? "").slice(0, 500));
    }
    check(tally, `${files.join(", ")}: there are tests`, tests.length > 0);
    return tests.length;
  } finally {
    await vitest.close();
    process.exitCode = 0;
  }
}
