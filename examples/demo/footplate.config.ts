/** Wiring for `footplate` against the demo's fakes: the environment says where they are, and they say what time it is. */
import type { FootplateConfig } from "@footplate/cli";
import { env } from "@footplate/http";
import { remoteClock } from "./control.ts";
import { readLine } from "./read-line.ts";
import { isConducted, moved, planned } from "./wiring.ts";

const services = env("FOOTPLATE_DEMO_SERVICES")();
const line = await readLine(env("FOOTPLATE_DEMO_LINE")());

export const clock = remoteClock(env("FOOTPLATE_DEMO_CONTROL")(), 0);
await clock.catchUp();

export const ports = {
  ...planned(line, services, clock),
  ...(isConducted(line) && moved(services, clock)),
} satisfies FootplateConfig["ports"];
