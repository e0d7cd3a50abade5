import { FootplateError, instant } from "@footplate/core";
import { http } from "msw";
import { setupServer } from "msw/node";
import { describe, expect, onTestFinished, test } from "vitest";
import { type FakeService, fakeWorld } from "../src/index.ts";

const START = "2026-11-23T08:00:00Z";

/** A service that counts what it is asked to do, and when it was asked last. */
function counter(now: () => number, ...origins: readonly string[]): FakeService & { readonly posts: () => number } {
  const held = { posts: 0, asked: 0 };
  const calls: string[] = [];
  return {
    origins,
    fetch: async ({ method, url, ...rest }) => {
      calls.push(url);
      held.asked = now();
      if (method === "POST") held.posts += 1;
      if (url.endsWith("/down")) throw new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } });
      return Response.json({ posts: held.posts, ...rest });
    },
    posts: () => held.posts,
    state: () => ({ ...held, calls }),
  };
}

function worldOfTwo() {
  return fakeWorld({
    start: START,
    services: ({ now }) => ({
      page: counter(now, "https://page.example"),
      code: counter(now, "https://code.example", "https://code.example:8443"),
    }),
  });
}

const post = { method: "POST", body: "{}" };

describe("a world of fakes", () => {
  test("routes by origin, notes every call in order, and lets its clock be the clock of all", async () => {
    const world = worldOfTwo();
    await world.fetch("https://page.example/a?b=c");
    world.clock.advance(1_000);
    await world.fetch(new URL("https://code.example:8443/x"), post);
    expect(world.calls()).toEqual([
      { service: "page", method: "GET", url: "https://page.example/a", at: START, status: 200 },
      { service: "code", method: "POST", url: "https://code.example:8443/x", at: "2026-11-23T08:00:01Z", status: 200 },
    ]);
    expect(world.services.code.posts()).toBe(1);
    expect(world.services.code.state()).toMatchObject({ asked: Date.parse("2026-11-23T08:00:01Z") });
    expect((await world.journal.info()).now).toBe(instant("2026-11-23T08:00:01Z"));
  });

  test("refuses everybody else, and says who is there", async () => {
    const world = worldOfTwo();
    const asked = world.fetch("https://other.example/a?secret=1", post);
    const message =
      "nobody answers for other.example in this world (POST https://other.example/a): there is page at " +
      "https://page.example; code at https://code.example, https://code.example:8443. Add a fake of that service, or " +
      "give a fake that origin";
    await expect(asked).rejects.toThrow(message);
    await expect(asked).rejects.toMatchObject({ name: "TypeError", code: "ENOTFOUND" });
    expect(world.refused()).toEqual([message]);
    expect(world.calls()).toEqual([{ method: "POST", url: "https://other.example/a", at: START }]);
  });

  test("refuses the same host at another port or by http", async () => {
    const world = worldOfTwo();
    await expect(world.fetch("http://page.example/")).rejects.toThrow("nobody answers");
    await expect(world.fetch("https://page.example:444/")).rejects.toThrow("nobody answers");
  });

  test("does not let two services answer at one origin", () => {
    const same = (): unknown =>
      fakeWorld({
        start: START,
        services: ({ now }) => ({
          one: counter(now, "https://a.example", "https://b.example"),
          two: counter(now, "https://b.example"),
        }),
      });
    expect(same).toThrow(FootplateError);
    expect(same).toThrow("services.two.origins is where one answers");
  });

  test("an origin that a service only learns of is its own", async () => {
    const origins: string[] = [];
    const world = fakeWorld({ start: START, services: ({ now }) => ({ late: { ...counter(now), origins } }) });
    await expect(world.fetch("https://late.example/")).rejects.toThrow("late at nowhere");
    origins.push("https://late.example");
    expect((await world.fetch("https://late.example/")).status).toBe(200);
  });

  test("a snapshot is what is there, and not what was only asked", async () => {
    const world = fakeWorld({
      start: START,
      services: () => ({
        page: {
          origins: ["https://page.example"],
          fetch: () => Promise.resolve(new Response()),
          state: () => ({ rows: [1], calls: [2] }),
        },
      }),
    });
    const before = world.snapshot();
    expect(before).toMatchObject({ now: START, services: { page: { rows: [1] } }, journal: { facts: [] } });
    await world.fetch("https://page.example/");
    expect(world.snapshot()).toEqual(before);
    expect(JSON.parse(JSON.stringify(before))).toEqual(before);
    await world.journal.record("retail", []);
    expect(world.snapshot()).not.toEqual(before);
  });

  test("lets nothing through that is given up already", async () => {
    const world = worldOfTwo();
    await expect(world.fetch("https://page.example/", { signal: AbortSignal.abort() })).rejects.toThrow("abort");
    expect(world.calls()).toEqual([]);
  });
});

