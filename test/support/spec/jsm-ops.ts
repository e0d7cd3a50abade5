import type { Members } from "../../../scripts/json-value.ts";
import type { Description } from "./description.ts";
import { fromOpenApi, type KnownFaults } from "./openapi.ts";

/** What JSM Operations' description is known to get wrong. Anything else that differs is a violation. */
const faults: KnownFaults = {
  properties: {
    // Typed as an integer, although its own example is 0.195.
    SuccessResponse: { took: { type: "number" } },
  },
  answer(_path, status) {
    // The rate limit is stated for the service as a whole and listed with no operation; its body is described nowhere.
    if (status === 429) return { kind: "any" };
    // No description lists an outage of the service or of what stands in front of it.
    if (status >= 500) return { kind: "any" };
    return undefined;
  },
  // There is no description of the integration events that machines may read.
  outside: ["/jsm/ops/integration/v2/"],
};

/** JSM Operations' OpenAPI document as a description. */
export function jsmOpsDescription(document: Members): Description {
  return fromOpenApi("jsm-ops", document, faults);
}
