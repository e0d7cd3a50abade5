import { FootplateError, type Problem } from "@footplate/core";

/** Notes one thing that is wrong. `value` is shown: never a secret. */
export type Refuse = (path: string, value: unknown, message: string, hint: string) => void;

/**
 * Judges the options of an adapter, or of something else whose `subject` is named. Throws `invalid_input` with everything
 * that `judge` refused.
 */
export function refuseOptions(
  adapter: string,
  judge: (refuse: Refuse) => void,
  subject: string = `options of ${adapter}`,
): void {
  const problems: Problem[] = [];
  judge((path, value, message, hint) => {
    problems.push({ path, value: (JSON.stringify(value) ?? "undefined").slice(0, 120), message, hint });
  });
  if (problems.length === 0) return;
  throw new FootplateError({
    code: "invalid_input",
    adapter,
    message: `${subject}: ${problems.map(({ path, message }) => `${path} ${message}`).join("; ")}`,
    hint: problems[0]?.hint,
    problems,
  });
}

/** Refuses times of a mirror that are given and are no whole milliseconds: `sendMs` from 1, `settleMs` from 0. */
export function refuseTimes(options: { readonly sendMs?: number; readonly settleMs?: number }, refuse: Refuse): void {
  for (const [name, least] of [
    ["sendMs", 1],
    ["settleMs", 0],
  ] as const) {
    const value = options[name];
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= least))
      refuse(name, value, "is not a time in whole milliseconds", `leave ${name} out for the default`);
  }
}
