import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/repository.ts";
import type { Recorded } from "./judge.ts";

/** How tests ended, and what they saw. */
export interface Ran {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly record: Recorded;
}

/** Runs tests in a process of their own, which writes into an empty folder what it saw. `specs`: the descriptions. */
export async function runTests(
  paths: readonly string[],
  specs: string,
  folder: string,
  output: "inherit" | "ignore" = "inherit",
): Promise<Ran> {
  const report = join(folder, "tests.json");
  const records = join(folder, "records");
  mkdirSync(records);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const child = spawn(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", ...reporters, ...paths], {
    cwd: root,
    stdio: ["ignore", output, output],
    env: { ...process.env, FOOTPLATE_SPECS: specs, FOOTPLATE_CONTRACTS: records },
  });
  const status = await new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  const counts = countsIn(report);
  // A run that breaks without a failed test is one failure.
  const failed = counts.failed === 0 && status !== 0 ? 1 : counts.failed;
  return { ...counts, failed, record: recordIn(records) };
}

function countsIn(report: string): Omit<Ran, "record"> {
  if (!existsSync(report)) return { passed: 0, failed: 0, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, "utf8"),
  ) as Readonly<{
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
    testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
  }>;
  const unread = testResults.filter(({ status, assertionResults }) => status === "failed" && !assertionResults.length);
  return {
    passed: numPassedTests,
    failed: numFailedTests + unread.length,
    skipped: numPendingTests + numTodoTests,
  };
}

function recordIn(folder: string): Recorded {
  const all = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Recorded);
  return { seen: all.flatMap(({ seen }) => seen), violations: all.flatMap(({ violations }) => violations) };
}
