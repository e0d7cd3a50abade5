import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Era, Fact, PairRole, Person, Roster, Rotation, TrainLine, TurnEntry } from "../../src/index.ts";
import { coverage, coverRequests, loads, onDuty, roster, whoToAsk } from "../../src/index.ts";
import { pairs } from "../../src/people/roster.ts";
import { addDays } from "../../src/time/date.ts";
import { epochMs, fromEpochMs } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import { timetable } from "../../src/timetable/build-timetable.ts";
import { said, weekly } from "./people.ts";

const FIRST = "2026-01-07";
const quarter = interval("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z");
const IDS = ["a", "b", "c", "d", "e"] as const;
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 3 });
const day = fc.nat(85).map((days) => addDays(FIRST, days));
const moment = fc.nat(85 * 24 * 4).map((quarters) => fromEpochMs(epochMs(`${FIRST}T00:00:00Z`) + quarters * 900_000));

/** The object without the properties that are `undefined`. */
function defined<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
}

const entries: fc.Arbitrary<readonly TurnEntry[]> = fc
  .shuffledSubarray([...IDS], { minLength: 2 })
  .chain((order) =>
    fc
      .array(maybe(fc.integer({ min: 1, max: 3 })), { minLength: order.length, maxLength: order.length })
      .map((every) =>
        order.map((person, index) => (every[index] === undefined ? person : { person, every: every[index] })),
      ),
  );
const rotation: fc.Arbitrary<Rotation> = fc
  .record({
    strategy: fc.constantFrom("staggeredPair", "staggeredPair", "soloShift"),
    order: entries,
    noTrain: maybe(fc.constantFrom("consume", "carry")),
    shadows: maybe(entries),
  })
  .map((one) => defined<Rotation>(one as never));

const lines: fc.Arbitrary<TrainLine> = fc
  .record({
    rotations: fc.array(rotation, { minLength: 1, maxLength: 3 }),
    joins: fc.array(maybe(day), { minLength: IDS.length, maxLength: IDS.length }),
    leaves: fc.array(maybe(day), { minLength: IDS.length, maxLength: IDS.length }),
    weeks: fc.uniqueArray(fc.nat(12), { maxLength: 4 }),
  })
  .map(({ rotations, joins, leaves, weeks }) => {
    const line = weekly(rotations[0] ?? { strategy: "soloShift", order: ["a"] });
    const people = [
      { id: "lead", name: "Lead" },
      ...IDS.map((id, index) => defined<Person>({ id, name: id, from: joins[index], until: leaves[index] })),
    ];
    const noTrainWeeks = weeks.map((week) => ({ week: addDays(FIRST, 7 * week), reason: "no train" }));
    const eras = rotations.flatMap((one, index) =>
      line.eras.map((first): Era => ({ ...first, id: `e${index}`, from: addDays(FIRST, 28 * index), rotation: one })),
    );
    return { ...line, people, noTrainWeeks, eras, team: { ...line.team, members: [...IDS] } };
  });

