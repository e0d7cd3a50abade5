import type { Exception } from "./exceptions.ts";

const error = { $ref: "#/$defs/ErrorEntity" };

/** Where we do not hold ourselves to Statuspage's description. Anything else that differs is a violation. */
export const statuspageExceptions: readonly Exception[] = [
  {
    id: "rate-limit",
    kind: "status",
    statuses: [420, 429],
    body: error,
    reason: "The statuses of the rate limit appear only in the prose at the top.",
  },
  {
    id: "single-incident",
    kind: "status",
    statuses: [400, 401, 403, 404, 422],
    on: "/incidents/{incident_id}",
    body: error,
    reason: "The operations on a single incident list nothing but 200.",
  },
  {
    id: "nulls",
    kind: "nulls",
    reason:
      "Nothing is described as nullable, although the service says null for what was never set, as its webhooks show.",
  },
];
