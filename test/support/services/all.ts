import { gcal } from "./gcal.ts";
import { github } from "./github.ts";
import { jsmOps } from "./jsm-ops.ts";
import { opsgenie } from "./opsgenie.ts";
import type { Service } from "./service.ts";
import { statuspage } from "./statuspage.ts";
import { versionHttp } from "./version-http.ts";

/** Every service that an adapter talks to, by the adapter's name. */
export const services: Readonly<Record<string, () => Promise<Service>>> = {
  statuspage,
  gcal,
  opsgenie,
  "jsm-ops": jsmOps,
  github,
  "version-http": versionHttp,
};
