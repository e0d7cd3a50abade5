import { isMembers, list, type Members, members, text, texts } from "./json-value.ts";

/** One method of a discovery document, with its schemas in JSON Schema. */
export interface DiscoveryMethod {
  readonly id: string;
  readonly httpMethod: string;
  /** Path template below the service path: `calendars/{calendarId}/events`. */
  readonly path: string;
  readonly query: Readonly<Record<string, DiscoveryParameter>>;
  readonly request?: Members;
  readonly response?: Members;
}

/** A query parameter of a method. */
interface DiscoveryParameter {
  readonly schema: Members;
  readonly repeated: boolean;
  readonly required: boolean;
}

/** A discovery document turned into JSON Schema. */
export interface DiscoverySchemas {
  /** `/calendar/v3/`. */
  readonly basePath: string;
  /** Shared schemas, each under its name. References read `#/$defs/Name`. */
  readonly $defs: Readonly<Record<string, Members>>;
  readonly methods: readonly DiscoveryMethod[];
}

const carried = ["type", "format", "pattern", "enum"] as const;

/**
 * A discovery schema as JSON Schema: bare references get their pointer, numbers written as text become numbers, 64-bit
 * integers stay text, a list of possible values in the prose becomes an enum, and an object that lists its properties
 * is closed. With a method, properties annotated as required for it are required; this holds for the schema itself and
 * what is written inside it, not for what it refers to.
 */
function toJsonSchema(schema: Members, method?: string): Members {
  if (schema["$ref"] !== undefined) return { $ref: `#/$defs/${text(schema["$ref"])}` };
  const out: Record<string, unknown> = {};
  for (const key of carried) if (schema[key] !== undefined) out[key] = schema[key];
  if (out["type"] === "any") delete out["type"];
  if (out["type"] === "string" && (out["format"] === "int64" || out["format"] === "uint64")) {
    delete out["format"];
    out["pattern"] = "^-?[0-9]+$";
  }
  for (const key of ["minimum", "maximum"]) if (schema[key] !== undefined) out[key] = Number(schema[key]);
  const possible = possibleValues(schema);
  if (out["enum"] === undefined && possible.length > 0) out["enum"] = possible;
  if (schema["items"] !== undefined) out["items"] = toJsonSchema(members(schema["items"]), method);
  const properties = Object.entries(members(schema["properties"]));
  if (schema["additionalProperties"] !== undefined) {
    out["additionalProperties"] = toJsonSchema(members(schema["additionalProperties"]), method);
  }
  if (properties.length > 0) {
    out["properties"] = Object.fromEntries(
      properties.map(([name, value]) => [name, toJsonSchema(members(value), method)]),
    );
    out["additionalProperties"] ??= false;
    const required = properties.filter(
      ([, value]) => method !== undefined && requiredFor(members(value)).includes(method),
    );
    if (required.length > 0) out["required"] = required.map(([name]) => name);
  }
  return out;
}

/** Turns a whole discovery document. Throws a TypeError where it is not one. */
export function discoveryToJsonSchema(discovery: unknown): DiscoverySchemas {
  const document = members(discovery);
  const schemas = members(document["schemas"]);
  return {
    basePath: `/${text(document["servicePath"])}`,
    $defs: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, toJsonSchema(members(schema))])),
    methods: methodsOf(document).map((method) => toMethod(method, schemas, members(document["parameters"]))),
  };
}

function toMethod(method: Members, schemas: Members, standard: Members): DiscoveryMethod {
  const id = text(method["id"]);
  const parameters = { ...standard, ...members(method["parameters"]) };
  const query = Object.entries(parameters).filter(([, value]) => members(value)["location"] === "query");
  const request = method["request"] === undefined ? undefined : text(members(method["request"])["$ref"]);
  const response = method["response"] === undefined ? undefined : members(method["response"]);
  return {
    id,
    httpMethod: text(method["httpMethod"]),
    path: text(method["path"]),
    query: Object.fromEntries(query.map(([name, value]) => [name, toParameter(members(value))])),
    ...(request === undefined ? {} : { request: toJsonSchema(members(schemas[request]), id) }),
    ...(response === undefined ? {} : { response: toJsonSchema(response) }),
  };
}

function toParameter(value: Members): DiscoveryParameter {
  return { schema: toJsonSchema(value), repeated: value["repeated"] === true, required: value["required"] === true };
}

function methodsOf(node: Members): readonly Members[] {
  const own = Object.values(members(node["methods"])).filter(isMembers);
  return [...own, ...Object.values(members(node["resources"])).flatMap((child) => methodsOf(members(child)))];
}

function requiredFor(property: Members): readonly string[] {
  return texts(list(members(property["annotations"])["required"]));
}

function possibleValues(schema: Members): readonly string[] {
  const prose = schema["description"];
  if (schema["type"] !== "string" || typeof prose !== "string") return [];
  if (!/(?<!some of the )possible values are:/i.test(prose)) return [];
  return [...prose.matchAll(/^- "([^"]+)"/gm)].map((match) => text(match[1]));
}
