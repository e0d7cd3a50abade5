import { list, type Members, members, text } from "../../../scripts/json-value.ts";
import type { Answer, Description, Operation, Parameter } from "./description.ts";
import { answerBy, type Exception, ofKind } from "./exceptions.ts";
import { type SchemaReader, schemaReader } from "./openapi-schema.ts";

const verbs = ["get", "put", "post", "delete", "patch"] as const;

/** Reads an OpenAPI 3.0 document. Throws for a corrected property that the document no longer has as it was. */
export function fromOpenApi(service: string, document: Members, exceptions: readonly Exception[]): Description {
  const base = new URL(text(members(list(document["servers"])[0])["url"])).pathname.replace(/\/$/, "");
  const described = members(members(document["components"])["schemas"]);
  const gone = ofKind(exceptions, "property").find(({ schema }) => described[schema] === undefined);
  if (gone !== undefined) throw new Error(`exception ${gone.id}: ${gone.schema} is not described`);
  const schemas = Object.fromEntries(
    Object.entries(described).map(([name, schema]) => [name, corrected(name, members(schema), exceptions)]),
  );
  const read = schemaReader(schemas, ofKind(exceptions, "length").length > 0);
  const context: Context = { document, exceptions, read };
  return {
    service,
    $defs: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, context.read(schema)])),
    operations: Object.entries(members(document["paths"])).flatMap(([path, item]) =>
      verbs.flatMap((verb) => {
        const operation = members(item)[verb];
        return operation === undefined ? [] : [toOperation(verb, `${base}${path}`, members(operation), context)];
      }),
    ),
    exceptions,
  };
}

interface Context {
  readonly document: Members;
  readonly exceptions: readonly Exception[];
  readonly read: SchemaReader;
}

function corrected(name: string, schema: Members, exceptions: readonly Exception[]): Members {
  const properties = members(schema["properties"]);
  const wrong = ofKind(exceptions, "property").filter((exception) => exception.schema === name);
  for (const { id, property, described } of wrong) {
    const found = members(properties[property])["type"];
    if (found !== described) throw new Error(`exception ${id}: ${name}.${property} is described as ${String(found)}`);
  }
  const right = wrong.map(({ property, really }) => [property, really] as const);
  return right.length === 0 ? schema : { ...schema, properties: { ...properties, ...Object.fromEntries(right) } };
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
      const listed = answers.get(String(status));
      const allowed = answerBy(context.exceptions, `${verb.toUpperCase()} ${path}`, status, listed);
      // `default` describes errors; a success that is not listed stays one that is not described.
      const otherwise = status >= 400 ? answers.get("default") : undefined;
      return allowed ?? otherwise ?? { kind: "undescribed" };
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
  const corrected = ofKind(context.exceptions, "parameter").find(({ parameter: name }) => name === parameter["name"]);
  return {
    schema: corrected?.really ?? context.read(repeated ? members(schema["items"]) : schema),
    repeated,
    required: parameter["required"] === true,
    ...(corrected !== undefined && { exception: corrected.id }),
  };
}

function contentSchema(holder: Members, context: Context): Members | undefined {
  const content = members(members(holder["content"])["application/json"])["schema"];
  return content === undefined ? undefined : context.read(members(content));
}
