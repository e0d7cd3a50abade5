/** A bot in a server: conducts the trains of a line, and looks at once when GitHub says that something happened. */
import { once } from "node:events";
import { signedWebhook } from "@footplate/adapter-github/testing";
import type { Clock } from "@footplate/core";
import type { Conducted } from "@footplate/core/conduct";
import { complain } from "../shared/complain.ts";
import { type Place, place } from "../shared/place.ts";
import { run } from "./server.ts";

const MINUTE_MS = 60_000;

async function main(): Promise<void> {
  const here = await place("2026-11-16T11:00:00Z");
  try {
    await (here.pretended === undefined ? serve(here) : rehearse(here, here.pretended));
  } finally {
    await here.close();
  }
}

/** Until somebody ends it. */
async function serve({ line, ports, clock }: Place): Promise<void> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  await run({ line, ports, clock }, stop.signal, say);
  console.log("stopped");
}

/** A deploy to the first stop, with webhooks as GitHub would send them. Nothing else wakes the bot. */
async function rehearse({ line, ports }: Place, { clock, services }: NonNullable<Place["pretended"]>): Promise<void> {
  const secret = crypto.randomUUID();
  process.env["GITHUB_WEBHOOK_SECRET"] = secret;
  const stop = new AbortController();
  const steps = [
    { passes: 5 * MINUTE_MS, event: "workflow_run", body: { action: "completed" } },
    { passes: 25 * MINUTE_MS, event: "deployment_status", body: { action: "created" } },
  ];
  const deliver = async (port: number): Promise<void> => {
    const step = steps.shift();
    if (step === undefined) return stop.abort();
    clock.advance(step.passes);
    console.log(`  … ${String(step.passes / MINUTE_MS)} minutes later GitHub delivers ${step.event}`);
    const url = `http://127.0.0.1:${String(port)}/github`;
    const { status } = await fetch(await signedWebhook({ ...step, secret, url }));
    console.log(`  … and is answered ${String(status)}`);
  };
  const sleep: Clock["sleep"] = async (_ms, signal = stop.signal) => {
    if (!signal.aborted) await once(signal, "abort");
    signal.throwIfAborted();
  };
  let failed: unknown;
  await run({ line, ports, clock: { ...clock, sleep } }, stop.signal, (event, port) => {
    say(event);
    if (event.type === "tick")
      setImmediate(() => {
        deliver(port).catch((error: unknown) => stop.abort((failed = error)));
      });
  });
  if (failed !== undefined) throw failed;
  const told = services.state().chat.messages.filter(({ channel }) => channel === "#shop");
  console.log(`\n#shop has read:\n${told.map(({ text }) => `  ${text}`).join("\n")}`);
}

function say({ at, type, text }: Conducted): void {
  if (type === "tick") console.log(`${at}  asleep, ${text}`);
  else if (!text.startsWith("Notice board") && !text.startsWith("Calendar") && !text.startsWith("Tickets"))
    console.log(`${at}  ${type}: ${text}`);
}

await complain(main);
