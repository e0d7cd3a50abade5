import type { Members } from "../../../scripts/json-value.ts";
import type { Description } from "./description.ts";
import { fromOpenApi, type KnownFaults } from "./openapi.ts";

/** Opsgenie's description has no known fault in what we use. Anything that differs is a violation. */
const faults: KnownFaults = {
  properties: {},
  answer(_path, status) {
    // No description lists an outage of the service or of what stands in front of it.
    return status >= 500 ? { kind: "any" } : undefined;
  },
};

/** Opsgenie's OpenAPI document as a description; it fits both regions. */
export function opsgenieDescription(document: Members): Description {
  return fromOpenApi("opsgenie", document, faults);
}
