import type { NewAlert } from "./alerts.ts";
import { isRecord } from "./json.ts";

type Check = (value: unknown) => string | undefined;

const RESPONDER_TYPES: readonly unknown[] = ["team", "user", "escalation", "schedule"];

const upTo =
  (limit: number): Check =>
  (value) =>
    typeof value === "string" && value.length <= limit ? undefined : `must be text of at most ${limit} characters`;
const properties: Check = (value) =>
  isRecord(value) &&
  Object.values(value).every((one) => typeof one === "string") &&
  Object.entries(value).reduce((sum, [name, one]) => sum + name.length + String(one).length, 0) <= 8000
    ? undefined
    : "must map names to texts, at most 8000 characters in all";

/** What is wrong with a responder. */
export const responderProblem: Check = (value) =>
  isRecord(value) &&
  typeof value["id"] === "string" &&
  RESPONDER_TYPES.includes(value["type"]) &&
  Object.keys(value).length === 2
    ? undefined
    : "must be an id and a type";

const COMMON: Readonly<Record<string, Check>> = {
  message: (value) => (value === "" ? "must not be empty" : upTo(130)(value)),
  alias: upTo(512),
  description: upTo(15_000),
  note: upTo(25_000),
  entity: upTo(512),
  source: upTo(100),
  priority: (value) => (["P1", "P2", "P3", "P4", "P5"].includes(String(value)) ? undefined : "must be P1 to P5"),
  tags: (value) =>
    Array.isArray(value) && value.every((tag) => upTo(50)(tag) === undefined) ? undefined : "must be texts",
  responders: (value) =>
    Array.isArray(value) && value.length <= 50 && value.every((one) => responderProblem(one) === undefined)
      ? undefined
      : "must be at most 50 responders, each an id and a type",
};
const OPERATIONS: Readonly<Record<string, Check>> = { ...COMMON, extraProperties: properties };
const INTEGRATION: Readonly<Record<string, Check>> = { ...COMMON, details: properties, user: upTo(100) };

/** The alert that a body asks for, or what is wrong with it. */
export function readAlert(body: unknown, integrated: boolean): NewAlert | string {
  if (!isRecord(body)) return "the body is not JSON";
  const checks = integrated ? INTEGRATION : OPERATIONS;
  if (body["message"] === undefined) return "message is missing";
  for (const [name, value] of Object.entries(body)) {
    const problem = Object.hasOwn(checks, name) ? checks[name]?.(value) : "is not a known field";
    if (problem !== undefined) return `${name} ${problem}`;
  }
  const { details, note: _note, entity: _entity, source: _source, user: _user, ...rest } = body;
  // Checked field by field above.
  return { ...rest, ...(details !== undefined && { extraProperties: details }) } as unknown as NewAlert;
}
