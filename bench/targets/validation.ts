import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Contender, interleaved, type Measured, numberOf } from "../harness/contender.ts";
import type { Part } from "../harness/part.ts";
import { places } from "../harness/places.ts";
import { figure, type Spread, spreadText } from "../harness/spread.ts";
import { atMost, atMostTimes, holds, type Verdict } from "../harness/verdict.ts";

const KINDS = ["runs", "events"] as const;
type Kind = (typeof KINDS)[number];

const goals = {
  runs: { title: "A page of 100 runs", most: 0.18, first: 10, jitless: 0.7 },
  events: { title: "250 events", most: 0.35, first: 4, jitless: 2 },
};
const names: Readonly<Record<string, string>> = {
  ours: "ours",
  jitless: "ours, code from strings forbidden",
  mapped: "ours, and mapped to the port's types",
  handWritten: "checks written by hand",
  object: "zod, z.object",
  mini: "zod/mini, z.object",
  compiled: "zod/mini, z.compile",
};
const NO_EVAL = "--disallow-code-generation-from-strings";
const steadily = "the schemas of the adapter on pages that were parsed a moment ago, the median page";

export const validation: Part = {
  target: 6,
  title: "Validation: our adapters' own schemas, on pages freshly parsed",
  async measure({ quick, rounds }) {
    const zod = sameZod();
    const contender = (kind: Kind, name: string): Contender => ({
      name,
      probe: "validation.ts",
      args: [name === "jitless" ? "ours" : name, kind, quick ? "20" : "60"],
      flags: name === "jitless" ? [NO_EVAL] : [],
    });
    const all = new Map<Kind, readonly Measured[]>();
    for (const kind of KINDS) {
      const contenders = Object.keys(names).map((name) => contender(kind, name));
      all.set(kind, await interleaved(contenders, rounds(3)));
    }
    return {
      tables: [...all].map(([kind, measured]) => ({
        title: `${goals[kind].title}, zod ${zod}`,
        columns: ["contender", "µs a page", "× JSON.parse", "× by hand", "ms to build and check the first page"],
        rows: measured.map((one) => row(measured, one)),
      })),
      verdicts: [...all].flatMap(([kind, measured]) => judge(kind, measured)),
    };
  },
};

function judge(kind: Kind, measured: readonly Measured[]): readonly Verdict[] {
  const { most, first, jitless } = goals[kind];
  const against = (what: string, compared: string, who: string, theirs: Spread | undefined, times: number) =>
    atMostTimes({
      target: 6,
      what: `${kind}: ${what}`,
      compared,
      unit: "µs",
      ours: microseconds(measured, who),
      theirs,
      most: times,
    });
  const parse = microseconds(measured, "ours", "parseMs");
  const hand = microseconds(measured, "handWritten");
  const plain = measured.filter(({ name }) => name !== "mapped");
  return [
    against("against JSON.parse", `${steadily}, against JSON.parse of its text`, "ours", parse, most),
    against(
      "against JSON.parse, without generated code",
      `${steadily}, against JSON.parse of its text; Node forbids code from strings`,
      "jitless",
      parse,
      jitless,
    ),
    against("against checks by hand", `${steadily}, against checks by hand that copy the same fields`, "ours", hand, 2),
    atMost({
      target: 6,
      what: `${kind}: building and the first page`,
      compared: "running the module that holds the schemas, zod loaded before, and checking the first page",
      unit: "ms",
      ours: numberOf(measured, "ours", "firstMs"),
      most: first,
    }),
    holds({
      target: 6,
      what: `${kind}: all give the same rows`,
      compared: "digest of the rows of each contender",
      goal: "equal",
      ok: new Set(plain.flatMap(({ samples }) => samples.map(({ digest }) => digest))).size === 1,
    }),
  ];
}

/** The version of zod that we build in, which must be the one that is measured beside it. */
function sameZod(): string {
  const [ours, theirs] = [join(places.root, "packages/adapter-github"), places.peers].map((folder) => {
    const file = readFileSync(join(folder, "node_modules/zod/package.json"), "utf8");
    return (JSON.parse(file) as { readonly version: string }).version;
  });
  if (ours === undefined || ours !== theirs) throw new Error(`zod ${ours} is built in, but bench/peers has ${theirs}`);
  return ours;
}

function microseconds(measured: readonly Measured[], name: string, key = "checkMs"): Spread | undefined {
  const ms = numberOf(measured, name, key);
  return ms && { median: ms.median * 1000, min: ms.min * 1000, max: ms.max * 1000 };
}

function row(measured: readonly Measured[], { name, failed }: Measured): readonly string[] {
  const check = microseconds(measured, name);
  const first = numberOf(measured, name, "firstMs");
  const times = (base: Spread | undefined): string => (check && base ? figure(check.median / base.median) : "–");
  return [
    names[name] ?? name,
    failed ?? (check === undefined ? "–" : spreadText(check)),
    times(microseconds(measured, name, "parseMs")),
    times(microseconds(measured, "handWritten")),
    first === undefined ? "–" : spreadText(first),
  ];
}
