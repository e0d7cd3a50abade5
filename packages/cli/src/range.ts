import {
  addDays,
  dateIn,
  FootplateError,
  type Instant,
  type Interval,
  interval,
  type Problem,
  resolveWall,
  type TrainLine,
} from "@footplate/core";
import { problem, refuseIf } from "./bad-input.ts";
import type { Given, Option } from "./command.ts";

/** The options of every command that looks at a range of time. */
export const RANGE_OPTIONS: Readonly<Record<string, Option>> = {
  from: { value: "DATE", help: "first day, in the line's zone (default: today)" },
  to: { value: "DATE", help: "day after the last, in the line's zone" },
};

/** What a line document may name. */
const FIRST_DATE = "1970-01-01";
const LAST_DATE = "2199-12-31";

/** Whether the user named a range. */
export function namesRange(given: Given): boolean {
  return given.text("from") !== undefined || given.text("to") !== undefined;
}

/** From the start of one day to the start of another in the line's zone; `days` when no end is named. Throws `invalid_input`. */
export function rangeOf(given: Given, line: TrainLine, now: Instant, days: number): Interval {
  const problems: Problem[] = [];
  const dayOf = (name: "from" | "to", fallback: () => string): Instant | undefined => {
    const text = given.text(name);
    try {
      const date = text ?? fallback();
      const at = startOfDay(date, line.zone);
      if (date >= FIRST_DATE && date <= LAST_DATE) return at;
      problems.push(
        problem(`--${name}`, text, "it is out of range", `write a date from ${FIRST_DATE} to ${LAST_DATE}`),
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof FootplateError)) throw error;
      problems.push(problem(`--${name}`, text, "it is no date", error.hint ?? ""));
      return undefined;
    }
  };
  const first = given.text("from") ?? dateIn(now, line.zone);
  const start = dayOf("from", () => first);
  const end = start === undefined ? dayOf("to", () => "2000-01-01") : dayOf("to", () => defaultEnd(first, days));
  if (start !== undefined && end !== undefined && Date.parse(end) <= Date.parse(start)) {
    problems.push(problem("--to", given.text("to"), `it is not after ${first}`, "name the day after the last one"));
  }
  refuseIf(problems, "the range of time cannot be used");
  return interval(start ?? now, end ?? now);
}

function defaultEnd(first: string, days: number): string {
  const end = addDays(first, days);
  return end > LAST_DATE && first < LAST_DATE ? LAST_DATE : end;
}

/** The first moment of a day: where the clock skips midnight, the moment after the jump. */
function startOfDay(date: string, zone: string): Instant | undefined {
  return resolveWall(date, "00:00", zone, { gap: "later", overlap: "first" }).at;
}
