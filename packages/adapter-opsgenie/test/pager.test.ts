import * as fc from "fast-check";
import type { Alert, Pager } from "@footplate/core";
import { describe, expect, test } from "vitest";
import { keyOfAlertAlias } from "@footplate/adapter-opsgenie";
import { alertAlias } from "../src/alert-alias.ts";
import { BEGIN, failing, minute, sent, world } from "./support/world.ts";

const page = { key: "retail/2026-48/blocked", message: "The train is blocked", to: [] } as const;

const ALIAS = "retail:2026-48:blocked";

describe("a page", () => {
  test("F30 is there when the service has done it, not when it has taken it in", async () => {
    const { pager, fake, clock } = world({ processMs: 2000 });
    const alert = await pager.page({
      ...page,
      description: "Errors of release 48.",
      priority: 1,
      to: [
        { type: "person", id: "user-a" },
        { type: "schedule", id: "conductors" },
      ],
      details: { line: "retail" },
    });
    const { id } = alert;
    const createdAt = "2026-11-23T12:00:02Z";
    expect(alert).toEqual({ key: page.key, id, status: "open", message: page.message, createdAt, count: 1 });
    expect(sent(fake).map((line) => line.replace(/request-\d+/, "r"))).toEqual([
      "POST v2/alerts 202",
      "GET v2/alerts/requests/r 404",
      "GET v2/alerts/requests/r 404",
      "GET v2/alerts/requests/r 404",
      "GET v2/alerts/requests/r 404",
      "GET v2/alerts/requests/r 200",
      `GET v2/alerts/${id} 200`,
    ]);
    expect(clock.monotonicMs()).toBeLessThan(5000);
    expect(fake.state().calls[0]?.body).toEqual({
      alias: ALIAS,
      message: page.message,
      description: "Errors of release 48.",
      priority: "P1",
      responders: [
        { type: "user", id: "user-a" },
        { type: "schedule", id: "conductors" },
      ],
      details: { line: "retail" },
    });
  });

  test("that is never done is a timeout of which nobody can tell, within the time that was given", async () => {
    const { pager, clock } = world({ processMs: 3_600_000 });
    const late = { code: "timeout", written: "maybe", retryable: false };
    expect(await failing(pager.page(page))).toMatchObject(late);
    expect(clock.monotonicMs()).toBeGreaterThan(29_000);
    expect(clock.monotonicMs()).toBeLessThanOrEqual(30_000);
    expect(await failing(pager.page(page, { timeoutMs: 5000 }))).toMatchObject(late);
    expect(clock.monotonicMs()).toBeLessThanOrEqual(35_000);
  });

  test("F30 that the service refuses after all is an error with its words", async () => {
    const { pager } = world({
      through: (fetch) => async (input, init) => {
        const data = { isSuccess: false, status: "Alert policy refused it" };
        const request = new Request(input, init);
        return request.url.includes("/requests/") ? Response.json({ data, took: 0, requestId: "r" }) : fetch(request);
      },
    });
    const error = await failing(pager.page(page));
    expect(error).toMatchObject({ code: "conflict", written: "no" });
    expect(error.message).toContain("Alert policy refused it");
  });

  test("of which the service knows nothing afterwards is no success and no absence", async () => {
    const { pager } = world({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        return request.url.includes("/requests/")
          ? Response.json({ message: "no", took: 0, requestId: "r" }, { status: 404 })
          : fetch(request);
      },
    });
    expect(await failing(pager.page(page))).toMatchObject({ code: "protocol", written: "maybe" });
  });

  test("repeated is one alert with a count, until it is closed; then it is a new one", async () => {
    const { pager, clock, fake } = world();
    const first = await pager.page(page);
    clock.advance(60_000);
    const again = await pager.page({ ...page, message: "Still blocked" });
    expect(again).toEqual({ ...first, count: 2 });
    expect(fake.state().alerts[0]?.lastOccurredAt).toBe(new Date(minute(1)).toISOString());
    await pager.close(page.key, "Fixed");
    const next = await pager.page(page);
    expect(next).toMatchObject({ status: "open", count: 1 });
    expect(next.id).not.toBe(first.id);
    expect(await pager.find(page.key)).toEqual(next);
  });

  test("too long for the service is cut with an ellipsis, and never within a character", async () => {
    const { pager, fake } = world();
    await pager.page({ ...page, message: `${"x".repeat(128)}🚂🚂`, description: "y".repeat(15_001) });
    const [alert] = fake.state().alerts;
    expect(alert?.message).toBe(`${"x".repeat(128)}…`);
    expect(alert?.description).toBe(`${"y".repeat(14_999)}…`);
    await pager.page({ ...page, key: "other", message: "m".repeat(130) });
    expect(fake.state().alerts[1]?.message).toBe("m".repeat(130));
  });

  test("that cannot be sent whole is refused with all that is wrong, and nothing is sent", async () => {
    const { pager, fake } = world();
    const to = Array.from({ length: 51 }, (_, index) => ({ type: "person" as const, id: `u${index}` }));
    const error = await failing(
      pager.page({ key: "k".repeat(513), message: " ", to, details: { a: "b".repeat(8000) } }),
    );
    expect(error).toMatchObject({ code: "invalid_input", written: "no" });
    expect(error.problems.map(({ path }) => path)).toEqual(["key", "message", "to", "details"]);
    expect(sent(fake)).toEqual([]);
    expect(await pager.page({ ...page, key: "k".repeat(512), to: to.slice(1) })).toMatchObject({ count: 1 });
  });
});

