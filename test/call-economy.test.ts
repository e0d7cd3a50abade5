import { timetable } from "@footplate/core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Asked,
  economy,
  type EconomySize,
  economyLine,
  economyRange,
  type Operations,
  type PerService,
} from "./support/call-economy.ts";

/** What others made, and what we made. */
type Listed = PerService<number>;

/** Some rows of a list: from the first, which is 0, to before the last. */
interface Rows {
  readonly from: number;
  readonly to: number;
}

/**
 * The pages of a list that is read by their numbers: a hundred rows, then a row less on each page, so that each begins
 * within the one before. What left the list between two pages would have moved something else out of sight, and what is out
 * of sight would be made again: so the last rows of a page must come again on the next (F31).
 */
function pagesOf(count: number, isLast: (page: Rows) => boolean): readonly Rows[] {
  const all = Array.from({ length: 10 }, (_none, index) => {
    const size = 100 - index;
    return { from: index * size, to: (index + 1) * size };
  });
  expect(count).toBeLessThan(910);
  return all.slice(0, all.findIndex(isLast) + 1);
}

/** GitHub says whether there is more. Statuspage tells neither total nor last page, so that a full page needs one more. */
const githubPages = (count: number): readonly Rows[] => pagesOf(count, ({ to }) => to >= count);
const statuspagePages = (count: number): readonly Rows[] => pagesOf(count, ({ to }) => to > count);

/** Requests that one listing takes, of so many things. Google Calendar tells its last page; a listing of Opsgenie's has one. */
function listing(listed: Listed, { calendarPage }: EconomySize): PerService<number> {
  return {
    statuspage: statuspagePages(listed.statuspage).length,
    gcal: Math.max(1, Math.ceil(listed.gcal / calendarPage)),
    opsgenie: 1,
    github: githubPages(listed.github).length,
  };
}

/**
 * How many pages of tickets GitHub answers with 304, when some of them changed since they were listed. A full page that was
 * the last is asked for anew: whether more came after it is not on it.
 */
function unchanged(count: number, changed: Rows): number {
  return githubPages(count).filter(({ from, to }) => to !== count && (changed.to <= from || to <= changed.from)).length;
}

const NONE: Rows = { from: 0, to: 0 };

/**
 * Requests that a plan's operations take beyond the listing. Google Calendar refuses what was changed meanwhile by
 * itself; the others have no version to compare, and are looked at once more before something of theirs is overwritten.
 * A moved notice says its times in its text as well, which is an object of its own there. Opsgenie takes a write in
 * without having done it, and is asked afterwards; an override would replace one that is there under its alias, and is
 * looked for before.
 */
function carryingOut({ noticeBoard, calendar, onCall, trainTickets }: Operations): PerService<Counted> {
  return {
    statuspage: { reads: noticeBoard.update, writes: noticeBoard.create + 2 * noticeBoard.update },
    gcal: { reads: 0, writes: calendar.create + calendar.update },
    opsgenie: { reads: 2 * (onCall.create + onCall.update), writes: onCall.create + onCall.update },
    github: { reads: trainTickets.update, writes: trainTickets.create + trainTickets.update },
  };
}

type Counted = Pick<Asked, "reads" | "writes">;
const SERVICES = ["statuspage", "gcal", "opsgenie", "github"] as const;

function together(
  lists: PerService<number>,
  work: PerService<Counted>,
  more: Partial<PerService<Partial<Asked>>> = {},
): PerService<Asked> {
  const of = (service: keyof PerService<unknown>): Asked => ({
    reads: lists[service] + work[service].reads + (more[service]?.reads ?? 0),
    writes: work[service].writes + (more[service]?.writes ?? 0),
    unchanged: more[service]?.unchanged ?? 0,
    refused: 0,
  });
  return { statuspage: of("statuspage"), gcal: of("gcal"), opsgenie: of("opsgenie"), github: of("github") };
}

function plus(foreign: Listed, { noticeBoard, calendar, onCall, trainTickets }: Operations): Listed {
  return {
    statuspage: foreign.statuspage + noticeBoard.create,
    gcal: foreign.gcal + calendar.create,
    opsgenie: foreign.opsgenie + onCall.create,
    github: foreign.github + trainTickets.create,
  };
}

function totalOf(asked: PerService<Asked>): number {
  return SERVICES.reduce((sum, service) => sum + asked[service].reads + asked[service].writes, 0);
}

function operations(action: "create" | "update", windows: number, trains: number): Operations {
  const of = (count: number) => ({ create: 0, update: 0, remove: 0, [action]: count });
  return { noticeBoard: of(windows), calendar: of(windows), onCall: of(windows), trainTickets: of(trains) };
}

