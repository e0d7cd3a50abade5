import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Members } from "../scripts/json-value.ts";
import { contractOf, contractOfWebhooks, judge, type Judgement } from "./contracts/judge.ts";
import { exceptionsPage } from "./contracts/page.ts";
import { reportOf } from "./contracts/report.ts";
import { runTests } from "./contracts/run-tests.ts";
import { type Sendable, sendableIn } from "./contracts/sendable.ts";
import { readText, root } from "./support/repository.ts";
import { deliver } from "./support/spec/deliver.ts";
import type { Exception } from "./support/spec/exceptions.ts";
import { fromOpenApi } from "./support/spec/openapi.ts";
import { createTally, type Sender } from "./support/spec/seen.ts";
import { describe as descriptionOf, readDocument } from "./support/spec/services.ts";
import { fromExamples } from "./support/spec/webhooks.ts";
import { type Fetch, type Violation, watch } from "./support/spec/watch.ts";

const thing = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
const content = { content: { "application/json": { schema: thing } } };
const small: Members = {
  servers: [{ url: "https://api.example.com/v1" }],
  components: { schemas: {} },
  paths: {
    "/things/{id}": {
      get: { responses: { 200: content } },
      put: { requestBody: content, responses: { 200: content } },
    },
  },
};
const exceptions: readonly Exception[] = [
  { id: "gone", kind: "status", statuses: [404], body: "any", reason: "It is not listed." },
];
const sendable: readonly Sendable[] = [
  { method: "GET", path: "things/{thing}" },
  { method: "PUT", path: "things/{thing}" },
];
const url = "https://api.example.com/v1/things/a";
const put = (body: unknown): RequestInit => ({
  method: "PUT",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** What is judged when an adapter that can send these sent what is sent here. */
async function judged(
  use: (fetch: Fetch) => Promise<void>,
  change: { readonly can?: readonly Sendable[]; readonly sender?: Sender; readonly answer?: unknown } = {},
): Promise<Judgement> {
  const description = fromOpenApi("small", small, exceptions);
  const tally = createTally();
  const violations: Violation[] = [];
  const service: Fetch = async (input) =>
    new Request(input).url.endsWith("gone")
      ? new Response("no", { status: 404 })
      : Response.json(change.answer ?? { id: "a" });
  const checked = watch(description, service, {
    sender: change.sender ?? "adapter",
    violated: (found) => void violations.push(...found),
    saw: tally.add,
  });
  await use(async (input, init) => checked(input, init).catch(() => new Response()));
  return judge(contractOf(description, "/v1/", change.can ?? sendable), { seen: tally.counted(), violations });
}

const both = async (fetch: Fetch): Promise<void> => {
  await fetch(url);
  await fetch(url, put({ id: "a" }));
  await fetch(`${url}/../gone`);
};

describe("the report of what was checked", () => {
  test("is fine where every operation was sent and answered as described", async () => {
    const judgement = await judged(both);
    expect(judgement.problems).toEqual([]);
    expect(reportOf(judgement)).toEqual([
      "small                      2 operations covered       3 requests checked       2 responses checked   0 violations",
      "  GET /v1/things/{id}      2 requests      1 responses   200 404",
      "  PUT /v1/things/{id}      1 requests      1 responses   200",
      "  exception gone, needed 1 times: an answer 404 to any operation, whatever it holds. It is not listed.",
    ]);
  });

  test("rejects a request that is not as described", async () => {
    const { problems, violations } = await judged(async (fetch) => {
      await both(fetch);
      await fetch(url, put({ id: "a", colour: 1 }));
    });
    expect(violations).toBe(1);
    expect(problems).toEqual(["small PUT /v1/things/{id} request /colour: unknown field"]);
  });

  test("rejects an answer that is not as described", async () => {
    const { problems } = await judged(both, { answer: { id: 7 } });
    expect(problems).toEqual([
      "small GET /v1/things/{id} response /id: must be string",
      "small PUT /v1/things/{id} response /id: must be string",
    ]);
  });

  test("rejects an operation that the adapter can send and nobody describes", async () => {
    const { problems } = await judged(both, { can: [...sendable, { method: "DELETE", path: "things/{thing}" }] });
    expect(problems).toEqual(["the adapter can send DELETE things/{thing}, which is not described"]);
  });

  test("rejects an operation that no test sends, or whose answers were only let pass", async () => {
    const { problems, covered } = await judged((fetch) => fetch(`${url}/../gone`).then(() => undefined));
    expect(problems).toEqual([
      "GET /v1/things/{id}: no answer was checked",
      "PUT /v1/things/{id}: no test sends it",
      "PUT /v1/things/{id}: no answer was checked",
    ]);
    expect(covered).toBe(0);
  });

  test("does not count for the adapter what somebody else sent", async () => {
    const { problems, rows } = await judged(both, { sender: "other" });
    expect(problems).toContain("GET /v1/things/{id}: no test sends it");
    expect(rows[0]).toMatchObject({ requests: 2, responses: 1 });
  });

  test("rejects what is sent and was not found in the sources, and an exception that nothing needs", async () => {
    const { problems } = await judged(
      async (fetch) => {
        await fetch(url);
        await fetch(url, put({ id: "a" }));
      },
      { can: sendable.slice(0, 1) },
    );
    expect(problems).toEqual([
      "PUT /v1/things/{id} was sent, but is not found in the adapter's sources",
      "exception gone: nothing needs it",
    ]);
  });
});

describe("a receiver of webhooks", () => {
  const exceptions: readonly Exception[] = [
    { id: "any-success", kind: "status", statuses: [[200, 299]], body: "none", reason: "It is not described." },
  ];
  const description = fromExamples(
    "opsgenie-webhooks",
    { transport: {}, create: { action: "Create", alert: { id: "a", at: "2026-11-23T12:00:00Z" } } },
    exceptions,
    ({ action }) => String(action).toLowerCase(),
  );
  const good = { action: "Create", alert: { id: "a", at: null, more: 1 } };

  async function delivered(body: unknown, status = 202, sender: Sender = "adapter"): Promise<Judgement> {
    const tally = createTally();
    const violations: Violation[] = [];
    const receive = deliver(description, async () => new Response(null, { status }), {
      sender,
      violated: (found) => void violations.push(...found),
      saw: tally.add,
    });
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    await receive(new Request("https://bot.example.com", init)).catch(() => undefined);
    return judge(contractOfWebhooks(description), { seen: tally.counted(), violations });
  }

  test("is fine where a delivery is like the example and taken", async () => {
    expect((await delivered(good)).problems).toEqual([]);
  });

  test.each([
    [
      { action: "Create", alert: { id: 7, at: null } },
      202,
      "opsgenie-webhooks POST create request /alert/id: must be string",
    ],
    [{ action: "Create", alert: { id: "a" } }, 202, "opsgenie-webhooks POST create request /alert/at: missing"],
    [{ action: "Explode" }, 202, "opsgenie-webhooks POST explode request (whole): no such event"],
    [good, 400, "opsgenie-webhooks POST create response (whole): status 400 is not described"],
  ])("rejects %j answered with %i", async (body, status, problem) => {
    expect((await delivered(body, status)).problems).toContain(problem);
  });

  test("of an example alone proves nothing about what the fake makes", async () => {
    expect((await delivered(good, 202, "other")).problems).toEqual(["POST create: no test sends it"]);
  });
});

test("what an adapter can send is read from its sources, however the path is put together", () => {
  const sent = sendableIn(["adapter-github", "adapter-jsm-ops"]);
  const said = [...sent.values()].flat().map(({ method, path }) => `${method} ${path}`);
  expect(said).toEqual(
    expect.arrayContaining([
      "GET repos/{owner}/{repo}",
      "GET repos/{owner}/{repo}/issues/{number}/comments",
      "GET repos/{owner}/{repo}/issues/{number}/sub_issues",
      "DELETE repos/{owner}/{repo}/issues/{number}/assignees",
      "POST repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs",
      "PUT repos/{owner}/{repo}/contents/*",
      "GET schedules/{schedule}/next-on-calls",
      "POST alerts/{id}/escalate",
      "POST jsm/ops/integration/v2/alerts",
    ]),
  );
  expect(said.filter((one) => one.endsWith(" *"))).toEqual([]);
});

test("docs/contracts.md holds every exception with its reason, and no other", () => {
  const page = readText("docs/contracts.md");
  expect(page.slice(page.indexOf("### statuspage")).trim()).toBe(exceptionsPage());
});

test("without FOOTPLATE_SPECS the command says how to give it, and fails", () => {
  const { FOOTPLATE_SPECS: _, ...env } = process.env;
  const command = ["--conditions=@footplate/source", join(root, "test/contracts/main.ts")];
  const run = (): string => execFileSync(process.execPath, command, { cwd: root, env, encoding: "utf8" });
  expect(run).toThrow(expect.objectContaining({ status: 1, stdout: expect.stringContaining("FOOTPLATE_SPECS=/path") }));
});

const specs = process.env["FOOTPLATE_SPECS"] ?? "";

test.skipIf(specs === "")(
  "a run of an adapter's tests against a description that differs is rejected (needs FOOTPLATE_SPECS)",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "footplate-planted-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const planted = join(folder, "specs");
    cpSync(specs, planted, { recursive: true });
    const file = join(planted, "statuspage.openapi.json");
    const text = JSON.stringify(readDocument(file))
      .replaceAll('"scheduled_until":', '"scheduled_till":')
      .replaceAll('"showcase":{"type":"boolean"', '"showcase":{"type":"integer"');
    rmSync(file);
    writeFileSync(file, text);
    const { record, failed } = await runTests(["packages/adapter-statuspage/test/mirror"], planted, folder, "ignore");
    const contract = contractOf(descriptionOf("statuspage", planted), "/v1/", [
      { method: "GET", path: "pages/{page}/incidents" },
      { method: "GET", path: "pages/{page}/components" },
    ]);
    const { problems } = judge(contract, record);
    expect(failed).toBeGreaterThan(0);
    expect(problems.join("\n")).toMatch(/POST .*incidents request .incident.scheduled_until: unknown field/);
    expect(problems).toContain("GET /v1/pages/{page_id}/components: no test sends it");
  },
);
