import { type Compiled, compile } from "../harness/compile.ts";
import { compilers } from "../harness/compilers.ts";
import type { Part } from "../harness/part.ts";
import { exactly, figure, type Spread, spreadOf, spreadText } from "../harness/spread.ts";
import { atMost, atMostTimes } from "../harness/verdict.ts";
import { completion } from "./completion.ts";
import { consumers } from "./consumers.ts";

export const types: Part = {
  target: 10,
  title: "Types: what a 20-line program costs the compiler above an empty one, and an editor",
  async measure(effort) {
    const { quick, rounds } = effort;
    const rows: (readonly string[])[] = [];
    const verdicts = [];
    const tried = quick ? consumers.filter(({ name }) => name !== "googleapis") : consumers;
    for (const { version, tsc } of compilers) {
      const all = new Map(tried.map((consumer): [string, Compiled[]] => [consumer.name, []]));
      for (let round = 0; round < rounds(3); round++)
        for (const consumer of tried)
          if (round === 0 || consumer.heavy !== true) all.get(consumer.name)?.push(compile(consumer, tsc, true));
      const inAll = (name: string): readonly number[] => (all.get(name) ?? []).map(({ seconds }) => seconds * 1000);
      const bareMs = spreadOf(inAll("bare"));
      const added = (name: string): Spread | undefined => {
        const values = inAll(name).map((ms) => ms - bareMs.median);
        return values.length === 0 ? undefined : spreadOf(values);
      };
      const above = (name: string, key: "instantiations" | "lines"): number =>
        (all.get(name)?.[0]?.[key] ?? Number.NaN) - (all.get("bare")?.[0]?.[key] ?? Number.NaN);
      for (const [name, compiled] of all) {
        const spread = added(name);
        rows.push([
          `TypeScript ${version}`,
          name,
          name === "bare" ? `${spreadText(bareMs)} in all` : spread === undefined ? "–" : spreadText(spread),
          figure(above(name, "instantiations")),
          figure(above(name, "lines")),
          String(compiled[0]?.errors ?? "–"),
        ]);
      }
      const against = (peer: string, most: number) =>
        atMostTimes({
          target: 10,
          what: `TypeScript ${version}, against ${peer}`,
          compared: "time of tsc above that for an empty program, core and the GitHub adapter imported, skipLibCheck",
          unit: "ms",
          ours: added("ours"),
          theirs: added(peer),
          most,
        });
      const [ours] = consumers.filter(({ name }) => name === "ours").map((consumer) => compile(consumer, tsc, false));
      const [bare] = consumers.filter(({ name }) => name === "bare").map((consumer) => compile(consumer, tsc, false));
      verdicts.push(
        against("ky and zod", 0.75),
        against("octokit", 0.15),
        against("googleapis", 0.025),
        ...(["instantiations", "lines"] as const).map((key) =>
          atMost({
            target: 10,
            what: `TypeScript ${version}, ${key}`,
            compared: `${key} of the compiler's diagnostics above those of an empty program, skipLibCheck`,
            unit: key,
            ours: exactly(above("ours", key)),
            most: key === "lines" ? 6000 : 600,
          }),
        ),
        atMost({
          target: 10,
          what: `TypeScript ${version}, declarations checked too: errors`,
          compared: "without skipLibCheck",
          unit: "errors",
          ours: ours && exactly(ours.errors),
          most: 0,
        }),
        atMost({
          target: 10,
          what: `TypeScript ${version}, declarations checked too: instantiations`,
          compared: "without skipLibCheck, above those of an empty program",
          unit: "instantiations",
          ours: ours && bare && exactly(ours.instantiations - bare.instantiations),
          most: 30_000,
        }),
      );
    }
    const inEditor = await completion(tried, effort);
    return {
      tables: [
        {
          title: "A 20-line program, above an empty one",
          columns: ["compiler", "imports", "ms more", "instantiations more", "lines more", "errors"],
          rows,
        },
        ...inEditor.tables,
      ],
      verdicts: [...verdicts, ...inEditor.verdicts],
    };
  },
};
