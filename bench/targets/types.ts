import { type Compiled, compile, compilers, type Consumer } from "../harness/compile.ts";
import type { Part } from "../harness/part.ts";
import { exactly, figure, type Spread, spreadOf, spreadText } from "../harness/spread.ts";
import { atMost, atMostTimes } from "../harness/verdict.ts";

const GITHUB = `const client = new Octokit({ auth: "t" });
const { data } = await client.request("GET /repos/{owner}/{repo}/actions/runs", { owner: "o", repo: "r" });
export const total: number = data.total_count;
`;

const consumers: readonly Consumer[] = [
  { name: "bare", from: "peers", code: "export const total: number = 1;\n" },
  {
    name: "ours",
    from: "ours",
    code: `import { createGitHub } from "@footplate/adapter-github";
import { plan, span, timetable, type PlanContext, type TrainLine } from "@footplate/core";

declare const line: TrainLine;
declare const context: PlanContext;
const { deployRunner, trainTickets } = createGitHub({ repository: { owner: "o", name: "r" }, token: "t" });
const { windows } = timetable(line, [], span("2026-11-25T00:00:00Z", "P4W"));
for (const { id, start } of windows) console.log(id, start);
const run = await deployRunner.read("1");
console.log(run?.status, run?.outcome);
await trainTickets.comment("1", { key: "k", text: "x" });
const { operations, questions } = await plan(context);
for (const operation of operations) console.log(operation.action, operation.key);
export const total: number = operations.length + questions.length;
`,
  },
  {
    name: "ky and zod",
    from: "peers",
    code: `import ky from "ky";
import * as z from "zod";
const Runs = z.object({ total_count: z.int(), workflow_runs: z.array(z.object({ id: z.int(), status: z.nullable(z.string()) })) });
const data = Runs.parse(await ky.get("https://api.github.com/repos/o/r/actions/runs").json());
export const total: number = data.total_count;
`,
  },
  { name: "@octokit/core", from: "peers", code: `import { Octokit } from "@octokit/core";\n${GITHUB}` },
  { name: "octokit", from: "peers", code: `import { Octokit } from "octokit";\n${GITHUB}` },
  {
    name: "googleapis",
    from: "peers",
    code: `import { google } from "googleapis";
const client = google.calendar({ version: "v3" });
const { data } = await client.events.list({ calendarId: "primary" });
export const total: number = data.items?.length ?? 0;
`,
  },
];

export const types: Part = {
  target: 10,
  title: "Types: what a 20-line program costs the compiler above an empty one",
  async measure({ quick, rounds }) {
    const rows: (readonly string[])[] = [];
    const verdicts = [];
    const heavy = quick ? consumers.filter(({ name }) => name !== "googleapis") : consumers;
    for (const [version, tsc] of Object.entries(compilers)) {
      const all = new Map(heavy.map((consumer): [string, Compiled[]] => [consumer.name, []]));
      for (let round = 0; round < rounds(3); round++)
        for (const consumer of heavy)
          if (round < 2 || consumer.name !== "googleapis") all.get(consumer.name)?.push(compile(consumer, tsc, true));
      const added = (name: string): Spread | undefined => {
        const bare = spreadOf((all.get("bare") ?? []).map(({ seconds }) => seconds * 1000)).median;
        const values = (all.get(name) ?? []).map(({ seconds }) => seconds * 1000 - bare);
        return values.length === 0 ? undefined : spreadOf(values);
      };
      const above = (name: string, key: "instantiations" | "lines"): number =>
        (all.get(name)?.[0]?.[key] ?? Number.NaN) - (all.get("bare")?.[0]?.[key] ?? Number.NaN);
      for (const [name, compiled] of all) {
        const spread = added(name);
        rows.push([
          `TypeScript ${version}`,
          name,
          spread === undefined ? "–" : spreadText(spread),
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
    return {
      tables: [
        {
          title: "A 20-line program, above an empty one",
          columns: ["compiler", "imports", "ms more", "instantiations more", "lines more", "errors"],
          rows,
        },
      ],
      verdicts,
    };
  },
};
