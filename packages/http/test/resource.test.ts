import { type DeployRun, instant } from "@footplate/core";
import { virtualClock } from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import { changedFields, createHttp, createResource, idRef, requireText, type Schema, watchRun } from "../src/index.ts";
import { fakeRows, fakeService, lagging } from "../src/testing.ts";

interface Thing {
  readonly id: string;
  readonly version: string;
  readonly name: string;
}
const schema: Schema<Thing> = {
  "~standard": {
    validate: (value) =>
      typeof Object(value).name === "string" ? { value: value as Thing } : { issues: [{ message: "no name" }] },
  },
};
const page: Schema<{ readonly items: readonly unknown[]; readonly next?: string }> = {
  "~standard": { validate: (value) => ({ value: Object(value) }) },
};

function world({ lagMs = 0, requests = 1000, token = "right" } = {}) {
  const clock = virtualClock("2026-11-22T12:00:00Z");
  const rows = fakeRows({ now: clock.epochMs, lagMs, pageSize: 2 });
  const fake = fakeService({
    now: clock.epochMs,
    authorization: "right",
    limit: { requests, perMs: 60_000 },
    routes: {
      ...rows.routes("things", { refuses: ({ name }) => (name === "bad" ? [422, { message: "bad" }] : undefined) }),
      "GET mixed/{id}": () => [200, { id: "another", name: "a" }],
    },
  });
  const authorize = (headers: Headers): void => headers.set("authorization", token);
  const http = createHttp({ adapter: "here", baseUrl: fake.baseUrl, fetch: fake.fetch, clock, authorize });
  const things = (path = "things") => createResource(http, { adapter: "here", path, schema, page });
  return { clock, rows, fake, things };
}

describe("a resource over a fake", () => {
  test("is made, read, changed and dropped", async () => {
    const { things } = world();
    const made = await things().create({ name: "a" }, {});
    expect(await things().find(made.id, {})).toEqual(made);
    const changed = await things().change(made.id, { name: "b" }, {}, made.version);
    expect(changed).toMatchObject({ id: made.id, name: "b" });
    await things().drop(made.id, {}, changed.version);
    expect(await things().find(made.id, {})).toBeUndefined();
    await things().drop(made.id, {}, changed.version);
  });

  test("F26 another version than the one that was seen is a conflict, and nothing is written", async () => {
    const { things } = world();
    const { id, version } = await things().create({ name: "a" }, {});
    await things().change(id, { name: "b" }, {}, version);
    const refused = { code: "conflict", written: "no" };
    await expect(things().change(id, { name: "c" }, {}, version)).rejects.toMatchObject(refused);
    await expect(things().drop(id, {}, version)).rejects.toMatchObject(refused);
    expect(await things().find(id, {})).toMatchObject({ name: "b" });
  });

  test("F31 pages are read to the end; F10 a row that does not fit hides no other", async () => {
    const { rows, things } = world();
    for (const name of ["a", "b", undefined, "d", "e"]) rows.make({ name });
    const found = await things().rows({}, () => ({}));
    expect(found.map((row) => row?.name)).toEqual(["a", "b", undefined, "d", "e"]);
    await expect(things().all({}, () => ({}))).rejects.toMatchObject({ code: "invalid_response", adapter: "here" });
  });

  test("F37 an answer about something else is protocol", async () => {
    const { things } = world();
    await expect(things("mixed").find("a", {})).rejects.toMatchObject({ code: "protocol" });
  });

  test("lists lag, and reading by id does not", async () => {
    const { clock, things } = world({ lagMs: 1000 });
    const { id } = await things().create({ name: "a" }, {});
    expect(await things().all({}, () => ({}))).toEqual([]);
    expect(await things().find(id, {})).toMatchObject({ name: "a" });
    clock.advance(1000);
    expect(await things().all({}, () => ({}))).toHaveLength(1);
  });

  test("the fake lets in one credential, refuses what it must, and counts", async () => {
    await expect(world({ token: "wrong" }).things().find("1", {})).rejects.toMatchObject({ code: "auth" });
    const { fake, things } = world({ requests: 1 });
    await expect(things().create({ name: "bad" }, {})).rejects.toMatchObject({ code: "invalid_input", written: "no" });
    await expect(things().find("1", { timeoutMs: 1000 })).rejects.toMatchObject({ code: "rate_limited" });
    expect(fake.calls()).toBeGreaterThan(1);
  });
});

test("a lagging value is what stood there before the lag began", () => {
  let nowMs = 0;
  const value = lagging(() => nowMs, 10, "first");
  value.put("second");
  expect(value.seen()).toBe("first");
  nowMs = 10;
  expect(value.seen()).toBe("second");
});

test("blank texts are refused, changed fields are found, and ids in refs are judged", () => {
  expect(requireText("here", "the note", "a")).toBe("a");
  expect(() => requireText("here", "the note", " \n")).toThrow("the note says nothing");
  expect(changedFields({ a: 1, b: ["x"], c: 3 }, { a: 1, b: ["y"], c: 3 })).toEqual({ b: ["y"] });
  const thing = idRef("here", "thingId", "copy it");
  expect(thing.idOf({ here: { thingId: "a-1" } })).toBe("a-1");
  expect(thing.idOf({ there: { thingId: "a-1" } })).toBeUndefined();
  for (const wrong of [[], "a", {}, { thingId: 1 }, { thingId: "a/b" }, { thingId: "a", more: "b" }])
    expect(thing.problemOf(wrong), JSON.stringify(wrong)).toBeTypeOf("string");
  expect(() => thing.idOf({ here: { thingId: "a b" } })).toThrow("refs.here: thingId is not an id");
});

test("a run is watched until it is finished, each state once", async () => {
  const clock = virtualClock("2026-11-22T12:00:00Z");
  const run = (status: string): DeployRun => ({
    id: "1",
    status,
    attempt: 1,
    createdAt: instant("2026-11-22T12:00:00Z"),
  });
  const states = [run("queued"), run("queued"), undefined, run("running"), run("finished"), run("never")];
  const seen: string[] = [];
  for await (const { status } of watchRun(async () => states.shift(), { clock, pollMs: 1000 })) seen.push(status);
  expect(seen).toEqual(["queued", "running", "finished"]);
  expect(states).toHaveLength(1);
});
