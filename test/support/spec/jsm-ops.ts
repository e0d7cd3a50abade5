import type { Exception } from "./exceptions.ts";

/** Where we do not hold ourselves to JSM Operations' description. Anything else that differs is a violation. */
export const jsmOpsExceptions: readonly Exception[] = [
  {
    id: "took",
    kind: "property",
    schema: "SuccessResponse",
    property: "took",
    described: "integer",
    really: { type: "number" },
    reason: "Typed as an integer, although its own example is 0.195.",
  },
  {
    id: "lengths",
    kind: "length",
    reason: "The longest length of a text is written as `maximum`, which JSON Schema knows for numbers only.",
  },
  {
    id: "rate-limit",
    kind: "status",
    statuses: [429],
    body: "any",
    reason: "The rate limit is stated for the service as a whole and listed with no operation; its body nowhere.",
  },
  {
    id: "oauth-address",
    kind: "address",
    from: "/ex/jira/{cloudId}/jsm/ops/",
    to: "/jsm/ops/",
    reason: "The described server is that of an API token; OAuth reaches the same operations below another path.",
  },
  {
    id: "integration",
    kind: "outside",
    path: "/jsm/ops/integration/v2/",
    reason: "There is no description of the integration events that machines may read.",
  },
];
