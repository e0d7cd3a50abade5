import type { JsonValue } from "../json.ts";

/** A value in a document and its path. The value is `undefined` where there is nothing. */
export interface Place {
  /** JSON path such as `stops[0].id`; empty for the whole document. */
  readonly path: string;
  readonly value: JsonValue | undefined;
}

const NAME = /^[A-Za-z_]\w{0,59}$/;

/** The path of a field or an element of what lies at `path`. */
export function pathTo(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (!NAME.test(key)) return `${path}[${JSON.stringify(key.slice(0, 60))}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** The field of that name; nothing when there is none, or when the value has no fields. */
export function field({ path, value }: Place, key: string): Place {
  const inside = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return { path: pathTo(path, key), value: inside };
}

/** The elements of a list; none when the value is no list. */
export function items({ path, value }: Place): readonly Place[] {
  return isList(value) ? value.map((item, index) => ({ path: pathTo(path, index), value: item })) : [];
}

/** The elements of a field that is a list. */
export function each(place: Place, key: string): readonly Place[] {
  return items(field(place, key));
}

/** The text of a field; `undefined` when it holds none. */
export function text(place: Place, key: string): string | undefined {
  const { value } = field(place, key);
  return typeof value === "string" ? value : undefined;
}

/** Whether the value is a JSON object. */
export function isObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether the value is a JSON list. */
export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
