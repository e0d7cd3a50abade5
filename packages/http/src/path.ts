import type { Problem } from "@footplate/core";

const TEMPLATE_SEGMENT = /^([A-Za-z0-9._~!$&'()*+,;=:@-]|\{[A-Za-z0-9_]+\})+$/;
/** Control characters, and halves of surrogate pairs. */
const UNWRITABLE = /[\p{Cc}\p{Cs}]/u;
const HINT = "pass the id as the service gave it";

/** A path with its parameters filled in, or everything that is wrong with it. */
export function fillPath(
  template: string,
  params: Readonly<Record<string, string>>,
): { readonly path: string } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const used = new Set<string>();
  const segments = template.split("/").map((segment) => {
    if (!TEMPLATE_SEGMENT.test(segment)) {
      problems.push(problem("path", template, "is not a relative path", "write it as pages/{page}/incidents"));
      return segment;
    }
    const filled = segment.replace(/\{(\w+)\}/g, (_, name: string) => {
      used.add(name);
      const value = Object.hasOwn(params, name) ? params[name] : undefined;
      const wrong = whatIsWrong(value);
      if (wrong !== undefined || value === undefined) {
        problems.push(problem(`params.${name}`, value, wrong ?? "is missing", HINT));
        return "x";
      }
      return encodeURIComponent(value);
    });
    if (filled === "." || filled === "..") {
      problems.push(problem("path", template, "has a segment that climbs", HINT));
    }
    return filled;
  });
  for (const name of Object.keys(params)) {
    if (!used.has(name)) {
      problems.push(
        problem(`params.${name}`, params[name], "is not in the path", `add {${name}} to the path, or drop it`),
      );
    }
  }
  return problems.length > 0 ? { problems } : { path: segments.join("/") };
}

function whatIsWrong(value: unknown): string | undefined {
  if (typeof value !== "string") {
    return "is missing";
  }
  if (value === "" || value === "." || value === "..") {
    return "is empty or climbs";
  }
  if (/[/\\]|%2e|%2f|%5c/i.test(value) || UNWRITABLE.test(value)) {
    return "holds a slash, an encoded dot or slash, or a control character";
  }
  return undefined;
}

function problem(path: string, value: unknown, message: string, hint: string): Problem {
  return { path, value: (JSON.stringify(value) ?? "undefined").slice(0, 120), message, hint };
}
