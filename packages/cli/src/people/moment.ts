import { FootplateError, formatMoment, type Instant, instant, type Problem, resolveWall } from "@footplate/core";
import { problem } from "../bad-input.ts";
import type { Given } from "../command.ts";

/** How moments are written, for the notes of commands. */
export const MOMENT_NOTE =
  "An INSTANT is 2026-11-25T22:00:00Z, or 2026-11-25T22:00 in the zone of the person; a DATE is the beginning of that day there.";

/**
 * What an option says as a moment; a date is its first moment in the zone, and what has no offset is by the zone's clock.
 * What is wrong is added to the problems.
 */
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
    const [, date, time] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?$/.exec(text) ?? [];
    if (date === undefined) return instant(text);
    if (time === undefined) return resolveWall(date, "00:00", zone, { gap: "later", overlap: "first" }).at;
    const wall = resolveWall(date, time, zone);
    if (wall.kind === "exact") return wall.at;
    const why = wall.kind === "gap" ? "clocks skip this time" : "clocks show this time twice";
    problems.push(problem(`--${name}`, text, `${why} in ${zone}`, `write ${wall.choices.join(" or ")}`));
    return undefined;
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
