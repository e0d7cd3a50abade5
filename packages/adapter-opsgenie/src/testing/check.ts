import { refuse, type Refusal } from "./refusal.ts";
import type { JsonRecord } from "./rows.ts";

/** What is wrong with a value; `undefined` when nothing is. */
export type Check = (value: unknown) => string | undefined;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const text: Check = (value) => (typeof value === "string" ? undefined : "must be text");
export const upTo =
  (most: number): Check =>
  (value) =>
    text(value) ?? (String(value).length > most ? `must not have more than ${most} characters` : undefined);
export const moment: Check = (value) =>
  typeof value === "string" && /T.*(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value))
    ? undefined
    : "must be a date-time";
export const recipient =
  (types: readonly string[]): Check =>
  (value) =>
    isRecord(value) &&
    types.includes(String(value["type"])) &&
    (text(value["id"]) === undefined || value["type"] === "none")
      ? undefined
      : "must be a recipient with type and id";
export const listOf =
  (check: Check, most: number): Check =>
  (value) =>
    !Array.isArray(value)
      ? "must be a list"
      : value.length > most
        ? `must not have more than ${most} entries`
        : value.map((one) => check(one)).find((problem) => problem !== undefined);
export const map: Check = (value) =>
  isRecord(value) && Object.values(value).every((one) => typeof one === "string")
    ? JSON.stringify(value).length > 9000
      ? "is too long"
      : undefined
    : "must be a map of texts";

/** A text, or something else where it is none. */
export function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

/** The fields of a body. An unknown one, a missing one or a wrong one is refused. */
export function fieldsOf(
  body: unknown,
  checks: Readonly<Record<string, Check>>,
  required: readonly string[] = [],
): JsonRecord | Refusal {
  if (!isRecord(body)) return refuse(422, "Body is not a JSON object");
  for (const name of required) if (body[name] === undefined) return refuse(422, `${name} can not be empty`);
  for (const [name, value] of Object.entries(body)) {
    const problem = Object.hasOwn(checks, name) ? checks[name]?.(value) : "is not a known field";
    if (problem !== undefined) return refuse(422, `${name} ${problem}`);
  }
  return body;
}
