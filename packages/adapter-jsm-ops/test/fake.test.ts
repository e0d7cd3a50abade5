import { fakeJsmOps } from "@footplate/adapter-jsm-ops/testing";
import { describe, expect, test } from "vitest";
import { page, world } from "./support/world.ts";

const BASE = "https://api.atlassian.com/jsm/ops/api/fake-cloud/v1";

async function ask(
  path: string,
  init: RequestInit & { authorization?: string } = {},
  fake = fakeJsmOps(),
): Promise<{ status: number; body: unknown }> {
  const basic = `Basic ${btoa(`${fake.email}:${fake.apiToken}`)}`;
  const headers = { authorization: init.authorization ?? basic };
  const answer = await fake.fetch(path.startsWith("https:") ? path : `${BASE}/${path}`, { ...init, headers });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
}

const json = (body: unknown): RequestInit => ({ method: "POST", body: JSON.stringify(body) });

describe("the fake is as strict as the service", () => {
  const times = { startDate: "2026-11-22T12:00:00Z", endDate: "2026-11-22T13:00:00Z" };
  const user = { type: "user", id: "person-1" };

  test.each([
    ["schedules/schedule-1/overrides", { responder: user, ...times, alias: "mine" }, "alias is not a known field"],
    [
      "schedules/schedule-1/overrides",
      { responder: { ...user, name: "A" }, ...times },
      "responder.name is not a known",
    ],
    ["schedules/schedule-1/overrides", { responder: user, startDate: "today" }, "startDate must be"],
    ["schedules/schedule-1/overrides", { responder: { type: "team", id: "t" }, ...times }, "responder.type"],
    ["alerts", { message: "m", details: { a: "b" } }, "details is not a known field"],
    ["alerts", { message: "m".repeat(131) }, "message must be"],
    ["alerts", { alias: "a" }, "message is missing"],
    ["alerts", { message: "m", responders: [{ type: "user", username: "a" }] }, "responders must be"],
  ])("POST %s %j: %s", async (path, body, title) => {
    const { status, body: said } = await ask(path, json(body));
    expect(status).toBe(422);
    expect(said).toMatchObject({ errors: [{ title: expect.stringContaining(title), code: "422" }] });
  });

  test("an act takes no body, an integration no extraProperties, a page no more than 50 rows", async () => {
    expect((await ask("alerts/x/close", json({ note: "n" }))).status).toBe(422);
    expect((await ask("schedules?size=51")).status).toBe(422);
    const url = "https://api.atlassian.com/jsm/ops/integration/v2/alerts";
    const authorization = "GenieKey fake-integration-key";
    const body = { message: "m", extraProperties: { a: "b" } };
    expect((await ask(url, { ...json(body), authorization })).status).toBe(422);
  });

  test.each([
    [`${BASE}/schedules`, "Bearer fake-access-token"],
    [`${BASE}/schedules`, "GenieKey fake-integration-key"],
    [`https://api.atlassian.com/ex/jira/fake-cloud/jsm/ops/api/fake-cloud/v1/schedules`, "Basic eDp5"],
    ["https://api.atlassian.com/jsm/ops/integration/v2/alerts", "Bearer fake-access-token"],
  ])("%s does not take %s", async (url, authorization) => {
    const { status, body } = await ask(url, { authorization });
    expect([status, body]).toEqual([401, { code: 401, message: "Unauthorized" }]);
  });

  test("another site, version or place is not there", async () => {
    expect((await ask("https://api.atlassian.com/jsm/ops/api/other/v1/schedules")).status).toBe(404);
    expect((await ask("heartbeats")).status).toBe(404);
  });

  test("an act on an unknown alert is taken in, and fails later", async () => {
    const fake = fakeJsmOps();
    const { status, body } = await ask("alerts/x/close", { method: "POST" }, fake);
    expect(status).toBe(202);
    const { body: outcome } = await ask(`alerts/requests/${Object(body).requestId}`, {}, fake);
    expect(outcome).toMatchObject({ isSuccess: false, status: "Alert does not exist" });
  });

  test("a request that is under way is not found, and its alert not there", async () => {
    const { fake, clock } = world({ processMs: 1000 });
    const call = await ask("alerts", json({ message: "m", alias: page().key }), fake);
    expect(call.status).toBe(200);
    const path = `alerts/requests/${Object(call.body).requestId}`;
    expect((await ask(path, {}, fake)).status).toBe(404);
    clock.advance(1000);
    expect((await ask(path, {}, fake)).body).toMatchObject({ isSuccess: true, alias: page().key });
    expect((await ask(`alerts/alias?alias=${encodeURIComponent(page().key)}`, {}, fake)).status).toBe(200);
  });

  test("people are refused what the service refuses", () => {
    const { person } = fakeJsmOps();
    expect(() => person.addOverride("nope", {})).toThrow("no schedule nope");
    expect(() => person.addOverride("schedule-1", { responder: user })).toThrow("startDate");
    expect(() => person.editAlert("nope", {})).toThrow("no alert nope");
  });
});
