import fc from "fast-check";
import { expect, test } from "vitest";
import { replay, type ReplayRow } from "../../src/train/replay.ts";

/** Moves of the stops `canary` and `all`: `stop from to`, upwards a promotion and downwards a rollback. */
function moves(...texts: readonly string[]): readonly ReplayRow[] {
  return texts.map((text, index) => {
    const [stop = "", from = "", to = ""] = text.split(" ");
    return {
      at_utc: `2026-01-${String(index + 1).padStart(2, "0")}T12:00:00Z`,
      stop,
      from_version: from,
      to_version: to,
      kind: Number(to.slice(3)) > Number(from.slice(3)) ? "promote" : "rollback",
      actor: "conductor-a",
    };
  });
}

const BEGIN = ["canary v1.0 v1.1", "all v1.0 v1.1"];

test("a train that goes from stop to stop, back, and on again is never refused", () => {
  const result = replay(
    moves(
      ...BEGIN,
      "canary v1.1 v1.2",
      "all v1.1 v1.2",
      "all v1.2 v1.1",
      "all v1.1 v1.2",
      "canary v1.2 v1.4",
      "all v1.2 v1.4",
    ),
  );
  expect(result).toEqual({
    steps: 6,
    first: [1, 2],
    refused: [],
    trains: ["v1.1", "v1.2", "v1.4"],
    rolledBackTrains: ["v1.2"],
    positionsEqual: true,
    unequal: [],
  });
});

test("a promotion that jumps a stop is refused, and happened all the same", () => {
  const result = replay(moves(...BEGIN, "all v1.1 v1.2", "canary v1.1 v1.2", "all v1.2 v1.1", "all v1.1 v1.2"));
  expect(result.refused).toEqual([
    {
      row: 3,
      stop: "all",
      version: "v1.2",
      reason: expect.stringContaining("v1.2 has not passed canary/all"),
      by: ["previous_stop"],
    },
  ]);
  expect(result.positionsEqual).toBe(true);
});

test("after a rollback at the stop before, the next stop waits", () => {
  const { refused } = replay(moves(...BEGIN, "canary v1.1 v1.2", "canary v1.2 v1.1", "all v1.1 v1.2"));
  expect(refused.map(({ row, by }) => [row, ...by])).toEqual([[5, "previous_stop"]]);
});

test("a stop before that runs a later version lets a train by", () => {
  expect(replay(moves(...BEGIN, "canary v1.1 v1.3", "all v1.1 v1.2")).refused).toEqual([]);
});

test("a move from something else than the stop runs is refused, and two rows in the wrong order are seen", () => {
  const rows = moves(...BEGIN, "canary v1.1 v1.2", "canary v1.2 v1.3");
  const [one, two, three, four] = rows;
  if (one === undefined || two === undefined || three === undefined || four === undefined) throw new Error("rows");
  const result = replay([one, two, four, three]);
  expect(result.positionsEqual).toBe(false);
  expect(result.unequal).toEqual([
    { row: 3, folded: "v1.1", recorded: "v1.2" },
    { row: 4, folded: "v1.3", recorded: "v1.1" },
  ]);
  expect(result.refused.map(({ reason }) => reason)).toEqual([
    "canary/all runs v1.1, not v1.2",
    "canary/all runs v1.3, not v1.1",
  ]);
});

test("a rollback goes to no version that nobody knows, and up to none", () => {
  const rows = moves(...BEGIN, "canary v1.1 v1.2");
  const wrong = (to: string): ReplayRow => ({
    at_utc: "2026-02-01T12:00:00Z",
    stop: "canary",
    from_version: "v1.2",
    to_version: to,
    kind: "rollback",
    actor: "conductor-a",
  });
  expect(replay([...rows, wrong("v1.3")]).refused.map(({ row }) => row)).toEqual([4]);
  expect(replay([...rows, wrong("v1.0")]).refused).toEqual([]);
});

test("versions of any form are played, and rows that cannot be read are refused by number", () => {
  const rows = moves(...BEGIN).map((row) => ({ ...row, from_version: "2026-01 (a)", to_version: "2026-02 (b)" }));
  expect(replay(rows).trains).toEqual(["2026-02 (b)"]);
  const [row] = moves("canary v1.0 v1.1");
  if (row === undefined) throw new Error("row");
  expect(() => replay([{ ...row, to_version: "a/b" }])).toThrow('"a/b" is no name');
  expect(() => replay([row], ["other"])).toThrow("row 1 has kind");
  expect(replay([])).toMatchObject({ steps: 0, positionsEqual: true });
});

test("whatever is recorded, positions follow it: what was refused happened", () => {
  const step = fc.record({ stop: fc.constantFrom("one", "two", "three"), to: fc.nat(6) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const runs = new Map<string, number>();
      const rows = steps.flatMap(({ stop, to }, index): readonly ReplayRow[] => {
        const from = runs.get(stop) ?? 0;
        if (from === to) return [];
        runs.set(stop, to);
        return [
          {
            at_utc: new Date(1_767_225_600_000 + index * 60_000).toISOString(),
            stop,
            from_version: `v${from}`,
            to_version: `v${to}`,
            kind: to > from ? "promote" : "rollback",
            actor: "conductor-a",
          },
        ];
      });
      const result = replay(rows, ["one", "two", "three"]);
      expect(result.positionsEqual).toBe(true);
      expect(result.steps + result.first.length).toBe(rows.length);
    }),
  );
});
