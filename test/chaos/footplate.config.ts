/** Wiring for `footplate` against the services of one scene, told by the environment where they are. */
import type { FootplateConfig } from "@footplate/cli";
import { env } from "@footplate/http";
import { botClock } from "./shared-clock.ts";
import { wire } from "./wiring.ts";

const services = env("FOOTPLATE_CHAOS_SERVICES")();

export const clock = botClock(env("FOOTPLATE_CHAOS_CLOCK")(), env("FOOTPLATE_CHAOS_CONTROL")());

export const ports: FootplateConfig["ports"] = wire(services, JSON.parse(env("FOOTPLATE_CHAOS_KEYS")()), clock);
