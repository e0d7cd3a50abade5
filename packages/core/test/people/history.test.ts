import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Era, Fact, TrainLine } from "../../src/index.ts";
import { addDays, mondayOf } from "../../src/time/date.ts";
import { interval } from "../../src/time/interval.ts";
import { timetable } from "../../src/timetable/build-timetable.ts";
import { retail } from "../timetable/lines.ts";
import { said } from "./people.ts";

/** One train as it was run: who promoted most is its primary. */
interface Run {
  readonly monday: string;
  readonly primary: string;
  readonly actors: readonly string[];
}
/** A stretch of trains that one order explains best. */
interface Stretch {
  readonly from: number;
  readonly order: readonly string[];
}

const folder = process.env.FOOTPLATE_DATA;
/** The first train after the last shift of one person for two weeks. */
const FIRST = "2019-10-07";
/** What beginning another order costs against one train that the order does not explain. */
const ERA_COST = 3;
const IMPOSSIBLE = 1e9;

function runs(): readonly Run[] {
  const [, ...rows] = readFileSync(join(folder ?? "", "wikimedia-train-events-2016-2021.csv"), "utf8")
    .trim()
    .split("\n");
  const byVersion = new Map<string, { date: string; actors: string[] }>();
  for (const row of rows) {
    const [at = "", , , , to = "", kind, actor = ""] = row.split(",");
    if (at < FIRST || kind !== "promote" || actor.startsWith("bot:")) continue;
    const known = byVersion.get(to) ?? { date: at.slice(0, 10), actors: [] };
    known.actors.push(actor);
    byVersion.set(to, known);
  }
  const count = (all: readonly string[], one: string): number => all.filter((actor) => actor === one).length;
  return [...byVersion.values()].map(({ date, actors }) => ({
    monday: mondayOf(date),
    actors,
    primary: [...new Set(actors)].toSorted((a, b) => count(actors, b) - count(actors, a))[0] ?? "",
  }));
}

/** The stretches that leave the fewest trains unexplained, by trying every place to begin another order. */
function stretches(all: readonly Run[]): readonly Stretch[] {
  const best: { readonly cost: number; readonly stretches: readonly Stretch[] }[] = [{ cost: 0, stretches: [] }];
  for (let end = 1; end <= all.length; end += 1) {
    const options = all.slice(0, end).flatMap((_, from) => {
      const order: string[] = [];
      for (const { primary } of all.slice(from, end)) {
        if (order.includes(primary)) break;
        order.push(primary);
      }
      const before = best[from];
      if (before === undefined || before.cost === IMPOSSIBLE || order.length < 2) return [];
      const missed = all.slice(from, end).filter(({ primary }, turn) => primary !== order[turn % order.length]).length;
      return [{ cost: before.cost + ERA_COST + missed, stretches: [...before.stretches, { from, order }] }];
    });
    const cheapest = options.toSorted((a, b) => a.cost - b.cost)[0];
    best.push(cheapest ?? { cost: IMPOSSIBLE, stretches: [] });
  }
  return best.at(-1)?.stretches ?? [];
}

describe.skipIf(folder === undefined)("the pairs of Wikimedia since October 2019 (needs FOOTPLATE_DATA)", () => {
  test("R42, R46 who ran each train is a rotation in eras plus swaps, and who else promoted is a cover", () => {
    const all = runs();
    const parts = stretches(all);
    const first = all[0]?.monday ?? "";
    const last = all.at(-1)?.monday ?? "";
    const mondays = new Set(all.map(({ monday }) => monday));
    const weeks = Array.from({ length: 130 }, (_, week) => addDays(first, 7 * week)).filter((day) => day <= last);
    expect(mondays.size).toBe(all.length);
    const people = [...new Set(all.flatMap(({ actors }) => actors))];
    const line: TrainLine = retail({
      zone: "UTC",
      team: { id: "rail", name: "Rail team", leads: ["lead"], members: [] },
      people: [...people, "lead"].map((id) => ({ id, name: id })),
      services: [],
      noTrainWeeks: weeks.filter((day) => !mondays.has(day)).map((week) => ({ week, reason: "no train" })),
      eras: parts.map(({ from, order }, index): Era => ({
        id: `e${index}`,
        from: all[from]?.monday ?? "",
        cadence: { every: "P1W", anchor: first },
        number: { format: "wmf.{n}" },
        rotation: { strategy: "staggeredPair", order, noTrain: "carry" },
        windows: [],
      })),
    });
    const range = interval(`${first}T00:00:00Z`, `${addDays(last, 7)}T00:00:00Z`);
    const planned = timetable(line, [], range).pairs;
    expect(planned).toHaveLength(all.length);

    // Trains on which two people exchanged turns, and trains that somebody took over.
    const wrong = all.flatMap(({ primary }, index) => (planned[index]?.primary === primary ? [] : [index]));
    const facts: Fact[] = [];
    const settled = new Set<number>();
    let swapped = 0;
    for (const index of wrong) {
      if (settled.has(index)) continue;
      const other = wrong.find(
        (one) =>
          one > index &&
          !settled.has(one) &&
          all[one]?.primary === planned[index]?.primary &&
          all[index]?.primary === planned[one]?.primary,
      );
      const swap = `s${index}`;
      const base = { swap, train: planned[index]?.train ?? "", role: "primary" as const };
      const turn = other === undefined ? undefined : { train: planned[other]?.train ?? "", role: "primary" as const };
      facts.push(
        said("lead", "swapProposed", { ...base, with: turn ?? { person: all[index]?.primary ?? "" } }),
        said("lead", "swapForced", { swap, reason: "as it was run" }),
      );
      if (other !== undefined) {
        swapped += 2;
        settled.add(other);
      }
    }
    const table = timetable(line, facts, range);
    expect(table.pairs.map(({ primary }) => primary)).toEqual(all.map(({ primary }) => primary));
    expect(table.findings.filter(({ code }) => code !== "ref_missing")).toEqual([]);

    const learned = parts.reduce((sum, { order }) => sum + order.length, 0);
    const byRotation = all.length - wrong.length;
    const moves = all.flatMap(({ actors }, index) => actors.map((actor) => ({ actor, index })));
    const whose = ({ actor, index }: (typeof moves)[number]): string =>
      actor === table.pairs[index]?.primary
        ? "primary"
        : actor === table.pairs[index]?.backup
          ? "backup"
          : actor === table.pairs[index + 1]?.primary
            ? "next"
            : "other";
    const share = (who: string): number => moves.filter((move) => whose(move) === who).length / moves.length;
    const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;
    process.stdout.write(
      [
        `${all.length} trains, ${parts.length} eras; primary by rotation ${percent(byRotation / all.length)}`,
        `(of the ${all.length - learned} trains after each era's first round ${percent((byRotation - learned) / (all.length - learned))})`,
        `by swap of two turns ${percent(swapped / all.length)}, by one who took a turn over ${percent((wrong.length - swapped) / all.length)};`,
        `${moves.length} promotions: primary ${percent(share("primary"))}, cover by the backup ${percent(share("backup"))},`,
        `by the next primary ${percent(share("next"))}, by another ${percent(share("other"))}\n`,
      ].join(" "),
    );
    expect(byRotation / all.length).toBeGreaterThan(0.85);
    expect((byRotation - learned) / (all.length - learned)).toBeGreaterThan(0.8);
    expect(share("primary")).toBeGreaterThan(0.85);
    expect(share("primary") + share("backup")).toBeGreaterThan(0.88);
  });
});
