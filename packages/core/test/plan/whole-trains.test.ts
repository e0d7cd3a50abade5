import fc from "fast-check";
import { expect, test } from "vitest";
import { openRoster } from "../../src/people/roster.ts";
import { wholeTrains } from "../../src/plan/whole-trains.ts";
import { interval } from "../../src/time/interval.ts";
import { timetable } from "../../src/timetable/build-timetable.ts";
import { arbitraryLineWithFacts } from "../support/arbitrary-line.ts";

/** Long enough for every window of the trains of 2026, however far they are moved. */
const years = interval("2025-10-01T00:00:00Z", "2027-04-01T00:00:00Z");

test("a whole train is what the timetable shows of it over a long time, and no other train has any", () => {
  fc.assert(
    fc.property(arbitraryLineWithFacts(), fc.nat(), ({ line, facts }, pick) => {
      const { trains, windows, pairs } = timetable(line, facts, years);
      const some = trains.filter(({ date }, index) => date.startsWith("2026") && (index + pick) % 5 === 0);
      const ids = new Set([...some.map(({ id }) => id), "line/none.1", "other/e0.1"]);
      const whole = wholeTrains(line, facts, openRoster(line, facts), ids);
      const expected = some.filter(({ status }) => status === "planned");
      expect(whole.map(({ boardings: _boardings, ...rest }) => rest)).toEqual(
        expected.map((train) => ({
          train,
          pair: pairs.find((pair) => pair.train === train.id),
          windows: windows
            .filter((window) => window.train === train.id && window.kind !== "guest")
            .map((window) => ({ ...window, guests: [] })),
        })),
      );
    }),
    { numRuns: 25 },
  );
});
