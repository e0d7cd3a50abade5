import { afterEach, describe, expect, test } from "vitest";
import { takeViolations, validated, violations } from "./support/spec-validator.ts";
import { fromOpenApi } from "./support/spec/openapi.ts";
import { formatViolation, watch } from "./support/spec/watch.ts";

const small = fromOpenApi(
  "small",
  {
    servers: [{ url: "https://api.example.com/v1" }],
    components: {
      schemas: {
        Thing: {
          type: "object",
          required: ["id"],
          properties: {
            id: { type: "string", example: "a" },
            note: { type: "string", nullable: true },
            state: { type: "string", enum: ["open", "shut"] },
          },
        },
      },
    },
    paths: {
      "/things/{id}": {
        put: {
          parameters: [
            { in: "path", name: "id", required: true, schema: { type: "string" } },
            { in: "query", name: "page", schema: { type: "integer", minimum: 1 } },
            { in: "query", name: "loud", schema: { type: "boolean" } },
          ],
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
          },
          responses: {
            200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } },
            204: {},
          },
        },
      },
      "/things/all": { delete: { responses: { 204: {} } } },
    },
  },
  [],
);

const answering = (status: number, body?: unknown) => (): Promise<Response> =>
  Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status }));

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

describe("a small description", () => {
  const send = async (
    path: string,
    init: RequestInit = json("PUT", { id: "a" }),
    answer: () => Promise<Response> = answering(200, { id: "a" }),
  ): Promise<readonly string[]> => {
    const seen: string[] = [];
    const fetch = watch(small, answer, {
      sender: "other",
      violated: (violations) => seen.push(...violations.map(formatViolation)),
      saw: () => undefined,
    });
    await fetch(`https://api.example.com${path}`, init).catch((error: unknown) => {
      expect(String(error)).toContain(seen.join("\n"));
    });
    return seen;
  };

  test("what fits passes, null where it is allowed", async () => {
    expect(await send("/v1/things/x?page=2&loud=true", json("PUT", { id: "a", note: null, state: "open" }))).toEqual(
      [],
    );
    expect(await send("/v1/things/all", { method: "DELETE" }, answering(204))).toEqual([]);
  });

  test.each([
    ["unknown field", json("PUT", { id: "a", colour: 1 }), "small PUT /v1/things/{id} request /colour: unknown field"],
    ["wrong type", json("PUT", { id: 7 }), "small PUT /v1/things/{id} request /id: must be string"],
    ["missing field", json("PUT", {}), "small PUT /v1/things/{id} request /id: missing"],
    [
      "wrong enum",
      json("PUT", { id: "a", state: "ajar" }),
      'small PUT /v1/things/{id} request /state: must be one of ["open","shut"]',
    ],
    ["no body", { method: "PUT" }, "small PUT /v1/things/{id} request (whole): body missing"],
    ["no JSON", { ...json("PUT", {}), body: "{" }, "small PUT /v1/things/{id} request (whole): body is not JSON"],
    [
      "wrong media type",
      { method: "PUT", body: '{"id":"a"}' },
      "small PUT /v1/things/{id} request (whole): content type must be application/json",
    ],
    [
      "wrong method",
      { method: "POST" },
      "small POST /v1/things/x request (whole): method not described here, only PUT",
    ],
  ])("a request with %s is refused", async (_name, init, message) => {
    expect(await send("/v1/things/x", init)).toEqual([message]);
  });

  test.each([
    ["/v1/thing", "small PUT /v1/thing request (whole): no such path"],
    ["/things/x", "small PUT /things/x request (whole): no such path"],
    ["/v1/things/", "small PUT /v1/things/ request (whole): no such path"],
    ["/v1/things/x?size=2", "small PUT /v1/things/{id} request ?size: unknown query parameter"],
    ["/v1/things/x?page=two", "small PUT /v1/things/{id} request ?page: must be integer"],
    ["/v1/things/x?page=0", "small PUT /v1/things/{id} request ?page: must be >= 1"],
    ["/v1/things/x?loud=1", "small PUT /v1/things/{id} request ?loud: must be boolean"],
    ["/v1/things/x?page=1&page=2", "small PUT /v1/things/{id} request ?page: given more than once"],
  ])("%s is refused", async (path, message) => {
    expect(await send(path)).toEqual([message]);
  });

  test.each([
    [answering(200, { id: "a", colour: 1 }), "small PUT /v1/things/{id} response /colour: unknown field"],
    [answering(200, { id: null }), "small PUT /v1/things/{id} response /id: must be string"],
    [answering(200), "small PUT /v1/things/{id} response (whole): body is not JSON"],
    [answering(202, {}), "small PUT /v1/things/{id} response (whole): status 202 is not described"],
  ])("a wrong answer is refused (%#)", async (answer, message) => {
    expect(await send("/v1/things/x", undefined, answer)).toEqual([message]);
  });

  test("body and answer are still there for those behind and before the check", async () => {
    const echo = async (input: Request | string | URL): Promise<Response> =>
      new Response(await new Request(input).text(), { status: 200 });
    const fetch = watch(small, echo, { sender: "other", violated: () => undefined, saw: () => undefined });
    const response = await fetch(new Request("https://api.example.com/v1/things/x", json("PUT", { id: "here" })));
    expect(await response.json()).toEqual({ id: "here" });
  });
});

