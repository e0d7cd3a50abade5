/**
 * Serves every receiver of webhooks, and plans and applies, in each runtime that we say they run in: `npm run runtimes`.
 * Fetches the runtimes with `npx`, and leaves nothing behind in the workspace.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import { type Check, checkMirrors, checkSaid, checkWebhooks } from "./checks.ts";
import { type Runtime, RUNTIMES } from "./runtimes.ts";
import { startServer, versionOf } from "./server.ts";

/** All checks in one runtime, by what they are about. */
interface Result {
  readonly webhooks: readonly Check[];
  readonly mirrors: readonly Check[];
  readonly said: readonly Check[];
}

const count = { passed: 0, failed: 0 };
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const isRight = ({ wrong }: Check): boolean => wrong === undefined;
const part = (checks: readonly Check[]): string =>
  `${String(checks.filter(isRight).length)} of ${String(checks.length)}`;

async function tried({ command, host, serve }: Runtime, folder: string): Promise<Result> {
  const server = await startServer([...command, ...serve(folder, `${host}.js`)], folder);
  try {
    const webhooks = await checkWebhooks(server.port);
    const mirrors = await checkMirrors(server.port);
    return { webhooks, mirrors, said: checkSaid(server.said()) };
  } catch (error) {
    throw new Error(`${String(error)}; the server said: ${server.said()}`, { cause: error });
  } finally {
    await server.stop();
  }
}

async function tryOut(runtime: Runtime, folder: string): Promise<void> {
  const version = await versionOf(runtime.command, folder);
  if (version === undefined) {
    count.failed += 1;
    say(`missing  ${runtime.name}: it could not be fetched`);
    return;
  }
  const name = `${runtime.name}, ${version}`;
  try {
    const { webhooks, mirrors, said } = await tried(runtime, folder);
    const all = [...webhooks, ...mirrors, ...said];
    const wrong = all.filter((check) => !isRight(check));
    count.passed += all.length - wrong.length;
    count.failed += wrong.length;
    say(
      `${wrong.length === 0 ? "ok       " : "FAILED   "}${name}: webhooks ${part(webhooks)}, plan and apply ${part(mirrors)}, quiet ${part(said)}`,
    );
    for (const check of wrong) say(`         ${check.name}: ${check.wrong ?? ""}`);
  } catch (error) {
    count.failed += 1;
    say(`FAILED   ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "footplate-runtimes-"));
  try {
    await bundle(folder);
    for (const runtime of RUNTIMES) await tryOut(runtime, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  say(`${String(count.passed)} passed, ${String(count.failed)} failed`);
  process.exitCode = count.failed === 0 ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
await main();
