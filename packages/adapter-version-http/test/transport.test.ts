import { inspect } from "node:util";
import { FootplateError } from "@footplate/core";
import { describe, expect, test } from "vitest";
import { EU, failing, target, US, world } from "./support/world.ts";

const ORIGIN = "https://eu.example.com";

describe("the secret", () => {
  test("goes to the origins that are named, and to no other", async () => {
    const { versionProbe, fake } = world({
      targets: { [EU]: "1", [US]: "1", "https://eu.example.com:8443/version": "1", "https://eu.example.com/b": "1" },
      adapter: { secret: "fake-token", origins: [ORIGIN] },
    });
    for (const url of [EU, US, "https://eu.example.com:8443/version", "https://eu.example.com/b"])
      await versionProbe.running(target(url));
    expect(fake.state().calls.map(({ credential }) => credential)).toEqual([true, false, false, true]);
  });

  test("that was not sent is what a refusal is explained with", async () => {
    const { versionProbe } = world({ token: "fake-token", adapter: { secret: "fake-token", origins: [ORIGIN] } });
    expect(await failing(versionProbe.running(target(US)))).toMatchObject({
      code: "auth",
      hint: expect.stringContaining("origins"),
    });
  });

  test("F20 is fetched anew once when it is refused", async () => {
    const secrets = ["old"];
    const secret = async (): Promise<string> => secrets.shift() ?? "fake-token";
    const { versionProbe, fake } = world({
      token: "fake-token",
      targets: { [EU]: "1" },
      adapter: { secret, origins: [ORIGIN] },
    });
    expect(await versionProbe.running(target(EU))).toEqual({ version: "1" });
    expect(fake.state().calls.map(({ status }) => status)).toEqual([401, 200]);
  });

  test("F62 is in no error, nor is the query or the body, whatever fails", async () => {
    const canary = "canary-0123456789";
    for (const status of [400, 401, 403, 404, 500]) {
      const { versionProbe, fake } = world({ adapter: { secret: canary, origins: [ORIGIN] } });
      const url = `${EU}?key=${canary}`;
      fake.instead(url, (request) => Response.json({ error: request.headers.get("authorization") }, { status }));
      const error = await failing(versionProbe.running(target(url)));
      expect(error).toBeInstanceOf(FootplateError);
      expect(inspect(error, { depth: Infinity, showHidden: true }) + JSON.stringify(error)).not.toContain("canary");
    }
  });

  test("that cannot be had is an error that names the target", async () => {
    const secret = (): string => {
      throw new Error("canary");
    };
    const { versionProbe, fake } = world({ adapter: { secret, origins: [ORIGIN] } });
    const error = await failing(versionProbe.running(target(EU)));
    expect(error).toMatchObject({ code: "auth", message: expect.stringContaining('target "prod/eu": GET version') });
    expect(String(error)).not.toContain("canary");
    expect(fake.state().calls).toEqual([]);
  });
});

describe("answers that are no version", () => {
  test.each<[string, () => Response, Readonly<Record<string, unknown>>]>([
    [
      "F8 a login page",
      () => new Response("<html>", { headers: { "content-type": "text/html" } }),
      {
        code: "invalid_response",
        message: expect.stringContaining("text/html"),
        hint: expect.stringContaining("refs"),
      },
    ],
    [
      "F33 a redirect",
      () => new Response(null, { status: 302, headers: { location: US } }),
      { code: "protocol", hint: expect.stringContaining("the url in its refs: redirects are never followed") },
    ],
    ["F9 an empty body", () => new Response(null, { status: 204 }), { code: "invalid_response" }],
    [
      "text that is not JSON",
      () => new Response("2.4.0", { headers: { "content-type": "application/json" } }),
      { code: "invalid_response" },
    ],
    ["F35 too much", () => Response.json({ version: "x".repeat(1_000_001) }), { code: "too_large" }],
    [
      "F9 a document of no type",
      () => new Response(new TextEncoder().encode('{"version":"1"}')),
      { code: "invalid_response" },
    ],
  ])("%s", async (_name, answer, expected) => {
    const { versionProbe, fake } = world({ adapter: { absent: [404] } });
    fake.instead(EU, answer);
    const error = await failing(versionProbe.running(target(EU)));
    expect(error).toMatchObject({ adapter: "version-http", ...expected });
    expect(String(error)).toContain('version-http: target "prod/eu": GET version: answered');
    expect(String(error)).not.toContain("baseUrl");
    expect(fake.state().calls.every(({ url }) => url === EU)).toBe(true);
  });

  test("maxBytes bounds a document", async () => {
    const { versionProbe } = world({ targets: { [EU]: "1.2.3" }, adapter: { maxBytes: 10 } });
    expect(await failing(versionProbe.running(target(EU)))).toMatchObject({ code: "too_large" });
  });
});