const size = fc.record({
  trains: fc.integer({ min: 1, max: 5 }),
  targets: fc.integer({ min: 1, max: 8 }),
  foreign: fc.record({
    statuspage: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 60, max: 230 })),
    gcal: fc.integer({ min: 0, max: 60 }),
    opsgenie: fc.integer({ min: 0, max: 5 }),
    github: fc.oneof(fc.constantFrom(0, 99, 100), fc.integer({ min: 90, max: 230 })),
  }),
  calendarPage: fc.integer({ min: 1, max: 40 }),
  newJournal: fc.boolean(),
});

describe("requests to four services are what the formulas say, for every size", () => {
  test("first apply, again at once, again later, and with some windows moved", async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.integer({ min: 1, max: 6 }), async (drawn, moved) => {
        const here = economy(drawn);
        const { windows } = timetable(economyLine(drawn), [], economyRange);
        expect(windows).toHaveLength(drawn.trains * drawn.targets);
        const created = operations("create", windows.length, drawn.trains);

        const first = await here.run();
        expect(first.operations).toEqual(created);
        const before = listing(drawn.foreign, drawn);
        // With a new journal nothing is made on the first listing's word: what lost its journal may be under way (F72).
        const again = (service: keyof Listed): number => (drawn.newJournal ? before[service] : 0);
        const foreign = drawn.foreign.github;
        expect(first.asked).toEqual(
          together(before, carryingOut(created), {
            statuspage: { reads: again("statuspage") },
            gcal: { reads: again("gcal") },
            opsgenie: { reads: again("opsgenie") },
            github: {
              // The label of tickets is looked for before the first of them is made, unless a listing showed it.
              reads: again("github") + (foreign === 0 ? 1 : 0),
              writes: foreign === 0 ? 1 : 0,
              unchanged: drawn.newJournal ? unchanged(foreign, NONE) : 0,
            },
          }),
        );

        const there = plus(drawn.foreign, created);
        const listed = listing(there, drawn);
        /** Nothing is done, and GitHub sends only what changed since the run before. */
        const nothing = (since: Rows) =>
          together(listed, carryingOut(operations("create", 0, 0)), {
            github: { unchanged: unchanged(there.github, since) },
          });
        // A page that was full and the last before is not taken for unchanged now that more come after it.
        const wasLast = githubPages(foreign).some(({ to }) => to === foreign);
        const made = { from: wasLast ? foreign - 1 : foreign, to: there.github };
        expect((await here.run()).asked).toEqual(nothing(made));
        here.wait(600_000);
        expect((await here.run()).asked).toEqual(nothing(NONE));

        const some = windows.slice(0, moved);
        await here.move(some);
        const changed = operations("update", some.length, new Set(some.map(({ train }) => train)).size);
        const after = await here.run();
        expect(after.operations).toEqual(changed);
        expect(after.asked).toEqual(
          together(listed, carryingOut(changed), { github: { unchanged: unchanged(there.github, NONE) } }),
        );
        here.wait(600_000);
        const edited = { from: foreign, to: foreign + changed.trainTickets.update };
        expect((await here.run()).asked).toEqual(nothing(edited));
        expect((await here.run()).asked).toEqual(nothing(NONE));
      }),
      { numRuns: 8 },
    );
  });

  test("the example of 200 windows of one train: 1,007 requests at first, 6 when nothing changed, 43 when 5 moved", async () => {
    const example = {
      trains: 1,
      targets: 200,
      foreign: { statuspage: 0, gcal: 0, opsgenie: 0, github: 0 },
      calendarPage: 2500,
    };
    const here = economy(example);
    expect(totalOf((await here.run()).asked)).toBe(1 + 200 + (1 + 200) + (1 + 3 * 200) + (1 + 2 + 1));
    here.wait(600_000);
    const { asked } = await here.run();
    expect(totalOf(asked)).toBe(3 + 1 + 1 + 1);
    expect(SERVICES.map((service) => asked[service].writes)).toEqual([0, 0, 0, 0]);
    // What it made itself GitHub sends once; from then on all its answers are 304, which its limit does not count.
    here.wait(600_000);
    const later = (await here.run()).asked;
    expect(totalOf(later)).toBe(totalOf(asked));
    expect([asked.github.unchanged, later.github.unchanged, later.github.reads]).toEqual([0, 1, 1]);
    const { windows } = timetable(economyLine(example), [], economyRange);
    await here.move(windows.slice(0, 5));
    expect(totalOf((await here.run()).asked)).toBe(3 + 5 * 3 + (1 + 5) + (1 + 5 * 3) + (1 + 2));
  });
});
