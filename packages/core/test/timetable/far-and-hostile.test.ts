import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fact, TrainLine } from "../../src/index.ts";
import { lintLine } from "../../src/line/lint-line.ts";
import { parseFacts } from "../../src/schema/parse-facts.ts";
import { parseLine } from "../../src/schema/parse-line.ts";
import { timetable } from "../../src/timetable/build-timetable.ts";
import { expand } from "../../src/timetable/expand.ts";
import { explainDst } from "../../src/timetable/explain-dst.ts";
import { formatTimeline } from "../../src/timetable/format-timeline.ts";
import { formatTimetable } from "../../src/timetable/format.ts";
import { nextWindowFor } from "../../src/timetable/next-window.ts";
import { span } from "../../src/time/interval.ts";
import { arbitraryLineWithFacts } from "../support/arbitrary-line.ts";
import { at, fact, found, range, retail, timetableOf } from "./lines.ts";

const A = "retail/e1.0/prod/client-a/primary";

test("facts about trains and times that lie far away are ignored and reported, and widen nothing", () => {
  const far = (window: string, year: number): Fact =>
    fact("windowMoved", { window, start: at(`${year}-12-31T22:00:00Z`), end: at(`${year}-12-31T23:59:00Z`) });
  const facts = [
    far(A, 9999),
    far(A, 1971),
    far("retail/e1.4000/prod/client-a/primary", 2026),
    far("retail/e1.99999/prod/client-a/primary", 2026),
    far("retail/e1.999999999/prod/client-a/primary", 2026),
    fact("trainCancelled", { train: "retail/e1.999999999" }),
    fact("trainCancelled", { train: "retail/e1.5000" }),
  ];
  const [first, last] = ["2026-12-01", "2027-01-01"];
  const table = timetableOf(retail(), facts, first, last);
  expect(table.windows).toEqual(timetableOf(retail(), [], first, last).windows);
  expect(found(table, "fact_without_subject").map(([, , subject]) => subject)).toEqual(facts.map(({ id }) => id));
  expect(expand(retail(), facts, range(first, last)).slots).toEqual(expand(retail(), [], range(first, last)).slots);
});

const DATES = ["1970-01-01", "2026-03-29", "2026-11-01", "2026-12-30", "2199-12-31"] as const;
const MOMENTS = [
  "0000-01-01T00:00:00Z",
  "2026-07-01T00:00:00Z",
  "2026-07-02T00:00:00Z",
  "9999-12-31T23:59:59Z",
] as const;

/** A value that a document may hold at a place of this name, at the edge of what is allowed. */
function edge(name: string, pick: number): unknown {
  const of = (...values: readonly unknown[]): unknown => values[pick % values.length];
  if (["date", "week", "anchor", "through", "from"].includes(name)) return of(...DATES);
  if (name === "every") return of("P1D", "P999D", "P999W", "P1M", "P999M");
  if (name === "day") return of(-366, 366, 0);
  if (name === "length" || name === "expected") return of("P31D", "PT1M", "PT1439M");
  if (name === "at" || name === "until") return of("24:00", "00:00", "02:30", "01:30", "23:59");
  if (name === "zone") return of("Pacific/Kiritimati", "AoE", "Africa/Monrovia", "Asia/Kathmandu", "Africa/Casablanca");
  if (name === "first") return of(0, 1_000_000);
  if (name === "capacity") return of(0, 1000);
  if (name === "start" || name === "end") return of(...MOMENTS);
  if (["train", "window"].includes(name)) {
    const slot = of("line/e0.0", "line/e0.-1", "line/e0.999999999", "line/e0.60000", "line/e9.0", "line/one-off");
    return name === "train" ? slot : `${String(slot)}/${String(of("stop-0/client-0/primary", "extra-0", "x"))}`;
  }
  return undefined;
}

/** A copy in which every leaf that the numbers say is at an edge. */
function bent(value: unknown, picks: readonly number[], name = "", seed = { at: 0 }): unknown {
  if (Array.isArray(value)) return value.map((item) => bent(item, picks, name, seed));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, bent(inner, picks, key, seed)]));
  }
  seed.at += 1;
  const pick = picks[seed.at % picks.length] ?? 0;
  return pick % 8 === 0 ? (edge(name, pick >> 3) ?? value) : value;
}

const picks = fc.array(fc.nat(4_000), { minLength: 23, maxLength: 23 });

describe("what the parser lets through", () => {
  test("never makes timetable, linter, DST report or formatters throw, and is looked through in bounds", () => {
    let parsed = 0;
    fc.assert(
      fc.property(
        arbitraryLineWithFacts(),
        picks,
        picks,
        fc.constantFrom(...DATES),
        (given, ...[some, others, day]) => {
          const line = parseLine(bent(given.line, some));
          const facts = parseFacts(bent(given.facts, others));
          fc.pre(line.ok);
          parsed += 1;
          everything(line.line, facts.ok ? facts.facts : given.facts, day);
        },
      ),
      { numRuns: 40 },
    );
    expect(parsed).toBeGreaterThan(15);
  });
});

function everything(line: TrainLine, facts: readonly Fact[], day: string): void {
  const from = `${day}T12:00:00Z`;
  const weeks = span(from, "P40D");
  const table = timetable(line, facts, weeks);
  formatTimetable(table, line);
  formatTimeline(table, line);
  lintLine(line, weeks, facts);
  explainDst(line, weeks);
  nextWindowFor({ line, facts, from, length: "PT30M" });
  // A daily train, its windows up to 366 days away and 31 long, and moves of 800 days: some 2,500 slots in each era.
  expect(expand(line, facts, weeks).slots.length).toBeLessThan(3_000 * line.eras.length);
}
