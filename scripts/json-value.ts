/** A JSON object whose members are not known yet. */
export type Members = Readonly<Record<string, unknown>>;

/** Whether a value is a plain JSON object. */
export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object; an absent one is empty, another kind throws. */
export function members(value: unknown): Members {
  if (value === undefined) return {};
  if (!isMembers(value)) throw new TypeError(`Expected a JSON object, got ${JSON.stringify(value)}`);
  return value;
}

/** The value as a list; an absent one is empty, another kind throws. */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new TypeError(`Expected a JSON list, got ${JSON.stringify(value)}`);
  return value;
}

/** The value as text; another kind throws. */
export function text(value: unknown): string {
  if (typeof value !== "string") throw new TypeError(`Expected text, got ${JSON.stringify(value)}`);
  return value;
}

/** The texts of a list; members of another kind are left out. */
export function texts(value: unknown): readonly string[] {
  return list(value).filter((item): item is string => typeof item === "string");
}
