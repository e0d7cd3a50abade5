import { list, type Members, members, text } from "../../../scripts/json-value.ts";
import type { Description, Operation } from "./description.ts";
import { type Exception, ofKind } from "./exceptions.ts";
import { fromOpenApi } from "./openapi.ts";

const MOST_SEGMENTS = 8;

const line = { type: "string" };

/** Where we do not hold ourselves to GitHub's description. Anything else that differs is a violation. */
export const githubExceptions: readonly Exception[] = [
  {
    id: "refusals",
    kind: "status",
    statuses: [301, 307, 400, 401, 403, 404, 409, 410, 422, 429],
    body: "any",
    reason: "Refusals that any operation may give; the list of them is kept for some operations only.",
  },
  {
    id: "unchanged",
    kind: "status",
    statuses: [304],
    body: "none",
    reason: "A conditional read of anything may be answered without a body; few operations list it.",
  },
  {
    id: "content-conflict",
    kind: "status",
    statuses: [409],
    on: "PUT /repos/{owner}/{repo}/contents/{path}",
    body: "any",
    instead: true,
    reason: "Two kinds of conflict are told apart here, of which one fits the other too.",
  },
  {
    id: "created-range",
    kind: "parameter",
    parameter: "created",
    really: { type: "string", pattern: String.raw`^(>=|<=|>|<)?\d{4}-\d\d-\d\d` },
    reason:
      "The time in which runs were made is typed as a moment, although its own text refers to ranges of a search.",
  },
  {
    id: "open-pull-request",
    kind: "operation",
    operation: "POST /repos/{owner}/{repo}/pulls",
    body: {
      type: "object",
      properties: { title: line, head: line, base: line, body: line },
      required: ["title", "head", "base"],
      additionalProperties: false,
    },
    answersAs: "GET /repos/{owner}/{repo}/pulls/{pull_number}",
    status: 201,
    reason: "Our excerpt of the description lacks it; its answer is what is described for reading a pull request.",
  },
  {
    id: "repository-by-number",
    kind: "address",
    from: "/repositories/{id}/",
    to: "/repos/{owner}/{repo}/",
    reason: "Links to the next page name the repository by its number, for which no path is described.",
  },
  {
    id: "newer-version",
    kind: "header",
    header: "x-github-api-version",
    value: "2026-03-10",
    reason: "The description is of version 2022-11-28, whose answers have fields that the newer one leaves out.",
  },
  {
    id: "outage",
    kind: "status",
    statuses: [[500, 599]],
    body: "any",
    reason: "No description lists an outage of the service, or what a proxy in front of it answers.",
  },
];

/** GitHub's OpenAPI document as a description. */
export function githubDescription(document: Members, exceptions: readonly Exception[]): Description {
  const description = fromOpenApi("github", document, exceptions);
  const several = new Set(severalSegments(document));
  const added = ofKind(exceptions, "operation").map((exception) => undescribed(description, exception));
  return {
    ...description,
    operations: [...description.operations, ...added].flatMap((operation) =>
      several.has(operation.path) ? widened(operation) : [operation],
    ),
  };
}

function undescribed(
  { operations }: Description,
  { id: exception, operation, body, answersAs, status: success }: Exception & { readonly kind: "operation" },
): Operation {
  const [method = "", path = ""] = operation.split(" ");
  const same = operations.find((other) => `${other.method} ${other.path}` === answersAs);
  if (same === undefined) throw new Error(`exception ${exception}: ${answersAs} is not described`);
  return {
    method,
    path,
    query: {},
    body: { schema: body, required: true },
    answer: (status) => same.answer(status === success ? 200 : status),
    exception,
  };
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
    as: operation.path,
  }));
}
