/** Any value that survives `JSON.stringify` unchanged. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Vendor data that core carries untouched, keyed by adapter name (`"statuspage"`, `"gcal"`, …). */
export type Refs = Readonly<Record<string, JsonObject>>;
