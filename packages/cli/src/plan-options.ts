import { FootplateError, type Instant, type PlanOptions, type Problem, type TrainLine } from "@footplate/core";
import { problem, refuseIf } from "./bad-input.ts";
import type { Given, Option } from "./command.ts";
import { nameHint } from "./nearest.ts";
import { namesRange, RANGE_OPTIONS, rangeOf } from "./range.ts";
import { CONFIG_OPTION, JOURNAL_OPTION } from "./workplace.ts";

const DRIFT = ["report", "adopt", "revert"] as const;

/** The options of everything that plans. */
export const PLAN_OPTIONS: Readonly<Record<string, Option>> = {
  ...RANGE_OPTIONS,
  ...CONFIG_OPTION,
  ...JOURNAL_OPTION,
  drift: { value: "report|adopt|revert", help: "what becomes of edits made by hand (default: report)" },
  "max-removals": { value: "N", help: "most removals that nothing recorded explains (default: 3)" },
  "allow-empty": { help: "let a line that wants nothing remove everything" },
};

/** How to plan, as the user wants it. Throws `invalid_input` with all problems, `more` included. */
export function planOptions(given: Given, line: TrainLine, now: Instant, more: readonly Problem[] = []): PlanOptions {
  const problems = [...more];
  const text = given.text("drift");
  const drift = DRIFT.find((one) => one === text);
  if (text !== undefined && drift === undefined) {
    problems.push(problem("--drift", text, "it is no way to treat drift", nameHint(text, DRIFT)));
  }
  const most = given.text("max-removals");
  if (most !== undefined && !/^\d{1,6}$/.test(most)) {
    problems.push(problem("--max-removals", most, "it is no number of removals", "give a whole number from 0 on"));
  }
  const range = namesRange(given) ? gathered(problems, () => rangeOf(given, line, now, 56)) : undefined;
  refuseIf(problems, "these options cannot be used");
  return {
    ...(range !== undefined && { range }),
    ...(drift !== undefined && { drift }),
    ...(most !== undefined && { maxRemovals: Number(most) }),
    ...(given.flag("allow-empty") && { allowEmpty: true }),
  };
}

/** The result, or nothing when input was refused: its problems then join the others. */
function gathered<T>(problems: Problem[], make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}
