/**
 * Runs the adapters' tests with every request and every answer held against the services' own descriptions, and says what
 * was checked and what was not: `npm run contracts -- [SERVICE …]`.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type Service, services } from "../support/spec/services.ts";
import { describeWebhooks, isWebhookService, webhookServices } from "../support/spec/webhooks.ts";
import { type Contract, contractOf, contractOfWebhooks, judge } from "./judge.ts";
import { reportOf } from "./report.ts";
import { runTests } from "./run-tests.ts";
import { sendableIn } from "./sendable.ts";

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function isService(name: string): name is Service {
  return Object.hasOwn(services, name);
}

/** What is wrong with how it was called, each with the way out. */
function problemsOf(asked: readonly string[], specs: string): readonly string[] {
  const names = Object.keys(services).join(", ");
  const unknown = asked.filter((name) => !isService(name)).map((name) => `no service is called ${name}: take ${names}`);
  if (specs === "")
    return [
      ...unknown,
      "FOOTPLATE_SPECS is not set: name the folder that holds the services' descriptions, as in",
      "  FOOTPLATE_SPECS=/path/to/specs npm run contracts",
    ];
  const files = [
    ...Object.values(services).map(({ file }) => file),
    ...Object.values(webhookServices).flatMap((source) => source.files),
  ];
  const missing = files.filter((file) => !existsSync(join(specs, file)));
  return [...unknown, ...missing.map((file) => `the folder ${specs} of FOOTPLATE_SPECS has no ${file}`)];
}

/** Runs the tests of some services, and gives the number of what passed, failed and was skipped. */
async function contracts(chosen: readonly Service[], specs: string, folder: string): Promise<readonly number[]> {
  const running = runTests(
    chosen.map((service) => `packages/adapter-${service}/`),
    specs,
    folder,
  );
  const sendable = sendableIn(chosen.map((service) => `adapter-${service}`));
  const webhooks = Object.keys(webhookServices)
    .filter(isWebhookService)
    .filter((name) => chosen.some((service) => service === webhookServices[name].adapter));
  const all: readonly Contract[] = [
    ...chosen.map((service) =>
      contractOf(describe(service, specs), services[service].base, sendable.get(`adapter-${service}`) ?? []),
    ),
    ...webhooks.map((name) => contractOfWebhooks(describeWebhooks(name, specs))),
  ];
  const ran = await running;
  say(`\ncontracts: what the adapters' tests held against the services' own descriptions\n`);
  const judgements = all.map((contract) => judge(contract, ran.record));
  for (const judgement of judgements) say(`${reportOf(judgement).join("\n")}\n`);
  const covered = judgements.reduce((sum, judgement) => sum + judgement.covered, 0);
  const problems = judgements.flatMap((judgement) => judgement.problems);
  say(`${ran.passed} tests passed, ${ran.failed} failed; ${covered} operations covered, ${problems.length} problems`);
  return [ran.passed + covered, ran.failed + problems.length, ran.skipped];
}

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const specs = process.env["FOOTPLATE_SPECS"] ?? "";
  const problems = problemsOf(asked, specs);
  if (problems.length > 0) {
    say(problems.join("\n"));
    process.exitCode = 1;
    return;
  }
  const chosen = Object.keys(services)
    .filter(isService)
    .filter((service) => asked.length === 0 || asked.includes(service));
  const folder = mkdtempSync(join(tmpdir(), "footplate-contracts-"));
  try {
    const [passed, failed, skipped] = await contracts(chosen, specs, folder);
    say(`${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
