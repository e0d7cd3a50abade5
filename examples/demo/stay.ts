import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TrainLine } from "@footplate/core";
import { say, step } from "./screen.ts";
import type { Stage } from "./stage.ts";

/** Says how to go on with the command line, and waits for Ctrl-C. */
export async function stay({ fakes, work }: Stage, line: TrainLine): Promise<void> {
  const file = join(work, `${line.id}.json`);
  const main = fileURLToPath(new URL("../../packages/cli/dist/main.js", import.meta.url));
  const config = fileURLToPath(new URL("footplate.config.ts", import.meta.url));
  step("The services stay until Ctrl-C. In another terminal:");
  say(`export FOOTPLATE_DEMO_SERVICES=${fakes.services} FOOTPLATE_DEMO_CONTROL=${fakes.control}`);
  say(`export FOOTPLATE_DEMO_LINE=${file}`);
  say(`footplate() { npx node ${main} "$@" --config ${config} --journal ${join(work, "journal.db")}; }`);
  say(`footplate status ${file}`);
  const idle = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  clearInterval(idle);
}
