import { type Contender, interleaved, type Measured, numberOf } from "../harness/contender.ts";
import type { Part } from "../harness/part.ts";
import { exactly, type Spread, spreadText } from "../harness/spread.ts";
import type { Table } from "../harness/table.ts";
import { atMost, atMostTimes, holds } from "../harness/verdict.ts";

const names: Readonly<Record<string, string>> = {
  ours: "ours: overlappingPairs, by place",
  flatten: "@flatten-js/interval-tree",
  nodeIntervalTree: "node-interval-tree",
  flatbush: "flatbush",
  sweep: "plain sort and sweep over numbers",
};
const compared = "all pairs within 1,000 components, grouping included; ours reads RFC 3339 text, the others numbers";

export const conflicts: Part = {
  target: 8,
  title: "Conflicts: all pairs of windows of 0.5 to 3.5 hours over a year",
  async measure({ quick, rounds }) {
    const of = (count: number, components: number, extra: string, times: number, who: readonly string[]) =>
      interleaved(
        who.map((name): Contender => ({
          name,
          probe: "conflicts.ts",
          args: [name, String(count), String(components), extra, String(times)],
          flags: ["--expose-gc"],
        })),
        rounds(3),
      );
    const everybody = Object.keys(names);
    const many = await of(100_000, 1000, "", 3, everybody);
    const most = await of(1_000_000, 1000, "", 1, ["ours", "flatten", "sweep"]);
    const dense = await of(100_000, 1, "", 1, ["ours", "flatten", "sweep"]);
    const frozen = await of(100_000, 1000, "freeze", 3, ["ours", "flatten", "sweep"]);
    const asked = await interleaved(
      ["ours", "flatten", "flatbush"].map((name): Contender => ({
        name,
        probe: "conflict-query.ts",
        args: [name, "100000", quick ? "60" : "300"],
      })),
      rounds(3),
    );
    const ms = (all: readonly Measured[], name: string): Spread | undefined => numberOf(all, name, "ms");
    const less = (all: readonly Measured[], what: string) =>
      atMostTimes({
        target: 8,
        what,
        compared,
        unit: "ms",
        ours: ms(all, "ours"),
        theirs: ms(all, "flatten"),
        most: 0.35,
      });
    const [small, large] = [ms(many, "ours"), ms(most, "ours")];
    return {
      tables: [
        table("100,000 windows, 1,000 components", many),
        table("1,000,000 windows, 1,000 components", most),
        table("100,000 windows, one component", dense),
        table("100,000 windows, 1,000 components, each frozen for the year", frozen),
        {
          title: "One candidate against 100,000 windows, 1,000 components",
          columns: ["index", "µs a query", "build ms", "found"],
          rows: asked.map(({ name, samples, failed }) => [
            name === "ours" ? "ours: overlapIndex" : (names[name] ?? name),
            shownOf(asked, name, "microseconds"),
            shownOf(asked, name, "buildMs"),
            failed ?? samples[0]?.digest ?? "–",
          ]),
        },
      ],
      verdicts: [
        less(many, "all pairs of 100,000"),
        less(most, "all pairs of 1,000,000"),
        atMost({
          target: 8,
          what: "growth from 100,000 to 1,000,000",
          compared: "exponent: logarithm to base ten of the ratio of medians",
          unit: "exponent",
          ours: small && large && exactly(Math.log10(large.median / small.median)),
          most: 1.25,
        }),
        atMostTimes({
          target: 8,
          what: "memory for 1,000,000",
          compared: "growth of the peak resident set, against plain sort and sweep",
          unit: "MB",
          ours: numberOf(most, "ours", "rssMb"),
          theirs: numberOf(most, "sweep", "rssMb"),
          most: 1.1,
        }),
        atMost({
          target: 8,
          what: "a freeze over everything",
          compared: "time a reported pair, the windows of 1,000 components each frozen for the year",
          unit: "ns",
          ours: numberOf(frozen, "ours", "nsAPair"),
          most: 150,
        }),
        atMost({
          target: 8,
          what: "everything in one component",
          compared: "time a reported pair, more than two million pairs",
          unit: "ns",
          ours: numberOf(dense, "ours", "nsAPair"),
          most: 150,
        }),
        atMostTimes({
          target: 8,
          what: "one candidate against 100,000",
          compared: "a query of an index: ours asks with RFC 3339 text, the other with numbers, one tree a component",
          unit: "µs",
          ours: numberOf(asked, "ours", "microseconds"),
          theirs: numberOf(asked, "flatten", "microseconds"),
          most: 0.5,
        }),
        holds({
          target: 8,
          what: "all find the same number of pairs",
          compared: "pairs of each contender, in each of the five tasks",
          goal: "equal",
          ok: [many, most, dense, frozen, asked].every(
            (all) => new Set(all.flatMap(({ samples }) => samples.map(({ digest }) => digest))).size === 1,
          ),
        }),
      ],
    };
  },
};

function table(title: string, measured: readonly Measured[]): Table {
  const columns = ["contender", "ms", "growth of peak RSS MB", "ns a pair", "pairs"];
  const rows = measured.map(({ name, failed }) => [
    names[name] ?? name,
    ...["ms", "rssMb", "nsAPair"].map((key) => shownOf(measured, name, key)),
    failed ?? shownOf(measured, name, "pairs"),
  ]);
  return { title, columns, rows };
}

function shownOf(measured: readonly Measured[], name: string, key: string): string {
  const spread = numberOf(measured, name, key);
  return spread === undefined ? "–" : spreadText(spread);
}
