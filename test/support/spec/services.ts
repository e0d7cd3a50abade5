import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMembers, type Members } from "../../../scripts/json-value.ts";
import type { Description } from "./description.ts";
import type { Exception } from "./exceptions.ts";
import { gcalDescription, gcalExceptions } from "./gcal.ts";
import { githubDescription, githubExceptions } from "./github.ts";
import { jsmOpsExceptions } from "./jsm-ops.ts";
import { fromOpenApi } from "./openapi.ts";
import { opsgenieExceptions } from "./opsgenie.ts";
import { statuspageExceptions } from "./statuspage.ts";

/** A service whose description we can check against. */
export type Service = "statuspage" | "gcal" | "opsgenie" | "jsm-ops" | "github";

/** Where a service's description is, and how it is read. */
interface Source {
  readonly file: string;
  /** What the adapter's own paths stand below. */
  readonly base: string;
  readonly exceptions: readonly Exception[];
  readonly read: (document: Members, exceptions: readonly Exception[]) => Description;
}

const openApi =
  (service: Service): Source["read"] =>
  (document, exceptions) =>
    fromOpenApi(service, document, exceptions);

/** All services whose operations are described, in the order in which they are reported. */
export const services: Readonly<Record<Service, Source>> = {
  statuspage: {
    file: "statuspage.openapi.json",
    base: "/v1/",
    exceptions: statuspageExceptions,
    read: openApi("statuspage"),
  },
  gcal: {
    file: "google-calendar.discovery.json",
    base: "/calendar/v3/",
    exceptions: gcalExceptions,
    read: gcalDescription,
  },
  github: { file: "github.openapi.json", base: "/", exceptions: githubExceptions, read: githubDescription },
  opsgenie: { file: "opsgenie.openapi.json", base: "/", exceptions: opsgenieExceptions, read: openApi("opsgenie") },
  "jsm-ops": {
    file: "jsm-ops.openapi.json",
    base: "/jsm/ops/api/{cloudId}/v1/",
    exceptions: jsmOpsExceptions,
    read: openApi("jsm-ops"),
  },
};

const known = new Map<string, Description>();

/** A service's description out of a folder; read once. */
export function describe(service: Service, folder: string): Description {
  const { file, read, exceptions } = services[service];
  const path = join(folder, file);
  const found = known.get(path) ?? read(readDocument(path), exceptions);
  known.set(path, found);
  return found;
}

/** A JSON object out of a file. */
export function readDocument(path: string): Members {
  const document: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isMembers(document)) throw new Error(`${path} is not a JSON object`);
  return document;
}
