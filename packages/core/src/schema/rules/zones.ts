import { type ZoneProblem, zoneProblem } from "../../time/zone.ts";
import { each, field, type Place } from "../place.ts";
import type { Report } from "../report.ts";

/** Longer than any zone's name. */
const LONGEST = 60;
/** Zones that are looked up; a document that names more is not meant. */
const MOST = 500;

/** Every zone is one that says when its clocks change. Each name is looked up once, since that is slow. */
export function zones(document: Place, report: Report): void {
  const seen = new Map<string, ZoneProblem | undefined>();
  for (const place of named(document)) {
    const { value } = place;
    if (typeof value !== "string") continue;
    if (!seen.has(value)) seen.set(value, seen.size < MOST ? judged(value) : tooMany);
    const problem = seen.get(value);
    if (problem !== undefined) report.add(place, problem.message, problem.hint);
  }
}

const tooMany: ZoneProblem = {
  message: "this document names more zones than there are",
  hint: "put the other zones right first",
};

function judged(value: string): ZoneProblem | undefined {
  return value.length <= LONGEST
    ? zoneProblem(value)
    : { message: "this is not the name of a zone", hint: "write an IANA name such as America/New_York" };
}

function named(document: Place): readonly Place[] {
  const rules = each(document, "eras").flatMap((era) => each(era, "windows"));
  const targets = each(document, "stops").flatMap((stop) => each(stop, "targets"));
  const lists = ["people", "freezes", "oneOffWindows"].flatMap((list) => each(document, list));
  return [document, ...lists, ...targets, ...rules].map((place) => field(place, "zone"));
}