describe.skipIf(!process.env["FOOTPLATE_SPECS"])("the services' descriptions (needs FOOTPLATE_SPECS)", () => {
  afterEach(() => void takeViolations());

  const statuspage = (answer: () => Promise<Response>) => validated("statuspage", answer);
  const gcal = (answer: () => Promise<Response>) => validated("gcal", answer);
  const incidents = "https://api.statuspage.io/v1/pages/p/incidents";
  const events = "https://www.googleapis.com/calendar/v3/calendars/primary/events";
  const at = { dateTime: "2026-03-02T09:00:00Z", timeZone: "Europe/Berlin" };

  test("statuspage: right exchanges pass", async () => {
    await statuspage(
      answering(201, { id: "i", scheduled_for: "2026-03-02T09:00:00.000Z", metadata: { footplate: { key: "k" } } }),
    )(
      incidents,
      json("POST", {
        incident: { name: "n", components: { abc: "under_maintenance" }, metadata: { footplate: { key: "k" } } },
      }),
    );
    await statuspage(answering(200, [{ id: "i" }]))(`${incidents}?page=1&limit=100`);
    await statuspage(answering(200, [{ id: "i" }]))(`${incidents}/active_maintenance?per_page=100`);
    await statuspage(answering(200, { id: "c", status: "operational" }))(
      "https://api.statuspage.io/v1/pages/p/components/c",
      json("PATCH", { component: { status: "operational" } }),
    );
  });

  test("statuspage: the known faults of the description are tolerated, and nothing else", async () => {
    await statuspage(answering(404, { message: "not found" }))(`${incidents}/i`);
    await statuspage(answering(420, { message: "slow down" }))(incidents);
    await statuspage(answering(200, [{ id: "i", resolved_at: null }]))(incidents);
    await expect(statuspage(answering(503))(incidents)).rejects.toThrow("status 503 is not described");
    await expect(statuspage(answering(409, { message: "no" }))(`${incidents}/i`)).rejects.toThrow(
      "status 409 is not described",
    );
    await expect(
      statuspage(answering(404, { message: "no" }))("https://api.statuspage.io/v1/pages/p/components"),
    ).rejects.toThrow("status 404");
    await expect(statuspage(answering(420, { error: "no" }))(incidents)).rejects.toThrow(
      "response /error: unknown field",
    );
  });

  test.each([
    [incidents, json("POST", { incident: {} }), "/incident/name: missing"],
    [
      incidents,
      json("POST", { incident: { name: "n", scheduled_from: "x" } }),
      "/incident/scheduled_from: unknown field",
    ],
    [incidents, json("POST", { incident: { name: "n", status: "done" } }), "/incident/status: must be one of"],
    [
      incidents,
      json("POST", { incident: { name: "n", scheduled_for: "tomorrow" } }),
      "/incident/scheduled_for: must match format",
    ],
    [
      incidents,
      json("POST", { incident: { name: "n", scheduled_auto_completed: "no" } }),
      "/incident/scheduled_auto_completed: must be boolean",
    ],
    [
      incidents,
      json("POST", { incident: { name: "n", components: { c: "down" } } }),
      "/incident/components/c: must be one of",
    ],
    [`${incidents}?per_page=5`, { method: "GET" }, "?per_page: unknown query parameter"],
    ["https://api.statuspage.io/v1/pages/p/maintenances", { method: "GET" }, "no such path"],
    ["https://api.statuspage.io/pages/p/incidents", { method: "GET" }, "no such path"],
  ])("statuspage: %s %j is refused", async (url, init, message) => {
    await expect(statuspage(answering(200, []))(url, init)).rejects.toThrow(message);
    expect(violations()).toHaveLength(1);
  });

  test("gcal: right exchanges pass", async () => {
    const event = {
      id: "abcde",
      status: "confirmed",
      start: at,
      end: at,
      extendedProperties: { private: { key: "k" } },
    };
    await gcal(answering(200, { ...event, etag: '"1"', kind: "calendar#event" }))(events, json("POST", event));
    await gcal(answering(200, { ...event, sequence: 1 }))(
      `${events}/abcde?sendUpdates=none&alt=json&prettyPrint=false`,
      json("PUT", event),
    );
    await gcal(answering(200, { summary: "x" }))(`${events}/abcde`, json("PATCH", { summary: "x" }));
    await gcal(answering(200, { items: [{ id: "abcde", status: "cancelled" }], nextPageToken: "t" }))(
      `${events}?timeMin=2026-03-01T00:00:00Z&timeMax=2026-04-01T00:00:00Z&showDeleted=true&singleEvents=true&privateExtendedProperty=a%3Db&privateExtendedProperty=c%3Dd`,
    );
    await gcal(answering(204))(`${events}/abcde`, { method: "DELETE" });
    await gcal(
      answering(409, { error: { code: 409, message: "exists", errors: [{ domain: "global", reason: "duplicate" }] } }),
    )(events, json("POST", event));
    await gcal(answering(200, { calendars: { primary: { busy: [{ start: at.dateTime, end: at.dateTime }] } } }))(
      "https://www.googleapis.com/calendar/v3/freeBusy",
      json("POST", { timeMin: at.dateTime, timeMax: at.dateTime, items: [{ id: "primary" }] }),
    );
    await gcal(answering(200, { access_token: "t" }))("https://oauth2.googleapis.com/token", {
      method: "POST",
      body: "a=b",
    });
  });

  test.each([
    [events, json("POST", { start: at }), "request /end: missing"],
    [events, json("POST", { start: at, end: at, title: "x" }), "request /title: unknown field"],
    [events, json("POST", { start: { when: 1 }, end: at }), "request /start/when: unknown field"],
    [
      events,
      json("POST", { start: { dateTime: "2026-03-02 09:00" }, end: at }),
      "request /start/dateTime: must match format",
    ],
    [events, json("POST", { start: at, end: at, status: "gone" }), "request /status: must be one of"],
    [events, json("POST", { start: at, end: at, sequence: "1" }), "request /sequence: must be integer"],
    [
      events,
      json("POST", { start: at, end: at, extendedProperties: { private: { key: 1 } } }),
      "request /extendedProperties/private/key: must be string",
    ],
    [`${events}?sendUpdates=some`, json("POST", { start: at, end: at }), "?sendUpdates: must be one of"],
    [`${events}?pageSize=3`, { method: "GET" }, "?pageSize: unknown query parameter"],
    [`${events}?timeMin=2026-03-01`, { method: "GET" }, "?timeMin: must match format"],
    [`${events}/abcde/move`, { method: "POST" }, "?destination: missing"],
    ["https://www.googleapis.com/calendar/v2/calendars/primary/events", { method: "GET" }, "no such path"],
  ])("gcal: %s %j is refused", async (url, init, message) => {
    await expect(gcal(answering(200, {}))(url, init)).rejects.toThrow(message);
  });

  test("gcal: a wrong answer is refused", async () => {
    await expect(gcal(answering(200, { items: [{ id: 1 }] }))(events)).rejects.toThrow(
      "response /items/0/id: must be string",
    );
    await expect(gcal(answering(201, {}))(events)).rejects.toThrow("status 201 is not described");
    await expect(gcal(answering(404, { message: "no" }))(events)).rejects.toThrow("response /error: missing");
  });
});

