import { knownParameters, type ParameterKind } from "./known.ts";
import { refuse } from "./refusal.ts";
import { checkZone } from "./zone.ts";

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;
const REPEATABLE = new Set(["eventTypes", "privateExtendedProperty", "sharedExtendedProperty"]);

/** Refuses parameters that the service does not know, and values that it could not read. */
export function checkParameters(operation: string, query: URLSearchParams): void {
  const known = knownParameters[operation] ?? {};
  for (const [name, value] of query) {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) refuse(400, "invalidParameter", `Unknown parameter ${name}.`);
    if (!fits(value, kind)) refuse(400, "invalidParameter", `Invalid value for parameter ${name}.`);
    if (query.getAll(name).length > 1 && !REPEATABLE.has(name))
      refuse(400, "invalidParameter", `Repeated parameter ${name}.`);
    if (name === "timeZone") checkZone(value);
  }
}

function fits(value: string, kind: ParameterKind): boolean {
  if (kind === "text") return value !== "";
  if (kind === "flag") return value === "true" || value === "false";
  if (kind === "count") return /^[1-9]\d{0,8}$/.test(value);
  if (kind === "moment") return MOMENT.test(value) && !Number.isNaN(Date.parse(value));
  return kind.includes(value);
}
