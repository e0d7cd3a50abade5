/**
 * Tries the packages as their users get them: packed, installed by npm into an empty folder, and used from there in each
 * runtime, under each test runner and each TypeScript that we say they work with: `npm run runtimes`. Fetches what is
 * missing with `npx`, and leaves nothing behind but npm's cache.
 */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { layOutConsumer } from "../../scripts/consumer.ts";
import { bundleInto } from "./bundle.ts";
import { demand } from "./child.ts";
import { chromiumJob } from "./chromium.ts";
import { reports } from "./report.ts";
import { runnerJobs } from "./runners.ts";
import { runtimeJobs } from "./runtimes.ts";
import { scaffoldJob } from "./scaffold.ts";
import { typeScriptJobs } from "./typescripts.ts";

const INSTALL_MS = 300_000;
const root = join(import.meta.dirname, "../..");
const temporary = realpathSync(mkdtempSync(join(tmpdir(), "footplate-runtimes-")));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** An application that has installed all packages; gives its folder. */
async function installed(): Promise<string> {
  const [packed, folder] = [join(temporary, "packed"), join(temporary, "consumer")];
  mkdirSync(packed);
  const pnpm = join(root, "node_modules/.bin/pnpm");
  await demand(
    [pnpm, "--filter", "./packages/*", "--recursive", "pack", "--pack-destination", packed],
    root,
    {},
    INSTALL_MS,
  );
  layOutConsumer(folder, root);
  const tarballs = readdirSync(packed).map((file) => join(packed, file));
  await demand(["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", ...tarballs], folder, {}, INSTALL_MS);
  await bundleInto(folder);
  return folder;
}

async function main(): Promise<void> {
  const folder = await installed().catch((error: unknown) => {
    say(`FAILED   packages, packed and installed: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (folder === undefined) return end(0, 1);
  const jobs = [
    ...runtimeJobs(folder),
    chromiumJob(folder),
    ...runnerJobs(folder),
    ...typeScriptJobs(folder),
    scaffoldJob(folder),
  ];
  const count = { passed: 0, failed: 0 };
  for await (const { lines, passed, failed } of reports(jobs, Math.max(2, availableParallelism()))) {
    count.passed += passed;
    count.failed += failed;
    lines.forEach(say);
  }
  end(count.passed, count.failed);
}

function end(passed: number, failed: number): void {
  say(`${String(passed)} passed, ${String(failed)} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

process.once("exit", () => rmSync(temporary, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
await main();