describe.skipIf(!process.env["FOOTPLATE_SPECS"])("the on-call services' descriptions (needs FOOTPLATE_SPECS)", () => {
  afterEach(() => void takeViolations());

  const opsgenie = (answer: () => Promise<Response>) => validated("opsgenie", answer);
  const jsm = (answer: () => Promise<Response>) => validated("jsm-ops", answer);
  const base = "https://api.opsgenie.com/v2";
  const overrides = `${base}/schedules/s/overrides`;
  const said = { requestId: "r", took: 0.1 };
  const span = { startDate: "2026-03-02T09:07:00Z", endDate: "2026-03-03T09:00:00Z" };
  const cloud = "https://api.atlassian.com/jsm/ops/api/c/v1";

  test("opsgenie: right exchanges pass, errors of every kind included", async () => {
    const user = { type: "user", id: "u" };
    await opsgenie(answering(201, { ...said, data: { alias: "a" } }))(
      overrides,
      json("POST", { alias: "a", user, ...span, rotations: [{ id: "r" }] }),
    );
    await opsgenie(answering(202, { ...said, result: "Request will be processed" }))(
      `${base}/alerts`,
      json("POST", {
        message: "m",
        alias: "a",
        priority: "P1",
        details: { a: "b" },
        responders: [{ type: "team", name: "t" }],
      }),
    );
    await opsgenie(answering(202, { ...said, result: "ok" }))(
      `${base}/alerts/a/notes?identifierType=alias`,
      json("POST", { note: "n" }),
    );
    await opsgenie(answering(404, { ...said, message: "none", code: 40_401 }))(`${overrides}/a`);
    await opsgenie(answering(409, { ...said, message: "taken" }))(overrides, json("POST", { user, ...span }));
    await opsgenie(answering(200, { ...said, data: { _parent: {}, onCallParticipants: [{ ...user, name: "n" }] } }))(
      `${base}/schedules/s/on-calls?flat=false&date=2026-03-02T09:00:00Z`,
    );
  });

  test.each([
    [`${base}/alerts`, json("POST", { alias: "a" }), "/message: missing"],
    [`${base}/alerts`, json("POST", { message: "m", colour: 1 }), "/colour: unknown field"],
    [`${base}/alerts/a/notes`, json("POST", { user: "u" }), "/note: missing"],
    [`${base}/alerts/a?identifierType=name`, { method: "GET" }, "?identifierType: must be one of"],
    [`${base}/schedules?limit=10`, { method: "GET" }, "?limit: unknown query parameter"],
    [overrides, json("POST", { user: { type: "user", id: "u", name: "n" }, ...span }), "/user/name: unknown field"],
    [overrides, json("POST", { user: { type: "robot" }, ...span }), "/user/type: must be one of"],
    [`${overrides}/a`, json("PUT", { alias: "a", user: { type: "none" }, ...span }), "/alias: unknown field"],
    [`${base}/heartbeats/h/ping`, { method: "POST" }, "only GET"],
  ])("opsgenie: %s %j is refused", async (url, init, message) => {
    await expect(opsgenie(answering(202, { ...said, result: "ok" }))(url, init)).rejects.toThrow(message);
  });

  test.each([
    [200, { ...said, result: "ok" }, "status 200 is not described"],
    [202, { result: "ok" }, "/requestId: missing"],
    [422, { message: "no" }, "/took: missing"],
  ])("opsgenie: the answer %i %j is refused", async (status, body, message) => {
    const sent = opsgenie(answering(status, body))(`${base}/alerts`, json("POST", { message: "m" }));
    await expect(sent).rejects.toThrow(message);
  });

  test("jsm-ops: right exchanges pass, known faults and the undescribed surface included", async () => {
    await jsm(answering(200, { requestId: "r", result: "ok", took: 0.195 }))(
      `${cloud}/alerts`,
      json("POST", { message: "m" }),
    );
    await jsm(answering(200, { onCallUsers: ["u"] }))(`${cloud}/schedules/s/on-calls?flat=true`);
    await jsm(answering(429, { anything: 1 }))(`${cloud}/schedules`);
    await jsm(answering(202, {}))("https://api.atlassian.com/jsm/ops/integration/v2/alerts", json("POST", { what: 1 }));
  });

  test.each([
    [`${cloud}/alerts`, json("POST", { message: "m".repeat(131) }), "/message: must NOT have more than 130"],
    [`${cloud}/alerts`, json("POST", { message: "m", details: {} }), "/details: unknown field"],
    [`${cloud}/alerts/a/acknowledge`, json("POST", { note: "n" }), "takes no body"],
    [`${cloud}/schedules?limit=10`, { method: "GET" }, "?limit: unknown query parameter"],
  ])("jsm-ops: %s %j is refused", async (url, init, message) => {
    await expect(jsm(answering(202, {}))(url, init)).rejects.toThrow(message);
  });
});

