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

/**
 * Requests that one listing takes, of so many things. Google Calendar tells its last page, and a listing of Opsgenie's has
 * one. Statuspage tells neither total nor last page, so that a full page needs one more. Of more than one page
 * Statuspage is read twice but for the last page, and GitHub twice: what left the list between two pages would have moved
 * something else out of sight, and what is out of sight would be made again (F31).
 */
function listing(listed: Listed, { calendarPage }: EconomySize): PerService<number> {
  const statuspagePages = Math.floor(listed.statuspage / 100) + 1;
  const githubPages = Math.max(1, Math.ceil(listed.github / 100));
  return {
    statuspage: 2 * statuspagePages - 1,
    gcal: Math.max(1, Math.ceil(listed.gcal / calendarPage)),
    opsgenie: 1,
    github: githubPages === 1 ? 1 : 2 * githubPages,
  };
}

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
  more: Partial<PerService<Partial<Counted>>> = {},
): PerService<Asked> {
  const of = (service: keyof PerService<unknown>): Asked => ({
    reads: lists[service] + work[service].reads + (more[service]?.reads ?? 0),
    writes: work[service].writes + (more[service]?.writes ?? 0),
    unchanged: 0,
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
        // With a new journal nothing is made on the word of the first listing.
        const again = (service: keyof Listed): number => (drawn.newJournal ? before[service] : 0);
        expect(first.asked).toEqual(
          together(before, carryingOut(created), {
            statuspage: { reads: again("statuspage") },
            gcal: { reads: again("gcal") },
            opsgenie: { reads: again("opsgenie") },
            // The label of tickets is looked for before the first of them is made, and made where there is none.
            github: { reads: again("github") + 1, writes: drawn.foreign.github === 0 ? 1 : 0 },
          }),
        );

        const listed = listing(plus(drawn.foreign, created), drawn);
        const nothing = together(listed, carryingOut(operations("create", 0, 0)));
        expect((await here.run()).asked).toEqual(nothing);
        here.wait(600_000);
        expect((await here.run()).asked).toEqual(nothing);

        const some = windows.slice(0, moved);
        await here.move(some);
        const changed = operations("update", some.length, new Set(some.map(({ train }) => train)).size);
        const after = await here.run();
        expect(after.operations).toEqual(changed);
        expect(after.asked).toEqual(together(listed, carryingOut(changed)));
        here.wait(600_000);
        expect((await here.run()).asked).toEqual(nothing);
      }),
      { numRuns: 8 },
    );
  });

  test("the example of 200 windows of one train: 1,007 requests at first, 8 when nothing changed", async () => {
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
    expect(totalOf(asked)).toBe(5 + 1 + 1 + 1);
    expect(SERVICES.map((service) => asked[service].writes)).toEqual([0, 0, 0, 0]);
    const { windows } = timetable(economyLine(example), [], economyRange);
    await here.move(windows.slice(0, 5));
    expect(totalOf((await here.run()).asked)).toBe(5 + 5 * 3 + (1 + 5) + (1 + 5 * 3) + (1 + 2));
  });
});
