import { FootplateError, type FootplateErrorCode, type Problem } from "@footplate/core";

const longestKey = 300;

export function problem(path: string, value: string, message: string, hint: string): Problem {
  return { path, value: JSON.stringify(value).slice(0, 120), message, hint };
}

export function keyProblems(key: string): readonly Problem[] {
  if (key.length <= longestKey && /^[A-Za-z0-9_.:/#-]+$/.test(key)) return [];
  return [problem("key", key, "cannot be used", `take 1 to ${longestKey} characters of A-Z a-z 0-9 _ . : / # -`)];
}

export function textProblems(path: string, text: string): readonly Problem[] {
  return text.trim() === "" ? [problem(path, text, "is empty", "say something in it")] : [];
}

/** Throws `invalid_input` with all problems, if there are any. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new FootplateError({
    code: "invalid_input",
    message: problems.map(({ path, message }) => `${path} ${message}`).join("; "),
    adapter: "memory",
    written: "no",
    hint: problems[0]?.hint,
    problems,
  });
}

/** A refusal of a port in memory. Nothing was written; for a read, leave `written` out. */
export function refusal(code: FootplateErrorCode, message: string, hint: string, written?: "no"): FootplateError {
  return new FootplateError({ code, message, adapter: "memory", hint, written });
}
