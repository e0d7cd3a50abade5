import type { Plugin } from "vitest/config";
import { startVitest } from "vitest/node";
import { root } from "../support/repository.ts";

/** Names of the tests that were run, those of the groups around them left out. */
export interface Ran {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

/**
 * Runs the tests whose names hold one of these, with the texts of some sources replaced in memory, by absolute path.
 * Nothing on disk changes.
 */
export async function runTests(
  files: readonly string[],
  names: readonly string[],
  texts: ReadonlyMap<string, string>,
): Promise<Ran> {
  const vitest = await startVitest(
    "test",
    [...new Set(files)],
    {
      root,
      watch: false,
      reporters: [{}],
      testNamePattern: new RegExp(names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")),
      testTimeout: 60_000,
    },
    { plugins: [replacing(texts)] },
  );
  try {
    const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()]);
    const ended = (state: string): readonly string[] =>
      tests.filter((test) => test.result().state === state).map(({ name }) => name);
    return { passed: ended("passed"), failed: ended("failed") };
  } finally {
    await vitest.close();
    // The tests of a broken version fail, and are meant to.
    process.exitCode = 0;
  }
}

function replacing(texts: ReadonlyMap<string, string>): Plugin {
  return {
    name: "broken",
    enforce: "pre",
    // What is broken is never kept for later runs, nor taken from earlier ones.
    configureVitest({ defineCacheKeyGenerator }) {
      defineCacheKeyGenerator(({ id }) => (texts.has(id) ? false : undefined));
    },
    load: (id) => texts.get(id),
  };
}
