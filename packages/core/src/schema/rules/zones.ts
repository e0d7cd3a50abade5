import { type ZoneProblem, zoneProblem } from "../../time/zone.ts";
import { each, field, type Place } from "../place.ts";
import type { Report } from "../report.ts";

/** Longer than any zone's name. */
const LONGEST = 60;
/** Wrong zones that are explained: each takes a search among all zones. */
const MOST_WRONG = 50;

/** Every zone is one that says when its clocks change. Each name is looked up once, since that is slow. */
export function zones(document: Place, report: Report): void {
  const seen = new Map<string, ZoneProblem | undefined>();
  let wrong = 0;
  for (const place of named(document)) {
    const { value } = place;
    if (typeof value !== "string") continue;
    if (!seen.has(value)) {
      if (wrong === MOST_WRONG) {
        report.add(place, "from here on zones were not looked up", "put the zones before right first");
        return;
      }
      const problem = judged(value);
      if (problem !== undefined) wrong += 1;
      seen.set(value, problem);
    }
    const problem = seen.get(value);
    if (problem !== undefined) report.add(place, problem.message, problem.hint);
  }
}

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
