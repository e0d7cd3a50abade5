import { list, type Members, members, text } from "../../../scripts/json-value.ts";
import type { Answer, Description, Operation, Parameter } from "./description.ts";
import { type SchemaReader, schemaReader } from "./openapi-schema.ts";

/** What a description is known to get wrong, and what is true instead. */
export interface KnownFaults {
  /** Corrected properties, by schema name. */
  readonly properties: Readonly<Record<string, Readonly<Record<string, Members>>>>;
  /** The answer to a status that the operation does not list; undefined keeps it undescribed. */
  readonly answer: (path: string, status: number) => Answer | undefined;
  /** Paths that the description leaves out and that pass unchecked; one that ends in a slash stands for all below. */
  readonly outside?: readonly string[];
}

const verbs = ["get", "put", "post", "delete", "patch"] as const;

/** Reads an OpenAPI 3.0 document. */
export function fromOpenApi(service: string, document: Members, faults: KnownFaults): Description {
  const base = new URL(text(members(list(document["servers"])[0])["url"])).pathname.replace(/\/$/, "");
  const schemas = Object.fromEntries(
    Object.entries(members(members(document["components"])["schemas"])).map(([name, schema]) => [
      name,
      corrected(members(schema), faults.properties[name]),
    ]),
  );
  const context: Context = { document, faults, read: schemaReader(schemas) };
  return {
    service,
    $defs: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, context.read(schema)])),
    operations: Object.entries(members(document["paths"])).flatMap(([path, item]) =>
      verbs.flatMap((verb) => {
        const described = members(item)[verb];
        return described === undefined ? [] : [toOperation(verb, `${base}${path}`, members(described), context)];
      }),
    ),
    outside: faults.outside ?? [],
  };
}

interface Context {
  readonly document: Members;
  readonly faults: KnownFaults;
  readonly read: SchemaReader;
}

function corrected(schema: Members, right: Readonly<Record<string, Members>> | undefined): Members {
  return right === undefined ? schema : { ...schema, properties: { ...members(schema["properties"]), ...right } };
}

function toOperation(verb: string, path: string, described: Members, context: Context): Operation {
  const query = list(described["parameters"])
    .map((parameter) => resolved(context, members(parameter)))
    .filter((parameter) => parameter["in"] === "query");
  const body =
    described["requestBody"] === undefined ? undefined : resolved(context, members(described["requestBody"]));
  const answers = new Map(
    Object.entries(members(described["responses"])).map(([status, response]) => [
      status,
      toAnswer(resolved(context, members(response)), context),
    ]),
  );
  return {
    method: verb.toUpperCase(),
    path,
    query: Object.fromEntries(query.map((parameter) => [text(parameter["name"]), toParameter(parameter, context)])),
    ...(body === undefined
      ? {}
      : { body: { schema: contentSchema(body, context) ?? {}, required: body["required"] === true } }),
    answer(status) {
      const listed = answers.get(String(status)) ?? context.faults.answer(path, status);
      // `default` describes errors; a success that is not listed stays one that is not described.
      const otherwise = status >= 400 ? answers.get("default") : undefined;
      return listed ?? otherwise ?? { kind: "undescribed" };
    },
  };
}

function resolved(context: Context, holder: Members): Members {
  const reference = holder["$ref"];
  if (reference === undefined) return holder;
  const path = text(reference).slice("#/".length).split("/");
  return path.reduce((node, name) => members(node[name]), context.document);
}

function toAnswer(response: Members, context: Context): Answer {
  const schema = contentSchema(response, context);
  if (schema !== undefined) return { kind: "json", schema };
  return { kind: response["content"] === undefined ? "empty" : "any" };
}

function toParameter(parameter: Members, context: Context): Parameter {
  const schema = members(parameter["schema"]);
  const repeated = schema["type"] === "array";
  return {
    schema: context.read(repeated ? members(schema["items"]) : schema),
    repeated,
    required: parameter["required"] === true,
  };
}

function contentSchema(holder: Members, context: Context): Members | undefined {
  const content = members(members(holder["content"])["application/json"])["schema"];
  return content === undefined ? undefined : context.read(members(content));
}
