import { describe, expect, test } from "vitest";
import { fakeStatuspage, type FakeStatuspage, type FakeStatuspageOptions } from "@footplate/adapter-statuspage/testing";
import { validated } from "../../../test/support/spec-validator.ts";

const BEGIN = Date.parse("2026-11-22T12:00:00Z");

interface Client {
  readonly fake: FakeStatuspage;
  wait(ms: number): void;
  send(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown; headers: Headers }>;
}

/** Speaks to the fake as `curl` would, without the adapter. */
function client(options: FakeStatuspageOptions = {}): Client {
  let now = BEGIN;
  const fake = fakeStatuspage({ now: () => now, limit: false, ...options });
  const fetch = validated("statuspage", fake.fetch, "other");
  return {
    fake,
    wait: (ms) => {
      now += ms;
    },
    send: async (method, path, body) => {
      const answer = await fetch(`https://api.statuspage.io/v1/pages/${fake.pageId}/${path}`, {
        method,
        headers: { authorization: `OAuth ${fake.apiKey}`, "content-type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, json: text === "" ? undefined : JSON.parse(text), headers: answer.headers };
    },
  };
}

const at = (minutes: number): string => new Date(BEGIN + minutes * 60_000).toISOString();
const maintenance = {
  name: "M",
  scheduled_for: at(60),
  scheduled_until: at(120),
  component_ids: ["api"],
  deliver_notifications: false,
};

/** The members of a JSON object. */
function members(value: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(Object(value)));
}

describe("the fake Statuspage", () => {
  test("lets in only the right key, and knows only its own page", async () => {
    const { fake, send } = client();
    const url = `https://api.statuspage.io/v1/pages/${fake.pageId}/incidents`;
    expect((await fake.fetch(url, { headers: { authorization: "OAuth wrong" } })).status).toBe(401);
    expect((await fake.fetch(url)).status).toBe(401);
    expect((await send("GET", "../other/incidents")).status).toBe(404);
    expect((await send("GET", "incidents/none")).status).toBe(404);
    expect((await send("GET", "components/none")).status).toBe(404);
  });

  test.each([
    ["a name that is too long", { name: "n".repeat(256) }],
    ["a body that is too long", { body: "b".repeat(25_001) }],
    ["an end before the start", { scheduled_until: at(30) }],
    ["no end", { scheduled_until: undefined }],
    ["an unknown component", { component_ids: ["nope"] }],
  ])("refuses %s with 422", async (_, change) => {
    const { fake, send } = client();
    const { status, json } = await send("POST", "incidents", { incident: { ...maintenance, ...change } });
    expect([status, typeof members(json)["message"]]).toEqual([422, "string"]);
    expect(fake.state().incidents).toEqual([]);
  });

  // Sent past the check against the description, which these bodies do not keep either.
  test.each([
    ["no name", { name: undefined }],
    ["metadata whose values are no objects", { metadata: { footplate: "text" } }],
    ["a field that the description does not know", { colour: "red" }],
    ["a status of another kind of incident", { status: "resolved" }],
    ["a moment without a zone", { scheduled_for: "2026-11-22T13:00:00" }],
  ])("refuses %s with 422 as well", async (_, change) => {
    const { fake } = client();
    const answer = await fake.fetch(`https://api.statuspage.io/v1/pages/${fake.pageId}/incidents`, {
      method: "POST",
      headers: { authorization: `OAuth ${fake.apiKey}` },
      body: JSON.stringify({ incident: { ...maintenance, ...change } }),
    });
    expect(answer.status).toBe(422);
  });

  test.each(["{", "[]", '{"name":"bare"}'])("refuses the body %s with 400", async (body) => {
    const { fake } = client();
    const answer = await fake.fetch(`https://api.statuspage.io/v1/pages/${fake.pageId}/incidents`, {
      method: "POST",
      headers: { authorization: `OAuth ${fake.apiKey}` },
      body,
    });
    expect(answer.status).toBe(400);
  });

  test("F14 counts 60 requests in a rolling minute, then says 420 and how long to wait", async () => {
    const { send, wait } = client({ limit: { requests: 60, perMs: 60_000 } });
    for (let index = 0; index < 60; index += 1) {
      expect((await send("GET", "components/api")).status).toBe(200);
      wait(100);
    }
    const refused = await send("GET", "components/api");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([420, "54"]);
    wait(54_000);
    expect((await send("GET", "components/api")).status).toBe(200);
    expect((await send("GET", "components/api")).status).toBe(420);
  });

  test("cuts every list to 100 rows, whatever is asked for, newest first", async () => {
    const { fake, send, wait } = client();
    for (let index = 0; index < 130; index += 1) {
      fake.person.create({ ...maintenance, name: `M${index}` });
      wait(1);
    }
    const names = async (path: string): Promise<readonly unknown[]> => {
      const { json } = await send("GET", path);
      return Array.isArray(json) ? json.map((row) => members(row)["name"]) : [];
    };
    expect(await names("incidents?limit=1000")).toHaveLength(100);
    expect((await names("incidents"))[0]).toBe("M129");
    expect(await names("incidents?page=2")).toHaveLength(30);
    expect(await names("incidents?page=3")).toEqual([]);
    expect(await names("incidents?page=2&limit=10")).toEqual(
      Array.from({ length: 10 }, (_, index) => `M${119 - index}`),
    );
    expect(await names("incidents/upcoming?per_page=1000")).toHaveLength(100);
  });

  test("moves what is armed by itself, at its own time, with mails as asked for", async () => {
    const { fake, wait, send } = client();
    const id = fake.person.create({
      ...maintenance,
      scheduled_auto_in_progress: true,
      scheduled_auto_completed: true,
      auto_transition_to_maintenance_state: true,
      auto_transition_to_operational_state: true,
      auto_transition_deliver_notifications_at_start: true,
      auto_transition_deliver_notifications_at_end: true,
      scheduled_remind_prior: true,
    });
    wait(70 * 60_000);
    expect(members((await send("GET", `incidents/${id}`)).json)["status"]).toBe("in_progress");
    expect(members((await send("GET", "components/api")).json)["status"]).toBe("under_maintenance");
    expect((await send("GET", "incidents/active_maintenance")).json).toHaveLength(1);
    wait(10 * 3_600_000);
    expect(members((await send("GET", `incidents/${id}`)).json)).toMatchObject({
      status: "completed",
      resolved_at: at(120),
    });
    expect(members((await send("GET", "components/api")).json)["status"]).toBe("operational");
    expect(fake.state().notifications).toEqual([
      { incident: id, kind: "reminder", at: at(0) },
      { incident: id, kind: "started", at: at(60) },
      { incident: id, kind: "completed", at: at(120) },
    ]);
  });

  test("moves nothing that is not armed", async () => {
    const { fake, wait } = client();
    fake.person.create(maintenance);
    wait(10 * 3_600_000);
    expect(fake.state()).toMatchObject({ incidents: [{ status: "scheduled" }], notifications: [] });
  });

  test("mails by default: only deliver_notifications false is silent", async () => {
    const { fake, send } = client();
    const { json } = await send("POST", "incidents", {
      incident: { ...maintenance, deliver_notifications: undefined },
    });
    const id = String(members(json)["id"]);
    await send("PATCH", `incidents/${id}`, { incident: { name: "N" } });
    await send("PATCH", `incidents/${id}`, { incident: { name: "O", deliver_notifications: false } });
    expect(fake.state().notifications.map(({ kind }) => kind)).toEqual(["created", "updated"]);
  });

  test("F23 shows changes and deletions in lists only after the lag, and at once by id", async () => {
    const { fake, send, wait } = client({ lagMs: 10_000 });
    const id = fake.person.create(maintenance);
    wait(10_000);
    await send("PATCH", `incidents/${id}`, { incident: { name: "New", deliver_notifications: false } });
    expect((await send("GET", `incidents/${id}`)).json).toMatchObject({ name: "New" });
    expect((await send("GET", "incidents")).json).toMatchObject([{ name: "M" }]);
    wait(10_000);
    expect((await send("GET", "incidents")).json).toMatchObject([{ name: "New" }]);
    expect((await send("DELETE", `incidents/${id}`)).status).toBe(200);
    expect((await send("GET", `incidents/${id}`)).status).toBe(404);
    expect((await send("GET", "incidents")).json).toHaveLength(1);
    wait(10_000);
    expect((await send("GET", "incidents")).json).toEqual([]);
  });

  test("says who it is, makes components and deletes them", async () => {
    const { fake, send } = client();
    expect((await send("GET", `../${fake.pageId}`)).json).toMatchObject({ id: fake.pageId, name: "Fake page" });
    const fields = { name: "Trial", description: "Of ours", showcase: false };
    const { status, json } = await send("POST", "components", { component: fields });
    expect([status, json]).toMatchObject([201, { ...fields, page_id: fake.pageId, group: false, position: 2 }]);
    const id = String(members(json)["id"]);
    expect((await send("GET", "components")).json).toMatchObject([{ id: "api" }, { id }]);
    const incident = { ...maintenance, component_ids: [id] };
    expect((await send("POST", "incidents", { incident })).json).toMatchObject({ components: [{ id }] });
    expect(await send("DELETE", `components/${id}`)).toMatchObject({ status: 204, json: undefined });
    expect((await send("GET", `components/${id}`)).status).toBe(404);
    expect((await send("DELETE", `components/${id}`)).status).toBe(404);
    expect((await send("POST", "incidents", { incident })).status).toBe(422);
    expect((await send("POST", "components", { component: { description: "nameless" } })).status).toBe(422);
  });

  test("its state is JSON, and changing it changes nothing", () => {
    const { fake } = client();
    fake.person.create(maintenance);
    const state = fake.state();
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(fake.state()).toEqual(state);
    expect(fake.state().incidents).not.toBe(state.incidents);
  });

  test("tells a person what the service would refuse", () => {
    const { fake } = client();
    expect(() => fake.person.create({ name: "" })).toThrow("422");
    expect(() => fake.person.edit("none", {})).toThrow("none");
  });
});
