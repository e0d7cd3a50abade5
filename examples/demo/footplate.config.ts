/** Wiring for `footplate` against the demo's fakes, told by the environment where they are and what time it is there. */
import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { createStatuspage } from "@footplate/adapter-statuspage";
import type { FootplateConfig } from "@footplate/cli";
import { epochMs } from "@footplate/core";
import { env } from "@footplate/http";
import { remoteClock } from "./control.ts";
import { apiKey, calendarOf, onCallKey, pageId, token } from "./wiring.ts";

const services = env("FOOTPLATE_DEMO_SERVICES")();

export const clock = remoteClock(env("FOOTPLATE_DEMO_CONTROL")(), epochMs(env("FOOTPLATE_DEMO_NOW")()));

const shared = { clock, allowInsecureLoopback: true };

export const ports = {
  ...createStatuspage({ ...shared, baseUrl: `${services}/v1/`, pageId, apiKey }),
  ...createGoogleCalendar({
    ...shared,
    baseUrl: `${services}/calendar/v3/`,
    calendarId: calendarOf({ id: env("FOOTPLATE_DEMO_LINE")() }),
    token,
  }),
  ...createOpsgenie({
    ...shared,
    baseUrl: services,
    apiKey: onCallKey,
    schedules: [env("FOOTPLATE_DEMO_SCHEDULE")()],
  }),
} satisfies FootplateConfig["ports"];