describe("the alias of an alert", () => {
  test("is the key without slashes, another for every other key, and can be read backwards", () => {
    const keys = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom("a", "b", "/", ":", "~", " ", "é") });
    fc.assert(
      fc.property(keys, keys, (one, other) => {
        expect(keyOfAlertAlias(alertAlias(one))).toBe(one);
        expect(alertAlias(one) === alertAlias(other)).toBe(one === other);
        expect(alertAlias(one)).not.toContain("/");
      }),
    );
    expect(alertAlias(page.key)).toBe(ALIAS);
  });

  test.each(["a\\b", "a%2fb", "..", "a\nb", "\uD800", "/".repeat(3) + ":".repeat(300)])(
    "%j makes none, and nothing is sent",
    async (key) => {
      const { pager, fake } = world();
      for (const run of [() => pager.page({ ...page, key }), () => pager.find(key), () => pager.close(key, "")])
        expect(await failing(run())).toMatchObject({ code: "invalid_input" });
      expect(sent(fake)).toEqual([]);
    },
  );
});

describe("acting on an alert", () => {
  const acts: Readonly<Record<string, (pager: Pager) => Promise<Alert>>> = {
    acknowledge: (pager) => pager.acknowledge(page.key, "Looking"),
    note: (pager) => pager.note(page.key, "Rolled back"),
    addResponder: (pager) => pager.addResponder(page.key, { type: "team", id: "team-1" }),
    escalate: (pager) => pager.escalate(page.key, "escalation-1"),
    close: (pager) => pager.close(page.key, "Fixed"),
  };

  test("each act is done when it answers", async () => {
    const { pager, fake } = world({ processMs: 400 });
    const { id } = await pager.page(page);
    expect(await acts["acknowledge"]?.(pager)).toMatchObject({
      id,
      status: "acknowledged",
      acknowledgedBy: "integration",
    });
    for (const name of ["note", "addResponder", "escalate"]) await acts[name]?.(pager);
    expect(fake.state().alerts).toMatchObject([
      {
        notes: ["Looking", "Rolled back"],
        responders: [{ type: "team", id: "team-1" }],
        escalatedTo: ["escalation-1"],
      },
    ]);
    expect(await acts["close"]?.(pager)).toMatchObject({ id, status: "closed" });
    expect(await pager.find(page.key)).toMatchObject({
      id,
      status: "closed",
      createdAt: `${BEGIN.slice(0, 17)}00.400Z`,
    });
  });

  test.each(Object.keys(acts))("F16 %s without an alert is not_found, with nothing written", async (name) => {
    const { pager, fake } = world();
    expect(await pager.find(page.key)).toBeUndefined();
    expect(await failing(acts[name]?.(pager) ?? Promise.resolve())).toMatchObject({ code: "not_found", written: "no" });
    expect(fake.state().calls.every(({ method }) => method === "GET")).toBe(true);
  });

  test.each(Object.keys(acts))("%s on a closed one: closing is success, the rest is not_found", async (name) => {
    const { pager, fake } = world();
    await pager.page(page);
    fake.person.close(ALIAS);
    const done = acts[name]?.(pager) ?? Promise.reject(new Error(name));
    if (name === "close") expect(await done).toMatchObject({ status: "closed" });
    else expect(await failing(done)).toMatchObject({ code: "not_found", written: "no" });
  });

  test.each(["close", "note"])("%s while somebody else closes it in between", async (name) => {
    const { pager, fake } = world({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        if (/\/(close|notes)\?/.test(request.url)) fake.person.close(ALIAS);
        return fetch(request);
      },
    });
    await pager.page(page);
    const done = acts[name]?.(pager) ?? Promise.reject(new Error(name));
    if (name === "close") expect(await done).toMatchObject({ status: "closed" });
    else expect(await failing(done)).toMatchObject({ code: "not_found", written: "no" });
  });

  test("an empty note is refused", async () => {
    const { pager, fake } = world();
    expect(await failing(pager.note(page.key, " "))).toMatchObject({ code: "invalid_input", written: "no" });
    expect(sent(fake)).toEqual([]);
  });

  test("who acknowledged is told", async () => {
    const { pager, fake } = world();
    await pager.page(page);
    fake.person.acknowledge(ALIAS, "user-b@example.com");
    expect(await pager.find(page.key)).toMatchObject({ status: "acknowledged", acknowledgedBy: "user-b@example.com" });
  });
});

test("F37 an answer about another alert is not believed", async () => {
  const broken = { now: false };
  const { pager } = world({
    through: (fetch) => async (input, init) => {
      const answer = await fetch(input, init);
      if (!broken.now) return answer;
      const text = (await answer.text()).replaceAll(ALIAS, "another");
      return new Response(text, { headers: { "content-type": "application/json" } });
    },
  });
  await pager.page(page);
  broken.now = true;
  expect(await failing(pager.find(page.key))).toMatchObject({ code: "protocol" });
});

test("a heartbeat is sent; one that is not set up is not_found", async () => {
  const { pager, fake } = world();
  await pager.heartbeats.ping("footplate");
  expect(fake.state().pings).toEqual({ footplate: [new Date(BEGIN).toISOString()] });
  expect(await failing(pager.heartbeats.ping("other"))).toMatchObject({ code: "not_found" });
});
