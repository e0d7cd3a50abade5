import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Timetable, Window } from "../../src/index.ts";
import { addDays, mondayOf } from "../../src/time/date.ts";
import { epochMs } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import { timetable } from "../../src/timetable/build-timetable.ts";
import { arbitraryLine, arbitraryLineWithFacts, FIRST_DAY, LAST_DAY } from "../support/arbitrary-line.ts";

const year = interval(`${FIRST_DAY}T00:00:00Z`, `${LAST_DAY}T00:00:00Z`);
const cut = fc.integer({ min: 1, max: 8_700 }).map((hour) => hour * 3_600_000);
const runs = { numRuns: 40 };

function texts(values: readonly unknown[]): readonly string[] {
  return values.map((value) => JSON.stringify(value)).toSorted();
}

describe("the timetable of any line", () => {
  test("two ranges that join give the windows, and the findings about windows, of the whole", () => {
    fc.assert(
      fc.property(arbitraryLineWithFacts(), cut, cut, cut, ({ line, facts }, ...cuts) => {
        const [a, b, c] = cuts
          .toSorted((x, y) => x - y)
          .map((ms, index) => new Date(epochMs(year.start) + ms + index * 3_600_000).toISOString());
        const part = (from = "", to = ""): Timetable => timetable(line, facts, interval(from, to));
        const [whole, first, second] = [part(a, c), part(a, b), part(b, c)];
        expect([...first.windows, ...second.windows]).toEqual(whole.windows);
        const aboutWindows = ({ findings }: Timetable): readonly unknown[] =>
          findings.filter(({ code }) => !["fact_without_subject", "vacancy"].includes(code));
        expect(
          texts([...aboutWindows(first), ...aboutWindows(second)].filter((f) => !/the cut at/.test(JSON.stringify(f)))),
        ).toEqual(texts(aboutWindows(whole).filter((f) => !/the cut at/.test(JSON.stringify(f)))));
      }),
      runs,
    );
  });

  test("every window starts in the range, in order, has a length and an identity of its own, and its train is listed", () => {
    fc.assert(
      fc.property(arbitraryLineWithFacts(), cut, ({ line, facts }, ms) => {
        const range = interval(new Date(epochMs(year.start) + ms / 2), year.end);
        const { windows, trains } = timetable(line, facts, range);
        const ids = new Set(trains.map(({ id }) => id));
        for (const [index, window] of windows.entries()) {
          expect(epochMs(window.start)).toBeGreaterThanOrEqual(epochMs(range.start));
          expect(epochMs(window.start)).toBeLessThan(epochMs(range.end));
          expect(epochMs(window.end)).toBeGreaterThan(epochMs(window.start));
          expect(epochMs(window.localStart)).toBe(epochMs(window.start));
          const next = windows[index + 1];
          if (next !== undefined) expect(epochMs(next.start)).toBeGreaterThanOrEqual(epochMs(window.start));
          if (window.train !== undefined) expect(ids).toContain(window.train);
        }
        expect(new Set(windows.map(({ id }) => id)).size).toBe(windows.length);
        expect(new Set(trains.map(({ id }) => id)).size).toBe(trains.length);
      }),
      runs,
    );
  });

  test("equal input gives equal, plain JSON, and recording facts twice changes nothing", () => {
    fc.assert(
      fc.property(arbitraryLineWithFacts(), ({ line, facts }) => {
        const once = timetable(line, facts, year);
        expect(timetable(structuredClone(line), [...facts, ...facts], year)).toEqual(once);
        expect(JSON.parse(JSON.stringify(once))).toEqual(once);
      }),
      runs,
    );
  });

  test("R6 a no-train week takes only its own train's windows; identities stay, and numbers move only where it keeps its number", () => {
    fc.assert(
      fc.property(arbitraryLine(), fc.nat(360), fc.constantFrom("used", "kept"), (line, offset, number) => {
        const week = addDays(FIRST_DAY, offset);
        // Of two entries for one week the last counts, and may change what the first says of its number.
        fc.pre(!(line.noTrainWeeks ?? []).some((one) => mondayOf(one.week) === mondayOf(week)));
        const before = timetable(line, [], year);
        const after = timetable(
          { ...line, noTrainWeeks: [...(line.noTrainWeeks ?? []), { week, reason: "summit", number }] },
          [],
          year,
        );
        const hit = new Set(before.trains.filter(({ date }) => mondayOf(date) === mondayOf(week)).map(({ id }) => id));
        const bare = ({ number: _number, ...window }: Window): object => window;
        const kept = before.windows.filter(({ train }) => train === undefined || !hit.has(train));
        if (number === "used") expect(after.windows).toEqual(kept);
        else expect(after.windows.map(bare)).toEqual(kept.map(bare));
        for (const train of after.trains) if (hit.has(train.id)) expect(train.status).toBe("no_train");
        // A train that was listed only for its windows leaves the range with them.
        const others = ({ trains }: Timetable): readonly unknown[] =>
          trains.filter(({ id }) => !hit.has(id)).map(({ id, date, status }) => [id, date, status]);
        expect(others(after)).toEqual(others(before));
      }),
      runs,
    );
  });
});
