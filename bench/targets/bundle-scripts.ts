import type { Script } from "../harness/script.ts";

const RUNS = "repos/o/r/actions/runs";
const OCTOKIT = `
  await client.request("GET /${RUNS}", {});
  await client.request("POST /repos/o/r/issues/1/comments", { body: "x" });`;
const KY = `
  const client = ky.create({ prefix: "https://api.github.com" });
  const runs = Schema.parse(await client.get("${RUNS}").json());
  await client.post("repos/o/r/issues/1/comments", { json: { body: String(runs.total_count) } });`;
const SHAPE = `
  const Schema = z.object({ total_count: z.int(), workflow_runs: z.array(z.object({
    id: z.int(), event: z.string(), status: z.nullable(z.string()), html_url: z.string(), created_at: z.string() })) });`;

/** List runs and comment; insert and list; raise an alert; one call for dates. */
export const scripts: readonly Script[] = [
  {
    scenario: "github",
    name: "ours: createGitHub",
    from: "ours",
    judged: true,
    code: `import { createGitHub } from "@footplate/adapter-github";
      const { deployRunner, trainTickets } = createGitHub({ repository: { owner: "o", name: "r" }, token: "t" });
      await deployRunner.find({ id: "order", target: "prod/a", refs: { github: { workflow: "d.yml" } } });
      await trainTickets.comment("1", { key: "k", text: "x" });`,
  },
  {
    scenario: "github",
    name: "ours: createHttp and zod/mini",
    from: "ours",
    code: `import { createHttp } from "@footplate/http";
      import * as z from "zod/mini"; ${SHAPE}
      const http = createHttp({ adapter: "github", baseUrl: "https://api.github.com/" });
      await http.request({ method: "GET", path: "${RUNS}", schema: Schema });
      await http.request({ method: "POST", path: "repos/o/r/issues/1/comments", json: { body: "x" } });`,
  },
  {
    scenario: "github",
    name: "@octokit/rest",
    from: "peers",
    against: true,
    code: `import { Octokit } from "@octokit/rest"; const client = new Octokit();
      await client.rest.actions.listWorkflowRunsForRepo({ owner: "o", repo: "r" });
      await client.rest.issues.createComment({ owner: "o", repo: "r", issue_number: 1, body: "x" });`,
  },
  {
    scenario: "github",
    name: "@octokit/core",
    from: "peers",
    code: `import { Octokit } from "@octokit/core"; const client = new Octokit(); ${OCTOKIT}`,
  },
  {
    scenario: "github",
    name: "octokit",
    from: "peers",
    code: `import { Octokit } from "octokit"; const client = new Octokit(); ${OCTOKIT}`,
  },
  {
    scenario: "github",
    name: "ky and zod/mini",
    from: "peers",
    code: `import ky from "ky"; import * as z from "zod/mini"; ${SHAPE} ${KY}`,
  },
  {
    scenario: "github",
    name: "ky and zod/mini, z.compile",
    from: "peers",
    code: `import ky from "ky"; import * as z from "zod/mini"; ${SHAPE} ${KY.replaceAll("Schema", "z.compile(Schema)")}`,
  },
  {
    scenario: "gcal",
    name: "ours: createGoogleCalendar",
    from: "ours",
    judged: true,
    code: `import { createGoogleCalendar } from "@footplate/adapter-gcal";
      const { calendar } = createGoogleCalendar({ calendarId: "primary", token: "t" });
      const [start, end] = ["2026-11-25T22:00:00Z", "2026-11-26T02:00:00Z"];
      await calendar.create({ title: "x", description: "", start, end, zone: "UTC", busy: true }, { key: "k", generation: 1, nonce: "n", facts: 0 });
      await calendar.list({ start, end });`,
  },
  {
    scenario: "gcal",
    name: "@googleapis/calendar (for Node)",
    from: "peers",
    against: true,
    code: `import { calendar } from "@googleapis/calendar"; const client = calendar({ version: "v3" });
      await client.events.insert({ calendarId: "primary", requestBody: {} });
      await client.events.list({ calendarId: "primary" });`,
  },
  {
    scenario: "opsgenie",
    name: "ours: createOpsgenie",
    from: "ours",
    judged: true,
    code: `import { createOpsgenie } from "@footplate/adapter-opsgenie";
      const { pager } = createOpsgenie({ integrationKey: "k" });
      await pager.page({ key: "k", message: "x", to: [] });`,
  },
  {
    scenario: "opsgenie",
    name: "opsgenie-sdk (for Node)",
    from: "peers",
    against: true,
    code: `import opsgenie from "opsgenie-sdk"; opsgenie.configure({ api_key: "k" });
      opsgenie.alertV2.create({ message: "x" }, () => {});`,
  },
  {
    scenario: "core",
    name: "ours: occurrences",
    from: "ours",
    judged: true,
    code: `import { occurrences, span } from "@footplate/core";
      const cadence = { every: "P2W", anchor: "2026-01-06" };
      console.log(occurrences({ cadence, at: "09:00", zone: "America/New_York" }, span("2026-01-01T00:00:00Z", "P8W")));`,
  },
  {
    scenario: "core",
    name: "ours: timetable",
    from: "ours",
    code: `import { span, timetable } from "@footplate/core";
      console.log(timetable(JSON.parse(globalThis.line), [], span("2026-01-01T00:00:00Z", "P8W")));`,
  },
  {
    scenario: "core",
    name: "ours: everything that core exports",
    from: "ours",
    code: `import * as core from "@footplate/core"; console.log(core);`,
  },
  {
    scenario: "core",
    name: "ours: everything that core/conduct exports",
    from: "ours",
    code: `import * as conduct from "@footplate/core/conduct"; console.log(conduct);`,
  },
  {
    scenario: "core",
    name: "rrule",
    from: "peers",
    against: true,
    code: `import { RRule } from "rrule"; console.log(new RRule({ freq: RRule.WEEKLY, interval: 2 }).all());`,
  },
  {
    scenario: "core",
    name: "rrule-temporal (its polyfill left out)",
    from: "peers",
    external: ["temporal-polyfill"],
    code: `import { RRuleTemporal } from "rrule-temporal"; console.log(new RRuleTemporal({ rruleString: "x" }).all());`,
  },
  {
    scenario: "core",
    name: "luxon",
    from: "peers",
    code: `import { DateTime } from "luxon"; console.log(DateTime.fromISO("2026-01-01").plus({ weeks: 2 }).toISO());`,
  },
  {
    scenario: "core",
    name: "ical.js",
    from: "peers",
    code: `import ICAL from "ical.js"; console.log(ICAL.Recur.fromString("FREQ=WEEKLY").toString());`,
  },
];
