import { list, type Members, members } from "../../../scripts/json-value.ts";
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
    operations: description.operations.flatMap((operation) =>
      several.has(operation.path) ? widened(operation) : [operation],
    ),
  };
}

/** Paths whose last parameter, such as a file's path, may have slashes. */
function severalSegments(document: Members): readonly string[] {
  return Object.entries(members(document["paths"])).flatMap(([path, item]) => {
    const described = Object.values(members(item)).flatMap((one) => list(members(one)["parameters"]));
    const wide = described.some((parameter) => members(parameter)["x-multi-segment"] === true);
    return wide && path.endsWith("}") ? [path] : [];
  });
}

function widened(operation: Operation): readonly Operation[] {
  return Array.from({ length: MOST_SEGMENTS }, (_, more) => ({
    ...operation,
    path: `${operation.path}${"/{more}".repeat(more)}`,
  }));
}
