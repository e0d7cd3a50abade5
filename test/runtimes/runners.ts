import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { same } from "./checks.ts";
import { ran } from "./child.ts";
import type { cases } from "./cases/suites.ts";
import type { Check, Job, Tried } from "./report.ts";
import { bun, deno, DENO } from "./runtimes.ts";
import { versionOf } from "./tools.ts";

/** A test runner. */
interface Runner {
  readonly name: string;
  readonly program: (folder: string) => Promise<string | undefined>;
  /** Arguments that make it run the cases. */
  readonly run: readonly string[];
  readonly version?: readonly string[];
  /** How many passed, in what it prints. */
  readonly passed: RegExp;
  /** How many failed; a runner may leave it out when none did. */
  readonly failed: RegExp;
}

/** Longest part of what a runner said that is shown, in characters. */
const MOST_TEXT = 4000;
const here = (): Promise<string> => Promise.resolve(process.execPath);
const vitest = join(import.meta.dirname, "../../node_modules/vitest/vitest.mjs");

const RUNNERS: readonly Runner[] = [
  {
    name: "vitest",
    program: here,
    version: [vitest],
    run: [vitest, "run", "--root=cases", "--globals"],
    passed: /^ *Tests .*\b(\d+) passed/m,
    failed: /^ *Tests .*\b(\d+) failed/m,
  },
  {
    name: "node --test",
    program: here,
    run: ["--test", "--test-reporter=tap", "cases/node.js"],
    passed: /^# pass (\d+)$/m,
    failed: /^# fail (\d+)$/m,
  },
  {
    name: "bun test",
    program: bun,
    run: ["test", "./cases/globals.test.js"],
    passed: /^ *(\d+) pass$/m,
    failed: /^ *(\d+) fail$/m,
  },
  {
    name: "deno test",
    program: deno,
    run: ["test", ...DENO, "cases/deno.js"],
    passed: /\b(\d+) passed\b/,
    failed: /\b(\d+) failed\b/,
  },
];

/** The conformance cases of the installed packages under each runner: all of them, unchanged. */
export function runnerJobs(folder: string): readonly Job[] {
  return RUNNERS.map((runner) => ({
    name: runner.name,
    run: async () => {
      const program = await runner.program(folder);
      return program === undefined ? undefined : tried(runner, program, folder);
    },
  }));
}

async function tried(
  { name, run, version = [], passed, failed }: Runner,
  program: string,
  folder: string,
): Promise<Tried> {
  const suites: { readonly cases: typeof cases } = await import(pathToFileURL(join(folder, "cases/suites.js")).href);
  const names = new Set(suites.cases.map((one) => one.name));
  const { code, said } = await ran([program, ...run], folder, { NO_COLOR: "1" });
  const count = (pattern: RegExp): number => Number(pattern.exec(said)?.[1] ?? 0);
  const got = { passed: count(passed), failed: count(failed), code };
  const right = same("every case passes, and there are as many as the kit has", got, {
    passed: names.size,
    failed: 0,
    code: 0,
  });
  return {
    name: `${name} ${await versionOf([program, ...version], folder)}`,
    parts: { cases: [shown(right, said)] },
    text: `${String(got.passed)} of ${String(names.size)} cases`,
  };
}

function shown(check: Check, said: string): Check {
  return check.wrong === undefined ? check : { ...check, wrong: `${check.wrong}\n${said.slice(-MOST_TEXT)}` };
}
