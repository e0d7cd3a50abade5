import { list, type Members, members, text, texts } from "../../../scripts/json-value.ts";

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
  "minItems",
  "maxItems",
] as const;

/** Turns the schemas of one OpenAPI 3.0 document into JSON Schema, given its `components.schemas`. */
export type SchemaReader = (schema: Members) => Members;

/**
 * `nullable` becomes a choice. An object that lists its properties is closed: an `allOf` is therefore merged into one
 * object, and a schema with a discriminator stands for the variants that build on it, each closed for itself.
 * `maximumOfText`: the longest length of a text is written as `maximum`.
 */
export function schemaReader(schemas: Members, maximumOfText: boolean): SchemaReader {
  const readPlain = (schema: Members): Members => plain(schema, read, maximumOfText);
  const read: SchemaReader = (schema) => {
    const only = soleReference(schema);
    if (only !== undefined) return read(only);
    if (schema["$ref"] !== undefined) return { $ref: text(schema["$ref"]).replace(local, "#/$defs/") };
    const variants = variantsOf(schemas, schema);
    if (variants.length > 0) return { anyOf: variants.map((variant) => readPlain(merged(schemas, variant))) };
    return readPlain(merged(schemas, schema));
  };
  return read;
}

const local = "#/components/schemas/";

function plain(schema: Members, read: SchemaReader, maximumOfText: boolean): Members {
  const out: Record<string, unknown> = {};
  for (const key of carried) if (schema[key] !== undefined) out[key] = schema[key];
  if (maximumOfText && out["maximum"] !== undefined && out["type"] !== "integer" && out["type"] !== "number") {
    if (out["type"] === "string") out["maxLength"] = out["maximum"];
    delete out["maximum"];
  }
  if (schema["items"] !== undefined) out["items"] = read(members(schema["items"]));
  for (const key of ["anyOf", "oneOf"]) {
    if (schema[key] !== undefined) out[key] = list(schema[key]).map((part) => read(members(part)));
  }
  const more = schema["additionalProperties"];
  if (more !== undefined) out["additionalProperties"] = typeof more === "boolean" ? more : read(members(more));
  if (schema["properties"] !== undefined) {
    const properties = Object.entries(members(schema["properties"]));
    out["properties"] = Object.fromEntries(properties.map(([name, value]) => [name, read(members(value))]));
    out["type"] ??= "object";
    out["additionalProperties"] ??= false;
  }
  return schema["nullable"] === true ? { anyOf: [out, { type: "null" }] } : out;
}

/** An `allOf` that only wraps a reference to hang a text on it; merging it would not end where a schema holds itself. */
function soleReference(schema: Members): Members | undefined {
  const [part, ...more] = list(schema["allOf"]).map(members);
  const bare = [...carried, "properties", "nullable"].every((key) => key === "type" || schema[key] === undefined);
  return bare && more.length === 0 && part?.["$ref"] !== undefined ? part : undefined;
}

function merged(schemas: Members, schema: Members): Members {
  const parts = list(schema["allOf"]).map((part) => merged(schemas, target(schemas, members(part))));
  if (parts.length === 0) return schema;
  const { allOf: _, ...own } = schema;
  const all = [...parts, own];
  const required = [...new Set(all.flatMap((part) => texts(part["required"])))];
  const properties = Object.assign({}, ...all.map((part) => members(part["properties"]))) as Members;
  return Object.assign({}, ...all, required.length > 0 ? { required } : {}, { properties }) as Members;
}

function target(schemas: Members, schema: Members): Members {
  const reference = schema["$ref"];
  return reference === undefined ? schema : members(schemas[text(reference).replace(local, "")]);
}

/** The schemas that refine one with a discriminator, with the value that tells each. */
function variantsOf(schemas: Members, schema: Members): readonly Members[] {
  if (schema["discriminator"] === undefined) return [];
  const name = Object.keys(schemas).find((key) => schemas[key] === schema);
  const property = text(members(schema["discriminator"])["propertyName"]);
  const refining = Object.values(schemas)
    .map(members)
    .filter((other) => list(other["allOf"]).some((part) => members(part)["$ref"] === `${local}${name}`));
  const told = refining.map((variant) => text(variant["x-discriminator-value"]));
  const values = texts(members(members(schema["properties"])[property])["enum"]);
  const only = (base: Members, allowed: readonly string[]): Members => ({
    allOf: [base, { properties: { [property]: { type: "string", enum: allowed } } }],
  });
  const rest = values.filter((value) => !told.includes(value));
  return [
    ...refining.map((variant, index) => only(variant, told.slice(index, index + 1))),
    ...(rest.length > 0 && told.length > 0 ? [only({ ...schema, discriminator: undefined }, rest)] : []),
  ];
}
