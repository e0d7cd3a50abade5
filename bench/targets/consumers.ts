import type { Consumer } from "../harness/consumer.ts";

/** Programs of some twenty lines that do the same with different packages. */
export const consumers: readonly Consumer[] = [
  {
    name: "bare",
    from: "peers",
    member: { of: "total", offers: "toFixed" },
    code: "export const total: number = 1;\n",
  },
  {
    name: "ours",
    from: "ours",
    member: { of: "deployRunner", offers: "find" },
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
    member: { of: "data", offers: "workflow_runs" },
    code: `import ky from "ky";
import * as z from "zod";
const Runs = z.object({ total_count: z.int(), workflow_runs: z.array(z.object({ id: z.int(), status: z.nullable(z.string()) })) });
const data = Runs.parse(await ky.get("https://api.github.com/repos/o/r/actions/runs").json());
export const total: number = data.total_count;
`,
  },
  octokitConsumer("@octokit/core"),
  octokitConsumer("octokit"),
  {
    name: "googleapis",
    from: "peers",
    heavy: true,
    member: { of: "client.events", offers: "list" },
    code: `import { google } from "googleapis";
const client = google.calendar({ version: "v3" });
const { data } = await client.events.list({ calendarId: "primary" });
export const total: number = data.items?.length ?? 0;
`,
  },
];

function octokitConsumer(name: string): Consumer {
  const code = `import { Octokit } from "${name}";
const client = new Octokit({ auth: "t" });
const { data } = await client.request("GET /repos/{owner}/{repo}/actions/runs", { owner: "o", repo: "r" });
export const total: number = data.total_count;
`;
  return { name, from: "peers", heavy: true, member: { of: "client", offers: "request" }, code };
}
