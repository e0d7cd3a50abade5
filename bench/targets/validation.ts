import { type Contender, interleaved, type Measured, numberOf } from "../harness/contender.ts";
import type { Part } from "../harness/part.ts";
import { serve } from "../harness/serve.ts";
import { type Spread, spreadOf, spreadText } from "../harness/spread.ts";
import { atMost, atMostTimes } from "../harness/verdict.ts";

const KINDS = ["runs", "events"] as const;
const goals = {
  runs: { most: 0.18, first: 10, jitless: 0.7 },
  events: { most: 0.35, first: 4, jitless: 2 },
};
const compared =
  "CPU of an adapter's call over answers from memory, less that of reading and JSON.parse of the same: transport, validation and mapping; against the latter";

export const validation: Part = {
  target: 6,
  title: "Validation: what an adapter's call adds to reading and JSON.parse of the same answer, from memory",
  async measure({ quick, rounds }) {
    const { origin, close } = await serve();
    const calls = quick ? "20" : "100";
    const contender = (name: string, kind: string, flags: readonly string[]): Contender => ({
      name: `${name} ${kind}${flags.length > 0 ? " jitless" : ""}`,
      probe: "http.ts",
      args: [name, kind, origin, calls, "memory"],
      flags,
    });
    const noEval = ["--disallow-code-generation-from-strings"];
    const all = KINDS.flatMap((kind) => [
      contender("raw", kind, []),
      contender("ours", kind, []),
      contender("ours", kind, noEval),
    ]);
    const measured = await interleaved(all, rounds(5));
    close();
    const raw = (kind: string): Spread | undefined => numberOf(measured, `raw ${kind}`, "cpuMs");
    return {
      tables: [
        {
          title: "From memory",
          columns: ["contender", "CPU ms", "first call ms after loading"],
          rows: measured.map(({ name, failed }) => [
            name,
            failed ?? shown(measured, name, "cpuMs"),
            shown(measured, name, "firstCallMs"),
          ]),
        },
      ],
      verdicts: KINDS.flatMap((kind) => [
        atMostTimes({
          target: 6,
          what: `${kind}: added to JSON.parse`,
          compared,
          unit: "ms",
          ours: above(measured, `ours ${kind}`, `raw ${kind}`),
          theirs: raw(kind),
          most: goals[kind].most,
        }),
        atMostTimes({
          target: 6,
          what: `${kind}: the same without generated code`,
          compared: `${compared}; Node forbids code from strings`,
          unit: "ms",
          ours: above(measured, `ours ${kind} jitless`, `raw ${kind}`),
          theirs: raw(kind),
          most: goals[kind].jitless,
        }),
        atMost({
          target: 6,
          what: `${kind}: the first page`,
          compared:
            "first call after loading, schemas made at import not included, less the first reading and JSON.parse",
          unit: "ms",
          ours: above(measured, `ours ${kind}`, `raw ${kind}`, "firstCallMs"),
          most: goals[kind].first,
        }),
      ]),
    };
  },
};

/** What a contender takes above the median of another. */
function above(measured: readonly Measured[], name: string, base: string, key = "cpuMs"): Spread | undefined {
  const less = numberOf(measured, base, key)?.median;
  const values = measured.find((one) => one.name === name)?.samples.flatMap(({ numbers }) => numbers[key] ?? []) ?? [];
  return less === undefined || values.length === 0 ? undefined : spreadOf(values.map((value) => value - less));
}

function shown(measured: readonly Measured[], name: string, key: string): string {
  const spread = numberOf(measured, name, key);
  return spread === undefined ? "–" : spreadText(spread);
}