/** Facts of every kind, most of them sound, some without consent or sense. */
function factsFor(line: TrainLine): fc.Arbitrary<readonly Fact[]> {
  const { trains, windows } = timetable(line, [], quarter);
  /** Some time before the end of the train's window. */
  const handedAt = (train: string, hours: number): string => {
    const window = windows.find((one) => one.train === train);
    return fromEpochMs(epochMs(window?.end ?? quarter.start) - hours * 1_800_000);
  };
  const who = fc.constantFrom(...IDS);
  const train = fc.constantFrom(...trains.map(({ id }) => id));
  const role = fc.constantFrom<PairRole>("primary", "backup");
  const duties = fc.subarray(["cut", "promote", "watch logs", "watch ticket"], { minLength: 1 });
  const act = fc.record({
    kind: fc.constantFrom(
      "absence",
      "absence",
      "cover",
      "cover",
      "swap",
      "swap",
      "take",
      "force",
      "hand",
      "cancel",
      "undo",
    ),
    one: who,
    two: who,
    train,
    other: train,
    role,
    otherRole: role,
    duties,
    start: moment,
    hours: fc.integer({ min: 1, max: 96 }),
    consents: fc.boolean(),
    pick: fc.nat(),
  });
  return fc.array(act, { maxLength: 14 }).map((acts) => {
    const facts: Fact[] = [];
    for (const [index, a] of acts.entries()) {
      const end = fromEpochMs(epochMs(a.start) + a.hours * 3_600_000);
      const name = `x${index}`;
      const holders = (): readonly string[] => {
        const swap = roster(line, facts).swaps.find(({ id }) => id === name);
        return swap?.parties ?? [];
      };
      const accepted = (): void => {
        for (const party of a.consents ? holders() : [a.two]) facts.push(said(party, "swapAccepted", { swap: name }));
      };
      switch (a.kind) {
        case "absence":
          facts.push(said(a.one, "absenceDeclared", { id: name, person: a.one, start: a.start, end }));
          break;
        case "cover":
          facts.push(
            said(a.one, "coverRequested", {
              cover: name,
              train: a.train,
              duties: a.duties,
              start: a.start,
              end,
              for: a.one,
              asked: a.two,
            }),
            said(a.consents ? a.two : a.one, "coverAccepted", { cover: name }),
          );
          break;
        case "swap":
          facts.push(
            said(a.one, "swapProposed", {
              swap: name,
              train: a.train,
              role: a.role,
              with: { train: a.other, role: a.otherRole },
            }),
          );
          accepted();
          break;
        case "take":
          facts.push(
            said(a.one, "swapProposed", { swap: name, train: a.train, role: a.role, with: { person: a.two } }),
          );
          accepted();
          break;
        case "force":
          facts.push(
            said("lead", "swapProposed", { swap: name, train: a.train, role: a.role, with: { person: a.two } }),
            said("lead", "swapForced", { swap: name, reason: "nobody else is there" }),
          );
          break;
        case "hand": {
          const now = pairs(roster(line, facts), trains).find((pair) => pair.train === a.train);
          const from = a.consents ? (now?.primary ?? a.one) : a.one;
          facts.push(
            said(a.two, "handedOver", {
              train: a.train,
              from,
              to: a.two,
              note: "as agreed",
              at: handedAt(a.train, a.hours),
            }),
          );
          break;
        }
        case "cancel":
          facts.push(said("lead", "trainCancelled", { train: a.train }));
          break;
        default:
          facts.push(said("lead", "swapUndone", { swap: `x${a.pick % (index + 1)}` }));
      }
    }
    return facts;
  });
}

const rosters: fc.Arbitrary<Roster> = lines.chain((line) => factsFor(line).map((facts) => roster(line, facts)));
const known = (value: Roster): ReadonlySet<string> => new Set(value.line.people.map(({ id }) => id));

