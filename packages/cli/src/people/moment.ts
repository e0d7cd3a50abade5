import { FootplateError, formatMoment, type Instant, instant, type Problem, resolveWall } from "@footplate/core";
import { problem } from "../bad-input.ts";
import type { Given } from "../command.ts";

/** How moments are written, for the notes of commands. */
export const MOMENT_NOTE =
  "An INSTANT has an offset, such as 2026-11-25T22:00:00Z; a DATE is the beginning of that day in the zone of the person.";

/** What an option says as a moment; a date is its first moment in the zone. What is wrong is added to the problems. */
export function momentOf(
  given: Given,
  name: string,
  zone: string,
  problems: Problem[],
  needed: boolean,
): Instant | undefined {
  const text = given.text(name);
  if (text === undefined) {
    if (needed)
      problems.push(problem(`--${name}`, undefined, "it is missing", `add --${name} with an instant or a date`));
    return undefined;
  }
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return instant(text);
    return resolveWall(text, "00:00", zone, { gap: "later", overlap: "first" }).at;
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    problems.push(
      problem(`--${name}`, text, "it is no moment", error.hint ?? "write 2026-11-25T22:00:00Z or 2026-11-25"),
    );
    return undefined;
  }
}

/** A span with both ends in local time, zone and UTC. */
export function spanText({ start, end }: { readonly start: Instant; readonly end: Instant }, zone: string): string {
  return `${formatMoment(start, zone)} to ${formatMoment(end, zone)}`;
}
