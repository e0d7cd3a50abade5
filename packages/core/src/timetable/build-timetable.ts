import type { Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { pairFindings } from "../people/pair-findings.ts";
import { pairsIn } from "../people/roster.ts";
import type { RosterOptions } from "../people/rotation.ts";
import { dateIn } from "../time/date.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { wallMs } from "../time/wall-time.ts";
import { ianaZone } from "../time/zone.ts";
import { closedDayFindings } from "./closed-day-findings.ts";
import { closedDays } from "./closed-days.ts";
import { conflictFindings } from "./conflicts.ts";
import { expand } from "./expand.ts";
import { freezeFindings, freezeSpans } from "./freezes.ts";
import { hostGuests } from "./guests.ts";
import { overtakingFindings } from "./overtaking.ts";
import { byStart, placed } from "./placed.ts";
import { bySlot, type Slot } from "./slots.ts";
import type { Finding, Timetable } from "./timetable.ts";
import { trainOf } from "./train.ts";
import { riderFindings, ridersOf } from "./train-riders.ts";

/**
 * What a line and its facts mean for a range of time: trains, windows, conductors, and what a person should know about
 * them. Pure: equal input gives equal output, and ranges that join give windows that join. Facts count in the order
 * given; one that names nothing known is ignored and reported. Whether its author might cause it was judged when it was
 * recorded (`mayCause`).
 * Throws `invalid_input` where a date, time, zone or duration of the line cannot be read: parse the line first.
 */
export function timetable(
  line: TrainLine,
  facts: readonly Fact[],
  range: Interval,
  options: RosterOptions = {},
): Timetable {
  const [fromMs, toMs] = [epochMs(range.start), epochMs(range.end)];
  const inRange = (ms: number): boolean => fromMs <= ms && ms < toMs;

  const { eras, folded, crew, slots, drafts } = expand(line, facts, range, options);
  const hosted = drafts.map((draft) => {
    const { host, guests, findings } = hostGuests(line, draft, folded);
    return {
      draft,
      guestFindings: findings,
      windows: [host, ...guests].map((one) => placed(one, draft.slot, inRange)),
    };
  });
  const listedHosts = hosted.filter(({ windows }) => windows[0]?.listed === true);
  const used = hosted.filter(({ draft }) => draft.gone === undefined).flatMap((one) => one.windows);
  const ordered = used.toSorted(byStart);
  const listed = ordered.filter((one) => one.listed);

  const listedSlots = new Map<string, Slot>();
  for (const { slot } of listed) if (slot !== undefined) listedSlots.set(slot.id, slot);
  for (const slot of slotsInRange(line, slots, range)) listedSlots.set(slot.id, slot);
  const riders = ridersOf(line, eras, folded.boardings, folded.cancelledTrains);
  const trains = [...listedSlots.values()]
    .toSorted(bySlot)
    .map((slot) => trainOf(line, slot, folded.cancelledTrains.get(slot.id), riders(slot)));
  const listedTrains = trains.map(({ train }) => train);
  const pairs = pairsIn(crew, listedTrains);

  const closed = closedDays(line);
  const freezes = freezeSpans(line);
  const judged = listed.filter(({ window }) => window.kind !== "guest");
  const findings: readonly Finding[] = [
    ...folded.findings,
    ...riderFindings(line, folded.boardings, new Set(listedSlots.keys())),
    ...trains.flatMap((one) => one.findings),
    ...listedHosts.flatMap(({ draft }) => (draft.gone === undefined ? draft.findings : [])),
    ...listedHosts.flatMap(({ guestFindings }) => guestFindings),
    ...conflictFindings(ordered),
    ...overtakingFindings(ordered),
    ...judged.flatMap((one) => freezeFindings(freezes, one)),
    ...judged.flatMap(({ window }) => closedDayFindings(line, closed, freezes, window)),
    ...crew.roster.findings,
    ...pairFindings(crew, listedTrains),
  ];
  const windows = listed.map(({ window }) => window);
  return { line: line.id, range, trains: listedTrains, windows, pairs, findings };
}

/** Slots whose date begins in the range, in the line's zone. */
function slotsInRange(line: TrainLine, slots: readonly Slot[], range: Interval): readonly Slot[] {
  const zone = ianaZone(line.zone);
  const [first, last] = [dateIn(range.start, zone), dateIn(range.end, zone)];
  // Only on the first and the last day does the hour matter, and asking the zone is dear.
  const begins = (date: string, at: Instant): boolean => wallMs(date, "00:00", zone) >= epochMs(at);
  return slots.filter(
    ({ date }) =>
      (date > first || (date === first && begins(date, range.start))) &&
      (date < last || (date === last && !begins(date, range.end))),
  );
}
