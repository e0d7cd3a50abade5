import type { PairRole } from "../line/people-fact.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import type { Slot } from "../timetable/slots.ts";
import { afterHandovers } from "./handovers.ts";
import type { Pairing } from "./pairing.ts";
import type { OpenRoster } from "./roster.ts";

const ROLES = ["primary", "backup"] as const satisfies readonly PairRole[];

/** A span in which one person has a duty of a train. */
export interface DutySpan extends Interval {
  readonly duty: string;
  readonly role: PairRole;
  readonly person: string;
  /** Id of the cover by which they have it. */
  readonly cover?: string;
}

/** A span in which nobody has a duty of a train, and why. */
export interface DutyGap extends Interval {
  readonly duty: string;
  readonly role: PairRole;
  /** `absence`: who has it is away, without a cover. `vacancy`: nobody has the role. */
  readonly why: "absence" | "vacancy";
  /** Who is away. */
  readonly person?: string;
  /** Id of a cover that is requested and not taken. */
  readonly cover?: string;
}

/** Duties of each role. */
export type DutyLists = Readonly<Record<PairRole, readonly string[]>>;

/** The pair at a moment, swaps and handovers counted; people whom the line does not have left out. */
export function pairAt({ roster, pairOf }: OpenRoster, slot: Slot, now: Instant): Pairing {
  const { primary, backup, ...rest } = afterHandovers(pairOf(slot), slot.id, roster.handovers, now);
  const known = (id: string | undefined): id is string =>
    id !== undefined && roster.line.people.some((person) => person.id === id);
  return { ...rest, ...(known(primary) && { primary }), ...(known(backup) && { backup }) };
}

/** Whether the person is away at the moment. */
export function isAway({ roster }: OpenRoster, person: string, now: Instant): boolean {
  const nowMs = epochMs(now);
  return roster.absences.some(
    (one) => one.person === person && epochMs(one.start) <= nowMs && nowMs < epochMs(one.end),
  );
}

/**
 * Who has each duty of a slot's train, moment by moment: its role's holder, or who covers them. The spans and the gaps
 * of a duty fill the interval without overlap. Covers count in the order in which they were taken, so that a cover of a
 * cover passes the duty on.
 */
export function dutiesIn(
  open: OpenRoster,
  slot: Slot,
  within: Interval,
  lists: DutyLists,
): { readonly spans: readonly DutySpan[]; readonly gaps: readonly DutyGap[] } {
  const spans: DutySpan[] = [];
  const gaps: DutyGap[] = [];
  const own = open.roster.covers.filter(({ train }) => train === slot.id);
  for (const part of partsOf(open, slot, within)) {
    const pair = pairAt(open, slot, part.start);
    const partMs = epochMs(part.start);
    const covering = own.filter(({ start, end }) => epochMs(start) <= partMs && partMs < epochMs(end));
    for (const role of ROLES) {
      for (const duty of new Set(lists[role])) {
        let person = role === "backup" && pair.solo ? pair.primary : pair[role];
        let cover: string | undefined;
        for (const one of covering) {
          if (one.status !== "accepted" || one.for !== person || !one.duties.includes(duty)) continue;
          person = one.taker;
          cover = one.id;
        }
        if (person !== undefined && !isAway(open, person, part.start)) {
          join(spans, { duty, role, person, ...(cover !== undefined && { cover }), ...part });
          continue;
        }
        const asked = covering.find((one) => one.status === "open" && one.for === person && one.duties.includes(duty));
        join(gaps, {
          duty,
          role,
          why: person === undefined ? "vacancy" : "absence",
          ...(person !== undefined && { person }),
          ...(asked !== undefined && { cover: asked.id }),
          ...part,
        });
      }
    }
  }
  return { spans, gaps };
}

/** The interval, cut wherever something may change. */
function partsOf({ roster }: OpenRoster, slot: Slot, within: Interval): readonly Interval[] {
  const [startMs, endMs] = [epochMs(within.start), epochMs(within.end)];
  const cuts = [
    ...roster.absences.flatMap(({ start, end }) => [start, end]),
    ...roster.covers.flatMap(({ train, start, end }) => (train === slot.id ? [start, end] : [])),
    ...roster.handovers.flatMap(({ train, at }) => (train === slot.id ? [at] : [])),
  ].map(epochMs);
  const inside = [...new Set([startMs, ...cuts.filter((ms) => startMs < ms && ms < endMs), endMs])].toSorted(
    (a, b) => a - b,
  );
  return inside
    .slice(1)
    .map((ms, index) => ({ start: fromEpochMs(inside[index] ?? startMs), end: fromEpochMs(ms) }))
    .filter(({ start, end }) => start !== end);
}

/** Adds the span, or lengthens the one before that it goes on from. */
function join<T extends DutySpan | DutyGap>(list: T[], span: T): void {
  const index = list.findLastIndex(({ duty, role }) => duty === span.duty && role === span.role);
  const before = list[index];
  const { start: _start, end: _end, ...what } = span;
  if (before !== undefined && before.end === span.start) {
    const { start, end: _ended, ...same } = before;
    if (JSON.stringify(same) === JSON.stringify(what)) {
      list[index] = { ...span, start };
      return;
    }
  }
  list.push(span);
}
