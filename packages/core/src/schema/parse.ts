import type { Problem } from "../error.ts";
import type { JsonValue } from "../json.ts";
import { reportIssues } from "./issues.ts";
import { jsonCopy, type Limits } from "./json-copy.ts";
import type { Place } from "./place.ts";
import { createReport, type Report } from "./report.ts";
import type { Shaped } from "./shapes.ts";

/** A document that was read, or all that is wrong with it. */
export type Parsed<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/** Reads a document: copies it within limits, then judges its shape and what its parts say of each other, both at once. */
export function parseDocument<T>(
  input: unknown,
  limits: Limits,
  shaped: (value: JsonValue) => Shaped<T>,
  rules: readonly ((document: Place, report: Report) => void)[] = [],
): Parsed<T> {
  const report = createReport();
  const value = jsonCopy(input, limits, report);
  if (value === undefined) return { problems: report.problems() };
  const document = { path: "", value };
  const unread = new Set(report.problems().map(({ path }) => path));
  const rest: Report = {
    ...report,
    add: (place, message, hint) => {
      if (!unread.has(place.path)) report.add(place, message, hint);
    },
  };
  const result = shaped(value);
  if ("issues" in result) reportIssues(document, result.issues, rest);
  for (const rule of rules) rule(document, rest);
  const problems = report.problems();
  return "value" in result && problems.length === 0 ? { value: result.value } : { problems };
}
