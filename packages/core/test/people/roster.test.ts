import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ConductorPair, StaggeredPair, Train, TrainLine } from "../../src/index.ts";
import { pairs, roster } from "../../src/people/roster.ts";
import { interval } from "../../src/time/interval.ts";
import { timetable } from "../../src/timetable/build-timetable.ts";
import { arbitraryLine, FIRST_DAY, LAST_DAY } from "../support/arbitrary-line.ts";
import { era, fact, found, retail, timetableOf } from "../timetable/lines.ts";

const year = interval(`${FIRST_DAY}T00:00:00Z`, `${LAST_DAY}T00:00:00Z`);
/** Lines without windows, which pairs do not depend on. */
const trainsOnly = arbitraryLine().map((line) => ({
  ...line,
  eras: line.eras.map((one) => ({ ...one, windows: [] })),
}));
const names = (all: readonly ConductorPair[]): readonly string[] =>
  all.map(({ primary, backup }) => `${primary ?? "-"}${backup ?? "-"}`);
const weekly = (noTrain?: StaggeredPair["noTrain"], changes: Partial<TrainLine> = {}): TrainLine =>
  retail({
    eras: [
      era({
        cadence: { every: "P1W", anchor: "2026-01-07" },
        windows: [],
        rotation: { strategy: "staggeredPair", order: ["a", "b", "c"], ...(noTrain !== undefined && { noTrain }) },
      }),
    ],
    ...changes,
  });
const january = (line: TrainLine): readonly string[] => names(timetableOf(line, [], "2026-01-01", "2026-02-05").pairs);

