import { readFileSync } from "node:fs";
import { join } from "node:path";
import { alertWebhook, fakeOpsgenie } from "@footplate/adapter-opsgenie/testing";
import { describe, expect, test } from "vitest";
import { world } from "./support/world.ts";

const json = (method: string, body: unknown, key = "fake-integration-key"): RequestInit => ({
  method,
  headers: { authorization: `GenieKey ${key}`, "content-type": "application/json" },
  body: JSON.stringify(body),
});
const base = "https://api.opsgenie.com/v2";

describe("the fake", () => {
  test.each([
    ["alerts", { message: "m", colour: 1 }, "fake-integration-key", 422],
    ["alerts", { alias: "a" }, "fake-integration-key", 422],
    ["alerts", { message: "m".repeat(131) }, "fake-integration-key", 422],
    ["alerts", { message: "m" }, "fake-api-key", 403],
    ["alerts", { message: "m" }, "other", 401],
    ["alerts/none/notes", {}, "fake-integration-key", 422],
    ["schedules/conductors/overrides", { alias: "a" }, "fake-api-key", 422],
    ["schedules/none/overrides", {}, "fake-api-key", 404],
  ])("refuses POST %s %j under %s with %i", async (path, body, key, status) => {
    const answer = await fakeOpsgenie().fetch(`${base}/${path}`, json("POST", body, key));
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ message: expect.any(String), requestId: "fake-1" });
  });

  test("says so while a request is not done, and knows no other request", async () => {
    const fake = fakeOpsgenie({ processMs: 60_000 });
    const { requestId } = await (await fake.fetch(`${base}/alerts`, json("POST", { message: "m" }))).json();
    const get = { headers: { authorization: "GenieKey fake-integration-key" } };
    const pending = await fake.fetch(`${base}/alerts/requests/${requestId}`, get);
    expect([pending.status, pending.headers.get("x-opsgenie-errortype")]).toEqual([404, "RequestNotProcessed"]);
    const unknown = await fake.fetch(`${base}/alerts/requests/other`, get);
    expect([unknown.status, unknown.headers.get("x-opsgenie-errortype")]).toEqual([404, null]);
    expect(fake.state().alerts).toEqual([]);
  });
});

describe("webhooks", () => {
  const page = { key: "k", message: "m", description: "d".repeat(1500), to: [], details: { a: "b".repeat(1500) } };
  const raised = async () => {
    const { pager, fake } = world();
    await pager.page(page);
    const [alert] = fake.state().alerts;
    if (alert === undefined) throw new Error("no alert");
    return alert;
  };

  test("carry times in two units, and long texts cut, only when an alert is made or by own actions", async () => {
    const alert = await raised();
    const made = JSON.parse(JSON.stringify(alertWebhook(alert, "Create")));
    expect(made).toMatchObject({ action: "Create", alert: { alias: "k", alertId: alert.id } });
    expect(made.alert.updatedAt / made.alert.createdAt).toBe(1_000_000);
    expect(made.alert.description).toHaveLength(1000);
    expect(made.alert.details.a).toHaveLength(1000);
    expect(JSON.parse(JSON.stringify(alertWebhook(alert, "Restart"))).alert.description).toHaveLength(1000);
    const closed = JSON.parse(JSON.stringify(alertWebhook(alert, "Close")));
    expect(closed.alert).not.toHaveProperty("description");
    expect(closed.alert).not.toHaveProperty("details");
  });

  test.skipIf(!process.env["FOOTPLATE_SPECS"])(
    "have what the service's own example has (needs FOOTPLATE_SPECS)",
    async () => {
      const file = join(process.env["FOOTPLATE_SPECS"] ?? "", "opsgenie-webhooks.examples.json");
      const { create } = JSON.parse(readFileSync(file, "utf8"));
      const ours = JSON.parse(JSON.stringify(alertWebhook(await raised(), "Create")));
      expect(Object.keys(ours).toSorted()).toEqual(Object.keys(create).toSorted());
      for (const [name, value] of Object.entries(create.alert)) expect(typeof ours.alert[name]).toBe(typeof value);
    },
  );
});
