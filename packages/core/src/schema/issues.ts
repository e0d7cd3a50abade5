import type { JsonValue } from "../json.ts";
import { nameHint, nearestName } from "./nearest.ts";
import { isObject, pathTo, type Place } from "./place.ts";
import type { Report } from "./report.ts";

/** What the schema says is wrong: the part of its report that is read here. */
export interface ShapeIssue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: unknown;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly options?: readonly unknown[];
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly origin?: string;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly issues?: readonly ShapeIssue[];
  readonly errors?: readonly (readonly ShapeIssue[])[];
}

/** Writes what the schema found as problems of the document. */
export function reportIssues(document: Place, issues: readonly ShapeIssue[], report: Report): void {
  const misspelt = misspeltFields(document, issues);
  for (const issue of issues) if (!misspelt.has(placeOf(document, issue).path)) reportIssue(document, issue, report);
}

/** Of so many unknown fields of one object at most it is asked which field they misspell. */
const MOST_MISSPELT = 200;

/** Paths of missing fields whose name an unknown one beside them comes nearest to: that one says all. */
function misspeltFields(document: Place, issues: readonly ShapeIssue[]): ReadonlySet<string> {
  const unknown = issues.filter(({ code }) => code === "unrecognized_keys");
  if (unknown.length === 0) return new Set();
  const places = issues.map((issue) => placeOf(document, issue));
  const missing = new Set(places.filter(({ value }) => value === undefined).map(({ path }) => path));
  if (missing.size === 0) return missing;
  const meant = unknown.flatMap((issue) => {
    const { path } = placeOf(document, issue);
    const known = issue.message.split(" ");
    const names = (issue.keys ?? []).slice(0, MOST_MISSPELT).flatMap((key) => nearestName(key, known) ?? []);
    return names.map((name) => pathTo(path, name));
  });
  return new Set(meant.filter((path) => missing.has(path)));
}

function placeOf(document: Place, { path }: ShapeIssue): Place {
  return path.reduce<Place>(stepTo, document);
}

function reportIssue(document: Place, issue: ShapeIssue, report: Report): void {
  const place = placeOf(document, issue);
  if (issue.code === "unrecognized_keys") return unknownFields(place, issue, report);
  const branch = likeliest(issue.errors ?? []);
  if (branch !== undefined) return reportIssues(place, branch, report);
  const inner = issue.code === "invalid_key" ? issue.issues?.[0] : undefined;
  if (inner !== undefined) return report.add(place, inner.message, hintOf(inner));
  if (place.value === undefined) return report.add(place, "this is missing", `add it: ${hintOf(issue)}`);
  report.add(place, messageOf(issue), hintOf(issue));
}

function stepTo(place: Place, key: PropertyKey): Place {
  const at = typeof key === "number" ? key : String(key);
  const { value } = place;
  const inside = Array.isArray(value)
    ? (value as readonly JsonValue[])[Number(at)]
    : isObject(value) && Object.hasOwn(value, at)
      ? value[String(at)]
      : undefined;
  return { path: pathTo(place.path, at), value: inside };
}

function unknownFields(place: Place, issue: ShapeIssue, report: Report): void {
  const known = issue.message.split(" ");
  for (const key of issue.keys ?? []) {
    report.add(stepTo(place, key), "there is no field of this name", () => nameHint(key, known));
  }
}

/** Of the alternatives the one that the value misses by least. */
function likeliest(branches: readonly (readonly ShapeIssue[])[]): readonly ShapeIssue[] | undefined {
  return branches.toSorted((a, b) => misses(a) - misses(b))[0];
}

function misses(issues: readonly ShapeIssue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.keys?.length ?? 1), 0);
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

function messageOf(issue: ShapeIssue): string {
  const isList = issue.origin === "array";
  if (issue.code === "custom") return issue.message;
  if (issue.code === "too_big") return isList ? "this list is too long" : "this number is too great";
  if (issue.code === "too_small") return isList ? "this list is too short" : "this number is too small";
  if (issue.code === "invalid_type") return `this is not ${typeName(issue)}`;
  return "this is none of the choices";
}

function hintOf(issue: ShapeIssue): string {
  const unit = issue.origin === "array" ? " elements" : "";
  const choices = issue.values ?? issue.options;
  if (typeof issue.params?.["hint"] === "string") return issue.params["hint"];
  if (choices !== undefined) return `use ${choices.map((choice) => JSON.stringify(choice)).join(", ")}`;
  if (issue.code === "too_big") return `use at most ${issue.maximum}${unit}`;
  if (issue.code === "too_small") return `use at least ${issue.minimum}${unit}`;
  return `write ${typeName(issue)}`;
}

function typeName({ expected }: ShapeIssue): string {
  return (typeof expected === "string" ? TYPES[expected] : undefined) ?? "a value that fits";
}
