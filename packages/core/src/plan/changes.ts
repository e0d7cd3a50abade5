import { stableJson } from "../hash.ts";
import type { JsonObject } from "../json.ts";
import type { FieldChange } from "./plan.ts";

/** Whether a field is the same in both; absent is as null. */
export function same(a: JsonObject, b: JsonObject, field: string): boolean {
  return stableJson(a[field] ?? null) === stableJson(b[field] ?? null);
}

/** The fields in which two items differ, in order of name. */
export function changes(from: JsonObject, to: JsonObject): readonly FieldChange[] {
  const fields = [...new Set([...Object.keys(from), ...Object.keys(to)])].toSorted();
  return fields
    .filter((field) => !same(from, to, field))
    .map((field) => ({
      field,
      ...(from[field] !== undefined && { from: from[field] }),
      ...(to[field] !== undefined && { to: to[field] }),
    }));
}