describe("any roster", () => {
  test("R41 at no moment has a train two primaries, a person twice in its pair, or a stranger; each duty stands once", () => {
    fc.assert(
      fc.property(rosters, fc.array(moment, { minLength: 1, maxLength: 4 }), (value, moments) => {
        const ends = timetable(value.line, value.facts, quarter).windows.map(({ end }) => end);
        for (const now of [...moments, ...ends]) {
          const live = onDuty(value, now);
          expect(new Set(live.map(({ train }) => train)).size).toBe(live.length);
          expect(whoToAsk(value, now)).toHaveLength(live.length);
          for (const { primary, backup, shadow, duties } of live) {
            if (primary !== undefined) expect(backup).not.toBe(primary);
            for (const person of [primary, backup, shadow])
              if (person !== undefined) expect(known(value).has(person)).toBe(true);
            expect(new Set(duties.map(({ duty }) => duty)).size).toBe(duties.length);
            expect(duties).toHaveLength(4);
            for (const { person, why } of duties) expect((person === undefined) !== (why === undefined)).toBe(true);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test("R42 backup(n+1) is primary(n), unless a fact says otherwise, an era begins, or that person has left or is primary again", () => {
    fc.assert(
      fc.property(rosters, (value) => {
        const { line, facts, swaps } = value;
        const table = timetable(line, facts, quarter);
        const byTrain = new Map(table.pairs.map((pair) => [pair.train, pair]));
        const told = new Set(
          swaps.flatMap(({ status, moves }) =>
            status === "accepted" ? moves.map(({ train, role }) => `${train} ${role}`) : [],
          ),
        );
        for (const [index, train] of table.trains.entries()) {
          const own = byTrain.get(train.id);
          const turns = line.eras.find(({ id }) => id === train.era)?.rotation;
          if (own === undefined || turns?.strategy !== "staggeredPair" || told.has(`${train.id} backup`)) continue;
          const last = table.trains
            .slice(0, index)
            .findLast(({ status }) => turns.noTrain !== "carry" || status !== "no_train");
          const before = last?.era === train.era ? byTrain.get(last.id)?.primary : undefined;
          const until = line.people.find(({ id }) => id === before)?.until;
          if (before === undefined || before === own.primary || (until !== undefined && until < train.date)) continue;
          expect(own.backup).toBe(before);
        }
        expect(pairs(value, table.trains)).toEqual(table.pairs);
      }),
      { numRuns: 150 },
    );
  });

  test("R44 every instant of every window, and of the time it is watched, has a holder or a named gap for each duty, once", () => {
    fc.assert(
      fc.property(rosters, (value) => {
        const { windows } = timetable(value.line, value.facts, quarter);
        for (const window of windows) {
          const { spans, gaps, watched } = coverage(value, window);
          for (const duty of ["cut", "promote", "watch logs", "watch ticket"]) {
            const parts = [...spans, ...gaps]
              .filter((one) => one.duty === duty)
              .toSorted((a, b) => epochMs(a.start) - epochMs(b.start));
            const end = duty.startsWith("watch") ? watched.end : window.end;
            expect(parts[0]?.start).toBe(window.start);
            expect(parts.at(-1)?.end).toBe(end);
            for (const [index, part] of parts.entries()) {
              expect(epochMs(part.start)).toBeLessThan(epochMs(part.end));
              if (index > 0) expect(part.start).toBe(parts[index - 1]?.end);
            }
          }
          for (const { why, person } of gaps) expect(person === undefined).toBe(why === "vacancy");
        }
        // A cover that is asked for and taken by somebody who is there closes its gap.
        const proposals = coverRequests(value, quarter);
        const [first] = proposals;
        if (first === undefined) return;
        const { train, duties, start, end } = first;
        const filled = [
          ...value.facts,
          said(first.for, "coverRequested", { cover: "fill", train, duties, start, end, for: first.for }),
          said("lead", "coverAccepted", { cover: "fill" }),
        ];
        expect(coverRequests(roster(value.line, filled), quarter)).toEqual(proposals.slice(1));
      }),
      { numRuns: 60 },
    );
  });

  test("undo restores exactly: a swap undone, a cover and an absence withdrawn leave what was before", () => {
    fc.assert(
      fc.property(
        rosters,
        fc.record({ index: fc.nat(), person: fc.constantFrom(...IDS), start: moment }),
        (value, { index, person, start }) => {
          const { line, facts } = value;
          const table = timetable(line, facts, quarter);
          const { train } = table.pairs[index % Math.max(1, table.pairs.length)] ?? {};
          if (train === undefined) return;
          const end = fromEpochMs(epochMs(start) + 7_200_000);
          const more = [
            said("lead", "swapProposed", { swap: "undo", train, role: "primary", with: { person } }),
            said("lead", "swapForced", { swap: "undo", reason: "a try" }),
            said(person, "absenceDeclared", { id: "undo-a", person, start, end }),
            said(person, "coverRequested", { cover: "undo", train, duties: ["promote"], start, end, for: person }),
            said("lead", "coverAccepted", { cover: "undo" }),
          ];
          const back = [
            said("lead", "coverWithdrawn", { cover: "undo" }),
            said("lead", "absenceWithdrawn", { absence: "undo-a" }),
            said("lead", "swapUndone", { swap: "undo" }),
          ];
          const after = roster(line, [...facts, ...more, ...back]);
          const restored = timetable(line, [...facts, ...more, ...back], quarter);
          expect(restored.pairs).toEqual(table.pairs);
          for (const window of table.windows) expect(coverage(after, window)).toEqual(coverage(value, window));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("is plain JSON, the same whichever facts come twice, and its loads add up", () => {
    fc.assert(
      fc.property(rosters, (value) => {
        const { line, facts } = value;
        expect(JSON.parse(JSON.stringify(value))).toEqual(value);
        const { facts: _facts, ...twice } = roster(
          line,
          facts.flatMap((fact) => [fact, fact]),
        );
        const { facts: _own, ...once } = value;
        expect(twice).toEqual(once);
        const { pairs: all } = timetable(line, facts, quarter);
        const report = loads(value, quarter);
        const sum = (of: (load: (typeof report.people)[number]) => number): number =>
          report.people.reduce((total, load) => total + of(load), 0);
        expect(sum(({ primary }) => primary)).toBe(all.filter(({ primary }) => primary !== undefined).length);
        expect(sum(({ backup }) => backup)).toBe(all.filter(({ backup }) => backup !== undefined).length);
      }),
      { numRuns: 60 },
    );
  });
});
