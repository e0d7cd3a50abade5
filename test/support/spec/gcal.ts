import { type DiscoveryMethod, discoveryToJsonSchema } from "../../../scripts/discovery-to-json-schema.ts";
import type { Members } from "../../../scripts/json-value.ts";
import type { Answer, Description } from "./description.ts";
import { answerBy, type Exception } from "./exceptions.ts";

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

/** Where we go beyond Google Calendar's discovery document. Anything else that differs is a violation. */
export const gcalExceptions: readonly Exception[] = [
  {
    id: "refusals",
    kind: "status",
    statuses: [[400, 499]],
    body: failure,
    reason: "A discovery document describes no failed answer; Google's guide to errors does, for all of them.",
  },
  {
    id: "unchanged",
    kind: "status",
    statuses: [304],
    body: "none",
    reason: "A discovery document describes no conditional read; the service's guide to ETags does.",
  },
  {
    id: "token",
    kind: "outside",
    path: "/token",
    reason: "Tokens come from another service; what is sent there is held against Google's own auth client.",
  },
];

/** Google Calendar's discovery document as a description. */
export function gcalDescription(document: Members, exceptions: readonly Exception[]): Description {
  const { $defs, basePath, methods } = discoveryToJsonSchema(document);
  return {
    service: "gcal",
    $defs,
    exceptions,
    operations: methods.map((method) => {
      const path = `${basePath}${method.path}`;
      return {
        method: method.httpMethod,
        path,
        query: method.query,
        ...(method.request === undefined ? {} : { body: { schema: method.request, required: true } }),
        answer: (status: number) =>
          answerBy(exceptions, `${method.httpMethod} ${path}`, status, listed(method, status)) ?? {
            kind: "undescribed",
          },
      };
    }),
  };
}

function listed({ response }: DiscoveryMethod, status: number): Answer | undefined {
  if (response === undefined) return status === 200 || status === 204 ? { kind: "empty" } : undefined;
  return status === 200 ? { kind: "json", schema: response } : undefined;
}
