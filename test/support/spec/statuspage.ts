import type { Members } from "../../../scripts/json-value.ts";
import type { Description } from "./description.ts";
import { fromOpenApi, type KnownFaults } from "./openapi.ts";

const error = { kind: "json", schema: { $ref: "#/$defs/ErrorEntity" } } as const;

/** What Statuspage's description is known to get wrong. Anything else that differs is a violation. */
const faults: KnownFaults = {
  properties: {
    // Typed as text, although name and example call for a list of ids and for a number.
    GroupComponent: {
      components: { type: "array", items: { type: "string" } },
      position: { type: "integer", format: "int32" },
    },
    // Typed as a truth value, although it is described as a timestamp.
    Incident: { postmortem_published_at: { type: "string", format: "date-time" } },
  },
  answer(path, status) {
    // The rate-limit statuses appear only in the prose at the top.
    if (status === 420 || status === 429) return error;
    // The operations on a single incident list nothing but 200.
    if (path.includes("/incidents/{incident_id}") && [400, 401, 403, 404, 422].includes(status)) return error;
    // No description lists an outage of the service or of what stands in front of it.
    if (status >= 500) return { kind: "any" };
    return undefined;
  },
};

/** Statuspage's OpenAPI document as a description. */
export function statuspageDescription(document: Members): Description {
  return fromOpenApi("statuspage", document, faults);
}
