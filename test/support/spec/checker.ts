import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import type { Members } from "../../../scripts/json-value.ts";
import type { Description } from "./description.ts";

/** One thing that is wrong, and where. */
export interface Problem {
  /** JSON pointer into the body, or `?name` for a query parameter; empty for the message as a whole. */
  readonly pointer: string;
  readonly problem: string;
}

/** Checks values against the schemas of one description; each schema is compiled at its first use. */
export type Checker = (schema: Members, value: unknown) => readonly Problem[];

const known = new WeakMap<Description, Checker>();

/** The checker of one description, the same one each time. */
export function checkerOf(description: Description): Checker {
  const checker = known.get(description) ?? build(description);
  known.set(description, checker);
  return checker;
}

function build(description: Description): Checker {
  const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, logger: false });
  formats.default(ajv);
  for (const [name, schema] of Object.entries(description.$defs)) {
    ajv.addSchema({ ...(absolute(schema) as Members), $id: `footplate:${name}` });
  }
  const compiled = new Map<Members, ValidateFunction>();
  return (schema, value) => {
    const validate = compiled.get(schema) ?? ajv.compile(absolute(schema) as Members);
    compiled.set(schema, validate);
    return validate(value) ? [] : (validate.errors ?? []).map(toProblem);
  };
}

function absolute(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(absolute);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === "$ref" && typeof value === "string" ? value.replace("#/$defs/", "footplate:") : absolute(value),
    ]),
  );
}

function toProblem(error: ErrorObject): Problem {
  const parameters: Members = error.params;
  if (error.keyword === "additionalProperties") {
    return { pointer: `${error.instancePath}/${String(parameters["additionalProperty"])}`, problem: "unknown field" };
  }
  if (error.keyword === "required") {
    return { pointer: `${error.instancePath}/${String(parameters["missingProperty"])}`, problem: "missing" };
  }
  if (error.keyword === "enum") {
    return { pointer: error.instancePath, problem: `must be one of ${JSON.stringify(parameters["allowedValues"])}` };
  }
  return { pointer: error.instancePath, problem: error.message ?? error.keyword };
}
