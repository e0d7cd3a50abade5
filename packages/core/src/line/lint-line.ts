import type { RosterOptions } from "../people/rotation.ts";
import type { Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { timetable } from "../timetable/build-timetable.ts";
import type { Finding } from "../timetable/timetable.ts";
import type { Fact } from "./fact.ts";
import type { TrainLine } from "./line.ts";
import { contradiction } from "./rules/contradiction.ts";
import { fixedAbbreviation } from "./rules/fixed-abbreviation.ts";
import { holidayDataEnds } from "./rules/holiday-data-ends.ts";
import { ownerMissing } from "./rules/owner-missing.ts";
import { ownerStale } from "./rules/owner-stale.ts";
import { parityGap } from "./rules/parity-gap.ts";
import { refMissing } from "./rules/ref-missing.ts";
import { unknownZone } from "./rules/unknown-zone.ts";
import { vacancy } from "./rules/vacancy.ts";
import { yearTypo } from "./rules/year-typo.ts";

/**
 * Everything that a person should know about a line for a range of time: first what the document itself says, then what
 * the timetable finds. `now` is when owners must have been confirmed within a year; without it, the start of the range.
 * `options` hold rotations of one's own. With a zone that cannot be used, only the document is judged. Throws
 * `invalid_input` where a date, time or duration of the line cannot be read: parse the line first.
 */
export function lintLine(
  line: TrainLine,
  range: Interval,
  facts: readonly Fact[] = [],
  now: Instant = range.start,
  options: RosterOptions = {},
): readonly Finding[] {
  const zones = unknownZone(line);
  const timeless = [
    ...zones,
    ...fixedAbbreviation(line),
    ...yearTypo(line),
    ...ownerMissing(line),
    ...refMissing(line),
    ...vacancy(line),
  ];
  if (zones.length > 0) return timeless;
  const dated = timetable(line, facts, range, options).findings;
  const said = new Set(dated.map(({ code, path }) => `${code} ${path}`));
  return [
    ...timeless,
    ...contradiction(line),
    ...parityGap(line, range),
    ...ownerStale(line, now),
    ...holidayDataEnds(line, range),
  ]
    .filter(({ code, path }) => !said.has(`${code} ${path}`))
    .concat(dated);
}