describe.skipIf(!process.env["FOOTPLATE_SPECS"])("GitHub's description (needs FOOTPLATE_SPECS)", () => {
  afterEach(() => void takeViolations());

  const github = (answer: () => Promise<Response>) => validated("github", answer);
  const base = "https://api.github.com/repos/octo/trains";
  const dispatches = `${base}/actions/workflows/deploy.yml/dispatches`;

  test("right exchanges pass, known faults and paths of any depth included", async () => {
    const urls = { run_url: `${base}/actions/runs/1`, html_url: `${base}/actions/runs/1` };
    await github(answering(200, { workflow_run_id: 1, ...urls }))(dispatches, json("POST", { ref: "main" }));
    await github(answering(204))(dispatches, json("POST", { ref: "main", return_run_details: false }));
    await github(answering(304))(`${base}/actions/runs/1`);
    await github(answering(404, { message: "no" }))(`${base}/contents/lines/eu/retail.json?ref=main`);
    await github(answering(404, { message: "no" }))(`${base}/git/ref/heads/footplate/a`);
    const list = { total_count: 0, workflow_runs: [] };
    await github(answering(200, list))(`${base}/actions/workflows/1/runs?created=%3E%3D2026-11-23T12:00:00Z`);
    await github(answering(503))(`${base}/issues`);
  });

  test.each([
    [dispatches, json("POST", { inputs: {} }), "/ref: missing"],
    [dispatches, json("POST", { ref: "main", order: "1" }), "/order: unknown field"],
    [`${base}/actions/workflows/1/runs?created=yesterday`, { method: "GET" }, "?created: must match pattern"],
    [`${base}/issues?labels=a&colour=red`, { method: "GET" }, "?colour: unknown query parameter"],
    [`${base}/actions/runs/1/cancel`, json("POST", {}), "takes no body"],
    [`${base}/actions/runs/1/stop`, { method: "POST" }, "no such path"],
  ])("github: %s %j is refused", async (url, init, message) => {
    await expect(github(answering(204))(url, init)).rejects.toThrow(message);
  });

  test.each([
    [200, { workflow_run_id: "1" }, "/workflow_run_id: must be integer"],
    [200, {}, "/html_url: missing"],
    [202, {}, "status 202 is not described"],
  ])("github: the answer %i %j is refused", async (status, body, message) => {
    const sent = github(answering(status, body))(dispatches, json("POST", { ref: "main" }));
    await expect(sent).rejects.toThrow(message);
  });
});

test("without FOOTPLATE_SPECS the fetch function comes back as it is", () => {
  const before = process.env["FOOTPLATE_SPECS"];
  delete process.env["FOOTPLATE_SPECS"];
  const fetch = answering(200);
  expect(validated("gcal", fetch)).toBe(fetch);
  if (before !== undefined) process.env["FOOTPLATE_SPECS"] = before;
});
