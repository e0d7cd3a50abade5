import { list, type Members, members, text } from "../../../scripts/json-value.ts";
import type { Answer, Description, Operation, Parameter } from "./description.ts";

/** What a description is known to get wrong, and what is true instead. */
export interface KnownFaults {
  /** Corrected properties, by schema name. */
  readonly properties: Readonly<Record<string, Readonly<Record<string, Members>>>>;
  /** The answer to a status that the operation does not list; undefined keeps it undescribed. */
  readonly answer: (path: string, status: number) => Answer | undefined;
}

const verbs = ["get", "put", "post", "delete", "patch"] as const;
const carried = [
  "type",
  "format",
  "pattern",
  "enum",
  "required",
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
] as const;

/** Reads an OpenAPI 3.0 document. */
export function fromOpenApi(service: string, document: Members, faults: KnownFaults): Description {
  const base = new URL(text(members(list(document["servers"])[0])["url"])).pathname.replace(/\/$/, "");
  const schemas = Object.entries(members(members(document["components"])["schemas"]));
  return {
    service,
    $defs: Object.fromEntries(schemas.map(([name, schema]) => [name, corrected(schema, faults.properties[name])])),
    operations: Object.entries(members(document["paths"])).flatMap(([path, item]) =>
      verbs.flatMap((verb) => {
        const described = members(item)[verb];
        return described === undefined ? [] : [toOperation(verb, `${base}${path}`, members(described), faults)];
      }),
    ),
    outside: [],
  };
}

/** An OpenAPI 3.0 schema as JSON Schema; `nullable` becomes a choice, an object that lists its properties is closed. */
function toJsonSchema(schema: Members): Members {
  if (schema["$ref"] !== undefined) return { $ref: text(schema["$ref"]).replace("#/components/schemas/", "#/$defs/") };
  const out: Record<string, unknown> = {};
  for (const key of carried) if (schema[key] !== undefined) out[key] = schema[key];
  if (schema["items"] !== undefined) out["items"] = toJsonSchema(members(schema["items"]));
  for (const key of ["allOf", "anyOf", "oneOf"]) {
    if (schema[key] !== undefined) out[key] = list(schema[key]).map((part) => toJsonSchema(members(part)));
  }
  const more = schema["additionalProperties"];
  if (more !== undefined) out["additionalProperties"] = typeof more === "boolean" ? more : toJsonSchema(members(more));
  if (schema["properties"] !== undefined) {
    const properties = Object.entries(members(schema["properties"]));
    out["properties"] = Object.fromEntries(properties.map(([name, value]) => [name, toJsonSchema(members(value))]));
    out["additionalProperties"] ??= false;
  }
  return schema["nullable"] === true ? { anyOf: [out, { type: "null" }] } : out;
}

function corrected(schema: unknown, right: Readonly<Record<string, Members>> | undefined): Members {
  const source = members(schema);
  return toJsonSchema(
    right === undefined ? source : { ...source, properties: { ...members(source["properties"]), ...right } },
  );
}

function toOperation(verb: string, path: string, described: Members, faults: KnownFaults): Operation {
  const query = list(described["parameters"])
    .map(members)
    .filter((parameter) => parameter["in"] === "query");
  const body = described["requestBody"] === undefined ? undefined : members(described["requestBody"]);
  const answers = new Map(
    Object.entries(members(described["responses"])).map(([status, response]) => [status, toAnswer(members(response))]),
  );
  return {
    method: verb.toUpperCase(),
    path,
    query: Object.fromEntries(query.map((parameter) => [text(parameter["name"]), toParameter(parameter)])),
    ...(body === undefined ? {} : { body: { schema: contentSchema(body) ?? {}, required: body["required"] === true } }),
    answer(status) {
      return answers.get(String(status)) ?? faults.answer(path, status) ?? { kind: "undescribed" };
    },
  };
}

function toAnswer(response: Members): Answer {
  const schema = contentSchema(response);
  return schema === undefined ? { kind: "empty" } : { kind: "json", schema };
}

function toParameter(parameter: Members): Parameter {
  const schema = members(parameter["schema"]);
  const repeated = schema["type"] === "array";
  return {
    schema: toJsonSchema(repeated ? members(schema["items"]) : schema),
    repeated,
    required: parameter["required"] === true,
  };
}

function contentSchema(holder: Members): Members | undefined {
  const content = members(members(holder["content"])["application/json"])["schema"];
  return content === undefined ? undefined : toJsonSchema(members(content));
}
