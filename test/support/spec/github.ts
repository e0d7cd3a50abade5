import { list, type Members, members, text } from "../../../scripts/json-value.ts";
import type { Answer, Description, Operation } from "./description.ts";
import { fromOpenApi, type KnownFaults } from "./openapi.ts";

const MOST_SEGMENTS = 8;

/** What GitHub's description is known to get wrong. Anything else that differs is a violation. */
const faults: KnownFaults = {
  properties: {},
  answer(_path, status): Answer | undefined {
    // Refusals that any operation may give: their list is kept for some operations only.
    if ([301, 307, 400, 401, 403, 404, 409, 410, 422, 429].includes(status)) return { kind: "any" };
    // A conditional read of anything may be answered without a body.
    if (status === 304) return { kind: "empty" };
    // No description lists an outage of the service or of what stands in front of it.
    return status >= 500 ? { kind: "any" } : undefined;
  },
};

/** GitHub's OpenAPI document as a description. */
export function githubDescription(document: Members): Description {
  const description = fromOpenApi("github", document, faults);
  const several = new Set(severalSegments(document));
  return {
    ...description,
    operations: [...description.operations.map(corrected), ...opening(description)].flatMap((operation) =>
      several.has(operation.path) ? widened(operation) : [operation],
    ),
  };
}

/** Opening a pull request is not described; what it answers is, since the same is shown when it is asked for. */
function opening({ operations }: Description): readonly Operation[] {
  const text = { type: "string" };
  const fields = { title: text, head: text, base: text, body: text };
  const schema = {
    type: "object",
    properties: fields,
    required: ["title", "head", "base"],
    additionalProperties: false,
  };
  return operations.flatMap((shown) =>
    shown.method === "GET" && shown.path === "/repos/{owner}/{repo}/pulls/{pull_number}"
      ? [
          {
            method: "POST",
            path: "/repos/{owner}/{repo}/pulls",
            query: {},
            body: { schema, required: true },
            answer: (status: number) => shown.answer(status === 201 ? 200 : status),
          },
        ]
      : [],
  );
}

function corrected(operation: Operation): Operation {
  // Two kinds of conflict are told apart here, of which one fits the other too.
  if (operation.method === "PUT" && operation.path === "/repos/{owner}/{repo}/contents/{path}")
    return { ...operation, answer: (status) => (status === 409 ? { kind: "any" } : operation.answer(status)) };
  const { created } = operation.query;
  if (created === undefined) return operation;
  // The time in which runs were made is typed as a moment, although its own text refers to ranges as in a search.
  const schema = { type: "string", pattern: String.raw`^(>=|<=|>|<)?\d{4}-\d\d-\d\d` };
  return { ...operation, query: { ...operation.query, created: { ...created, schema } } };
}

/** Paths whose last parameter, such as a file's path, may have slashes. */
function severalSegments(document: Members): readonly string[] {
  return Object.entries(members(document["paths"])).flatMap(([path, item]) => {
    const described = Object.values(members(item)).flatMap((one) => list(members(one)["parameters"]));
    const wide = described.some((parameter) => isWide(document, members(parameter)));
    return wide && path.endsWith("}") ? [path] : [];
  });
}

function isWide(document: Members, parameter: Members): boolean {
  const name = /^#\/components\/parameters\/(.+)$/.exec(text(parameter["$ref"] ?? ""))?.[1];
  const described = name === undefined ? parameter : members(members(document["components"])["parameters"])[name];
  return members(described)["x-multi-segment"] === true;
}

function widened(operation: Operation): readonly Operation[] {
  return Array.from({ length: MOST_SEGMENTS }, (_, more) => ({
    ...operation,
    path: `${operation.path}${"/{more}".repeat(more)}`,
  }));
}