describe("between a bot and a service", () => {
  test.each([
    ["requestLost", 0],
    ["answerLost", 1],
  ] as const)("%s breaks the connection, and %i requests are done", async (fault, done) => {
    const world = worldOfTwo();
    world.failNext("code", fault);
    expect(world.pendingFaults()).toEqual([fault]);
    await world.fetch("https://page.example/", post);
    const broken = world.fetch("https://code.example/", post);
    await expect(broken).rejects.toMatchObject({ name: "TypeError", code: "ECONNRESET" });
    expect(world.services.code.posts()).toBe(done);
    expect(world.calls().at(-1)).toEqual({
      service: "code",
      method: "POST",
      url: "https://code.example/",
      at: START,
      fault,
    });
    expect(world.pendingFaults()).toEqual([]);
    expect((await world.fetch("https://code.example/", post)).status).toBe(200);
  });

  test("somebody in front of it refuses, and says for how long", async () => {
    const world = worldOfTwo();
    world.failNext("page", { status: 429, retryAfterSeconds: 30 });
    world.failNext("page", { status: 503 });
    const [first, second] = [
      await world.fetch("https://page.example/", post),
      await world.fetch("https://page.example/", post),
    ];
    expect([first.status, first.headers.get("retry-after")]).toEqual([429, "30"]);
    expect([second.status, second.headers.get("retry-after")]).toEqual([503, null]);
    expect(world.services.page.posts()).toBe(0);
    expect(world.calls()[0]).toMatchObject({ status: 429, fault: { status: 429, retryAfterSeconds: 30 } });
  });

  test("what goes wrong can be aimed, also by what the request says", async () => {
    const world = worldOfTwo();
    world.failNext("page", "requestLost", ({ method }) => method === "POST");
    expect((await world.fetch("https://page.example/")).status).toBe(200);
    await expect(world.fetch("https://page.example/", post)).rejects.toThrow("fetch failed");
  });

  test("an answer takes its time, lost or not", async () => {
    const world = worldOfTwo();
    world.slow("page", 700);
    await world.fetch("https://page.example/");
    await world.fetch("https://code.example/");
    world.failNext("page", "answerLost");
    await world.fetch("https://page.example/").catch(() => undefined);
    expect(world.clock.now()).toBe("2026-11-23T08:00:01.400Z");
    expect(world.services.page.state()).toMatchObject({ asked: Date.parse("2026-11-23T08:00:00.700Z") });
  });

  test("a service that breaks the connection itself is as a broken connection, with its reason", async () => {
    const world = worldOfTwo();
    const down = world.fetch("https://code.example/down");
    await expect(down).rejects.toMatchObject({ code: "ECONNRESET", cause: { cause: { code: "ECONNREFUSED" } } });
    expect(world.calls()[0]).not.toHaveProperty("status");
  });

  test("a service that is wrong itself is not taken for a broken connection", async () => {
    const world = fakeWorld({
      start: START,
      services: () => ({
        wrong: {
          origins: ["https://a.example"],
          fetch: () => Promise.reject(new RangeError("a bug")),
          state: () => ({}),
        },
      }),
    });
    await expect(world.fetch("https://a.example/")).rejects.toThrow(RangeError);
    await expect(world.answer(new Request("https://a.example/"))).rejects.toThrow(RangeError);
    await expect(world.fetch("not an address")).rejects.toThrow(TypeError);
  });
});

describe("under msw", () => {
  test("requests arrive, broken connections reject, and nobody else is reached", async () => {
    const world = worldOfTwo();
    const server = setupServer(http.all("*", ({ request }) => world.answer(request)));
    server.listen({ onUnhandledFrame: "error" });
    onTestFinished(() => server.close());
    await fetch("https://page.example/a", post);
    expect(world.services.page.posts()).toBe(1);
    world.failNext("page", "answerLost");
    await expect(fetch("https://page.example/a", post)).rejects.toThrow(TypeError);
    expect(world.services.page.posts()).toBe(2);
  });
});
