import { type DiscoveryMethod, discoveryToJsonSchema } from "../../../scripts/discovery-to-json-schema.ts";
import type { Members } from "../../../scripts/json-value.ts";
import type { Answer, Description } from "./description.ts";

// A discovery document describes no failed answer; Google's error guide does.
const failure: Members = {
  type: "object",
  properties: {
    error: {
      type: "object",
      properties: {
        code: { type: "integer" },
        message: { type: "string" },
        errors: { type: "array", items: { type: "object" } },
      },
      required: ["code", "message"],
    },
  },
  required: ["error"],
};

/** Google Calendar's discovery document as a description. */
export function gcalDescription(document: Members): Description {
  const { $defs, basePath, methods } = discoveryToJsonSchema(document);
  return {
    service: "gcal",
    $defs,
    operations: methods.map((method) => ({
      method: method.httpMethod,
      path: `${basePath}${method.path}`,
      query: method.query,
      ...(method.request === undefined ? {} : { body: { schema: method.request, required: true } }),
      answer: (status: number) => answer(method, status),
    })),
    outside: ["/token"],
  };
}

function answer(method: DiscoveryMethod, status: number): Answer {
  // No description lists an outage of the service or of what stands in front of it.
  if (status >= 500) return { kind: "any" };
  if (status >= 400) return { kind: "json", schema: failure };
  if (method.response === undefined)
    return status === 200 || status === 204 ? { kind: "empty" } : { kind: "undescribed" };
  if (status === 304) return { kind: "empty" };
  return status === 200 ? { kind: "json", schema: method.response } : { kind: "undescribed" };
}