describe("nothing", () => {
  test("404 is an error until it is said what it means", async () => {
    const { versionProbe } = world();
    expect(await failing(versionProbe.running(target(EU)))).toMatchObject({
      code: "not_found",
      hint: expect.stringContaining("absent"),
    });
    expect(await world({ adapter: { absent: [404] } }).versionProbe.running(target(EU))).toBeUndefined();
  });

  test.each([204, 404, 410] as const)("%i says it, where it may", async (nothing) => {
    const { versionProbe } = world({ nothing, adapter: { absent: [nothing] } });
    expect(await versionProbe.running(target(EU))).toBeUndefined();
    const other = world({ nothing, adapter: { absent: nothing === 404 ? [410] : [404] } });
    expect(await failing(other.versionProbe.running(target(EU)))).toBeInstanceOf(FootplateError);
  });

  test.each([400, 401, 403, 405, 408, 429, 500, 502, 503])("F16 %i never says it", async (status) => {
    const { versionProbe, fake } = world({ adapter: { absent: [204, 404, 410] } });
    fake.down(EU, status);
    const error = await failing(versionProbe.running(target(EU)));
    expect(error).toBeInstanceOf(FootplateError);
    expect(error).toMatchObject({ status, message: expect.stringContaining('target "prod/eu"') });
    expect(error).not.toMatchObject({ code: "not_found" });
  });
});

describe("a target that is down", () => {
  test("F3 is asked three times, and is then said to be unreachable", async () => {
    const { versionProbe, fake } = world({ targets: { [EU]: "1" } });
    fake.down(EU);
    expect(await failing(versionProbe.running(target(EU)))).toMatchObject({
      code: "unavailable",
      retryable: true,
      hint: "check the url in its refs and the network, then try again",
    });
    expect(fake.state().calls).toHaveLength(3);
    fake.up(EU);
    expect(await versionProbe.running(target(EU))).toEqual({ version: "1" });
  });

  test("F29 does not keep others from being asked", async () => {
    const { versionProbe, fake } = world({ targets: { [EU]: "1", [US]: "1" } });
    fake.down(EU, 503);
    for (let count = 0; count < 60; count += 1) await failing(versionProbe.running(target(EU)));
    fake.down(US, 503);
    const before = fake.state().calls.length;
    await failing(versionProbe.running(target(US)));
    expect(fake.state().calls.length - before).toBe(3);
  });

  test("one that never answers is given up in time", async () => {
    const { versionProbe, clock } = world({
      through: () => async (_input, init) => {
        clock.advance(10_001);
        await new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(new Error("aborted"))));
        throw new Error("not reached");
      },
    });
    expect(await failing(versionProbe.running(target(EU)))).toMatchObject({
      code: "timeout",
      message: expect.stringContaining("within 10000 ms"),
    });
  });
});

test("a target that lags tells what it ran before, and the probe asks each time", async () => {
  const { versionProbe, fake, clock } = world({ targets: { [EU]: "1" } });
  fake.lag(EU, 30_000);
  fake.set(EU, "2");
  expect(await versionProbe.running(target(EU))).toEqual({ version: "1" });
  clock.advance(30_000);
  expect(await versionProbe.running(target(EU))).toEqual({ version: "2" });
});

test("no cache is to answer in the target's place", async () => {
  const asked: (string | null)[] = [];
  const { versionProbe, fake } = world();
  fake.instead(EU, ({ headers }) => {
    asked.push(headers.get("cache-control"), headers.get("accept"));
    return Response.json({ version: "1" });
  });
  await versionProbe.running(target(EU));
  expect(asked).toEqual(["no-cache", "application/json"]);
});

test("F15 the targets of one origin share its limit, those of another do not wait for them", async () => {
  const other = "https://eu.example.com/other";
  const targets = { [EU]: "1", [other]: "2", [US]: "3" };
  const { versionProbe, clock } = world({ targets, adapter: { sharedRateLimit: { requests: 1, perMs: 5000 } } });
  await versionProbe.running(target(EU));
  await versionProbe.running(target(US));
  expect(clock.monotonicMs()).toBe(0);
  await versionProbe.running(target(other));
  expect(clock.monotonicMs()).toBeGreaterThanOrEqual(5000);
});

test("an abort's own reason comes back, even one that looks like an error of ours", async () => {
  const { versionProbe, fake } = world({ targets: { [EU]: "1" } });
  const reason = new FootplateError({ code: "lease_lost", message: "the lease is gone" });
  const controller = new AbortController();
  fake.instead(EU, () => {
    controller.abort(reason);
    return Response.json({ version: "1" });
  });
  expect(await failing(versionProbe.running(target(EU), { signal: controller.signal }))).toBe(reason);
});
