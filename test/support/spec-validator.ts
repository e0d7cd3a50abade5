import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach } from "vitest";
import { isMembers, type Members } from "../../scripts/json-value.ts";
import type { Description } from "./spec/description.ts";
import { gcalDescription } from "./spec/gcal.ts";
import { githubDescription } from "./spec/github.ts";
import { jsmOpsDescription } from "./spec/jsm-ops.ts";
import { opsgenieDescription } from "./spec/opsgenie.ts";
import { statuspageDescription } from "./spec/statuspage.ts";
import { type Fetch, formatViolation, type Violation, watch } from "./spec/watch.ts";

/** A service whose description we can check against. */
export type Service = "statuspage" | "gcal" | "opsgenie" | "jsm-ops" | "github";

const sources: Readonly<Record<Service, { file: string; read: (document: Members) => Description }>> = {
  statuspage: { file: "statuspage.openapi.json", read: statuspageDescription },
  gcal: { file: "google-calendar.discovery.json", read: gcalDescription },
  opsgenie: { file: "opsgenie.openapi.json", read: opsgenieDescription },
  "jsm-ops": { file: "jsm-ops.openapi.json", read: jsmOpsDescription },
  github: { file: "github.openapi.json", read: githubDescription },
};

const read = new Map<Service, Description>();
const found: Violation[] = [];

/**
 * A fetch function whose every request and answer is checked against the service's own description, found by the
 * environment variable FOOTPLATE_SPECS. Unset: `fetch` as it is. A difference throws, naming service, method, path,
 * pointer and problem; it also fails the running test afterwards, since an adapter may swallow what fetch throws.
 * Put it outside the fake and inside a fault injector, so that injected nonsense is not taken for the fake's.
 */
export function validated(service: Service, fetch: Fetch): Fetch {
  const folder = process.env["FOOTPLATE_SPECS"];
  if (folder === undefined || folder === "") return fetch;
  const description = read.get(service) ?? describe(service, folder);
  read.set(service, description);
  return watch(description, fetch, (violations) => found.push(...violations));
}

/** The violations of the running test so far. */
export function violations(): readonly Violation[] {
  return [...found];
}

/** Takes the violations away, so that they do not fail the running test. */
export function takeViolations(): readonly Violation[] {
  return found.splice(0);
}

afterEach(() => {
  const left = takeViolations();
  if (left.length > 0) throw new Error(`Not as the service describes:\n${left.map(formatViolation).join("\n")}`);
});

function describe(service: Service, folder: string): Description {
  const { file, read: parse } = sources[service];
  const document: unknown = JSON.parse(readFileSync(join(folder, file), "utf8"));
  if (!isMembers(document)) throw new Error(`${file} is not a JSON object`);
  return parse(document);
}
