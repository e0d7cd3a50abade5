import { FootplateError, type Problem } from "@footplate/core";

/** One problem of what the user typed; `path` is an option or an argument. */
export function problem(path: string, value: string | undefined, message: string, hint: string): Problem {
  const shown = value === undefined ? "nothing" : JSON.stringify(value);
  return { path, value: shown.length > 120 ? `${shown.slice(0, 119)}…` : shown, message, hint };
}

/** Refuses with all problems at once; nothing is thrown when there is none. */
export function refuseIf(problems: readonly Problem[], message: string, hint?: string): void {
  if (problems.length > 0) throw new FootplateError({ code: "invalid_input", message, hint, problems });
}

/** Refuses input for one reason. */
export function badInput(message: string, hint: string): FootplateError {
  return new FootplateError({ code: "invalid_input", message, hint });
}