describe("the staggered rotation", () => {
  test("R40, R41, R42 gives each train a primary, and as backup the primary of the train before", () => {
    expect(january(weekly())).toEqual(["ac", "ba", "cb", "ac", "ba"]);
  });

  test("R42 a no-train week uses up its turn, or the turn waits, as the era says", () => {
    const noTrainWeeks = [{ week: "2026-01-14", reason: "summit" }];
    expect(january(weekly("consume", { noTrainWeeks }))).toEqual(["ac", "cb", "ac", "ba"]);
    expect(january(weekly(undefined, { noTrainWeeks }))).toEqual(["ac", "cb", "ac", "ba"]);
    expect(january(weekly("carry", { noTrainWeeks }))).toEqual(["ac", "ba", "cb", "ac"]);
  });

  test("R42 a cancelled train keeps its turn: nobody else's week moves", () => {
    const facts = [fact("trainCancelled", { train: "retail/e1.1" })];
    for (const policy of ["consume", "carry"] as const) {
      expect(names(timetableOf(weekly(policy), facts, "2026-01-01", "2026-02-05").pairs)).toEqual([
        "ac",
        "cb",
        "ac",
        "ba",
      ]);
    }
  });

  test("R42 a new era begins its order with the first, backed by the last primary of the era before", () => {
    const line = weekly();
    const next = era({
      id: "e2",
      from: "2026-01-21",
      windows: [],
      cadence: { every: "P1W", anchor: "2026-01-07" },
      rotation: { strategy: "staggeredPair", order: ["c", "a"] },
    });
    expect(january({ ...line, eras: [...line.eras, next] })).toEqual(
      ["ac", "ba", "cb", "ac", "ca"].map((pair, index) => (index === 2 ? "cb" : pair)),
    );
    const waited = { ...weekly("carry", { noTrainWeeks: [{ week: "2026-01-14", reason: "summit" }] }) };
    expect(
      january({
        ...waited,
        eras: [...waited.eras, { ...next, rotation: { strategy: "staggeredPair", order: ["b", "c"] } }],
      }),
    ).toEqual(["ac", "ba", "cb", "bc"]);
    const left = { ...line, people: line.people.filter(({ id }) => id !== "b"), eras: [...line.eras, next] };
    expect(january(left)[2]).toBe("ca");
  });

  test("R42 an era in which every turn waited passes on the last primary of the one before", () => {
    const waiting = weekly("carry", { noTrainWeeks: [{ week: "2026-01-21", reason: "summit" }] });
    const short = {
      ...era(),
      id: "e2",
      from: "2026-01-21",
      windows: [],
      cadence: { every: "P1W", anchor: "2026-01-07" },
    };
    const rotation = { strategy: "staggeredPair" as const, order: ["c", "a"], noTrain: "carry" as const };
    const eras = [...waiting.eras, { ...short, rotation }, { ...short, rotation, id: "e3", from: "2026-01-28" }];
    expect(january({ ...waiting, eras })).toEqual(["ac", "ba", "cb", "ac"]);
  });

  test("R41 a person whom the line no longer has, and a rotation that is missing or too short, leave a vacancy that is said", () => {
    const gone = timetableOf(
      { ...weekly(), people: retail().people.filter(({ id }) => id !== "b") },
      [],
      "2026-01-01",
      "2026-01-22",
    );
    expect(names(gone.pairs)).toEqual(["ac", "-a", "c-"]);
    expect(found(gone, "vacancy")).toEqual([
      ["vacancy", "warning", "retail/e1.1"],
      ["vacancy", "warning", "retail/e1.2"],
    ]);
    expect(gone.findings.map(({ path }) => path)).toEqual(["eras[0].rotation", "eras[0].rotation"]);
    const alone = timetableOf(
      retail({ eras: [era({ rotation: { strategy: "staggeredPair", order: ["a"] } })] }),
      [],
      "2026-01-01",
      "2026-02-01",
    );
    expect(names(alone.pairs)).toEqual(["a-", "a-"]);
    expect(found(alone, "vacancy")).toEqual([["vacancy", "warning", "retail/e1.0", "retail/e1.1"]]);
    const { rotation: _rotation, ...bare } = era();
    const none = timetableOf(retail({ eras: [bare] }), [], "2026-01-01", "2026-02-01");
    expect(names(none.pairs)).toEqual(["--", "--"]);
    expect(found(none, "vacancy")).toEqual([["vacancy", "warning", "retail/e1.0", "retail/e1.1"]]);
  });

  test("R42 backup(n+1) is primary(n) for trains that run one after the other, on any line", () => {
    fc.assert(
      fc.property(trainsOnly, (line) => {
        const table = timetable(line, [], year);
        const byTrain = new Map(table.pairs.map((pair) => [pair.train, pair]));
        for (const [index, train] of table.trains.entries()) {
          const own = byTrain.get(train.id);
          if (own === undefined) continue;
          expect(own.primary).toBeDefined();
          expect(own.backup).toBeDefined();
          expect(own.backup).not.toBe(own.primary);
          // A week without a train is a turn of nobody's train, unless its era lets turns wait.
          const isTurn = ({ status, era: id }: Train): boolean =>
            status === "planned" || line.eras.find((one) => one.id === id)?.rotation?.noTrain !== "carry";
          const last = table.trains.slice(0, index).findLast(isTurn);
          const lastPair = last && byTrain.get(last.id);
          // Across eras the same person may come twice in a row, and then cannot be their own backup.
          if (lastPair?.primary === undefined || (last?.era !== train.era && lastPair.primary === own.primary))
            continue;
          expect(own.backup).toBe(lastPair.primary);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("R42 is the same for every range", () => {
    fc.assert(
      fc.property(trainsOnly, fc.nat(330), (line, day) => {
        const start = new Date(Date.UTC(2026, 0, 1 + day));
        const part = timetable(line, [], interval(start, new Date(start.getTime() + 40 * 86_400_000)));
        const whole = new Map(timetable(line, [], year).pairs.map((pair) => [pair.train, pair]));
        for (const pair of part.pairs) expect(pair).toEqual(whole.get(pair.train) ?? pair);
        expect(pairs(roster(line, []), part.trains)).toEqual(part.pairs);
      }),
      { numRuns: 60 },
    );
  });
});
