import { generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import { FootplateError } from "@footplate/core";
import { createGitHub, type GitHubApp } from "@footplate/adapter-github";
import { describe, expect, test } from "vitest";
import { order } from "./support/order.ts";
import { failing, sent, world, type WorldOptions } from "./support/world.ts";

const RESET = { "x-ratelimit-reset": String(Date.parse("2026-11-23T12:10:00Z") / 1000) };

describe("limits", () => {
  test.each([403, 429] as const)("F17 the primary limit as %i is waited for until its reset", async (status) => {
    // A run that is not there takes two: the run, and whether the repository still answers.
    const { deployRunner, clock, fake } = world({ limits: { perHour: 4, status } });
    await deployRunner.read("1");
    await deployRunner.read("1");
    const error = await failing(deployRunner.read("1"));
    expect(error).toMatchObject({ code: "rate_limited", retryable: true });
    expect(error.retryAfterMs).toBe(3_600_000 + 1000);
    const calls = fake.state().calls.length;
    expect(await failing(deployRunner.read("1"))).toMatchObject({ code: "rate_limited" });
    expect(fake.state().calls.length).toBe(calls);
    clock.advance(3_601_000);
    expect(await deployRunner.read("1")).toBeUndefined();
  });

  test("F17 the reset is measured by the server's clock", async () => {
    const headers = { "x-ratelimit-remaining": "0", ...RESET, date: new Date("2026-11-23T12:09:00Z").toUTCString() };
    const { deployRunner } = world(answering(403, headers));
    expect((await failing(deployRunner.read("1"))).retryAfterMs).toBe(61_000);
  });

  test.each([403, 429] as const)("F18 the secondary limit as %i with a time is obeyed", async (status) => {
    const { deployRunner, fake, clock } = world({ limits: { writesPerMinute: 1, retryAfterS: 20, status } });
    await deployRunner.start(order());
    const before = clock.monotonicMs();
    await failing(deployRunner.start(order({ id: "second" })));
    expect(clock.monotonicMs() - before).toBeGreaterThanOrEqual(20_000);
    expect(fake.actions.runs()).toHaveLength(1);
    const long = world({ limits: { writesPerMinute: 0, retryAfterS: 120, status } });
    expect(await failing(long.deployRunner.start(order()))).toMatchObject({
      code: "rate_limited",
      retryAfterMs: 120_000,
      written: "no",
    });
  });

  test("F18 without a time it is a minute, then two, then four, until something succeeds", async () => {
    const { deployRunner, clock } = world({ limits: { writesPerMinute: 0, retryAfterS: "untold" } });
    const waits: (number | undefined)[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { retryAfterMs, written } = await failing(deployRunner.start(order()));
      expect(written).toBe("no");
      waits.push(retryAfterMs);
      clock.advance(retryAfterMs ?? 0);
    }
    expect(waits).toEqual([60_000, 120_000, 240_000]);
    await deployRunner.read("1");
    expect((await failing(deployRunner.start(order()))).retryAfterMs).toBe(60_000);
  });

  test("F18 a 403 that is no limit is forbidden, whatever headers it carries", async () => {
    const { deployRunner } = world(answering(403, { "x-ratelimit-remaining": "4000", ...RESET }));
    expect(await failing(deployRunner.read("1"))).toMatchObject({ code: "forbidden", retryable: false });
  });

  test("a 503 with the header of every answer does not wait for the hour", async () => {
    const { deployRunner, clock } = world(answering(503, { "x-ratelimit-remaining": "4000", ...RESET }));
    expect(await failing(deployRunner.read("1"))).toMatchObject({ code: "unavailable" });
    expect(clock.monotonicMs()).toBeLessThan(10_000);
  });
});

describe("writes", () => {
  test("F18 go one by one, a second apart, however many are asked for at once", async () => {
    const { deployRunner, fake } = world({ limits: { writeGapMs: 1000 } });
    await Promise.all(["a", "b", "c", "d"].map(async (id) => deployRunner.start(order({ id }))));
    const times = fake.state().calls.flatMap(({ method, at }) => (method === "POST" ? [at] : []));
    expect(times).toHaveLength(4);
    for (const [index, at] of times.entries())
      if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  test("who gives up in the queue is told so at once, and lets nobody overtake", async () => {
    const { deployRunner, fake } = world();
    const reason = new Error("enough");
    const controller = new AbortController();
    const first = deployRunner.start(order({ id: "a" }));
    const second = deployRunner.start(order({ id: "b" }), { signal: controller.signal });
    const third = deployRunner.start(order({ id: "c" }));
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    expect([(await first).order, (await third).order]).toEqual(["a", "c"]);
    expect(fake.actions.runs()).toHaveLength(2);
  });

  test("whose time is over before its turn sends nothing", async () => {
    const { deployRunner, fake } = world();
    await deployRunner.start(order());
    const error = await failing(deployRunner.cancel("1", { timeoutMs: 500 }));
    expect(error).toMatchObject({ code: "timeout", written: "no" });
    expect(sent(fake).filter((line) => line.startsWith("POST"))).toHaveLength(1);
  });

  test("F33 a repository that moved is an error with the way out, and nothing was written", async () => {
    const { deployRunner } = world({ movedTo: "https://api.github.com/repositories/2" });
    const moved = { code: "protocol", hint: expect.stringContaining("renamed or moved") };
    expect(await failing(deployRunner.read("1"))).toMatchObject({ ...moved, status: 301 });
    expect(await failing(deployRunner.start(order()))).toMatchObject({ ...moved, status: 307, written: "no" });
  });
});

describe("the app", () => {
  const withApp = (options: WorldOptions = {}, change: Partial<GitHubApp> = {}) => {
    const made = world(options);
    const { deployRunner, versionProbe } = made.another({ app: { ...made.fake.app, ...change } });
    return { ...made, deployRunner, versionProbe };
  };

  test("gets one token for all who ask at once, and keeps it", async () => {
    const { deployRunner, fake } = withApp();
    await Promise.all(["1", "2", "3"].map(async (id) => deployRunner.read(id)));
    await deployRunner.read("4");
    expect(fake.usage().tokens).toBe(1);
    expect(fake.state().calls[0]?.body).toEqual({ repositories: ["trains"] });
  });

  test("F21 gets the next one before the last runs out", async () => {
    const { deployRunner, fake, clock } = withApp();
    await deployRunner.read("1");
    clock.advance(54 * 60_000);
    await deployRunner.read("1");
    expect(fake.usage().tokens).toBe(1);
    clock.advance(2 * 60_000);
    await deployRunner.read("1");
    expect(fake.usage().tokens).toBe(2);
    expect(fake.state().calls.some(({ status }) => status === 401)).toBe(false);
  });

  test("F21 goes by the server's time where clocks differ by an hour", async () => {
    for (const aheadMs of [3_000_000, -3_000_000]) {
      const { fake, clock, another } = world();
      const skewed = { ...clock, now: () => clock.now() };
      const ahead =
        (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
        async (input, init) => {
          const answer = await fetch(input, init);
          const headers = new Headers(answer.headers);
          headers.set("date", new Date(clock.epochMs() + aheadMs).toUTCString());
          const text = await answer.text();
          const moved = text.replace(
            /"expires_at":"([^"]+)"/,
            (_, at: string) => `"expires_at":"${new Date(Date.parse(at) + aheadMs).toISOString()}"`,
          );
          return new Response(answer.status === 304 ? null : moved, { status: answer.status, headers });
        };
      const { deployRunner } = another({ app: fake.app, clock: skewed, fetch: ahead(fake.fetch) });
      await deployRunner.read("1");
      clock.advance(54 * 60_000);
      await deployRunner.read("1");
      expect(fake.usage().tokens).toBe(1);
    }
  });

  test("F20 gets a new one once when the last is refused, for all at once", async () => {
    const { deployRunner, fake } = withApp();
    await deployRunner.read("1");
    fake.revokeTokens();
    await Promise.all(["1", "2", "3"].map(async (id) => deployRunner.read(id)));
    expect(fake.usage().tokens).toBe(2);
  });

  test("F20 a write that was refused for its token is sent again with the next one", async () => {
    const { deployRunner, fake } = withApp();
    await deployRunner.read("1");
    fake.revokeTokens();
    expect((await deployRunner.start(order())).order).toBe(order().id);
    expect(fake.actions.runs()).toHaveLength(1);
  });

  test("takes the key as GitHub gives it out, and with line breaks written as two characters", async () => {
    const made = world();
    const { createPrivateKey } = await import("node:crypto");
    const pkcs1 = createPrivateKey(await made.fake.app.privateKey())
      .export({ type: "pkcs1", format: "pem" })
      .toString();
    expect(pkcs1).toContain("BEGIN RSA PRIVATE KEY");
    for (const privateKey of [pkcs1, pkcs1.replaceAll("\n", String.raw`\n`)])
      expect(await made.another({ app: { ...made.fake.app, privateKey } }).deployRunner.read("1")).toBeUndefined();
  });

  test.each([
    ["a key of another app", { privateKey: otherKey() }, "appId and privateKey"],
    ["another id", { appId: "Iv1.other" }, "appId and privateKey"],
    ["another installation", { installationId: "1" }, "installationId"],
    ["no key at all", { privateKey: "canary-key" }, "private key"],
  ])("%s is auth, says which, and nothing was written", async (_name, change, says) => {
    const { deployRunner } = withApp({}, change);
    const error = await failing(deployRunner.start(order()));
    expect(error).toMatchObject({ code: "auth", written: "no", message: expect.stringContaining(says) });
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toMatch(
      /canary-key|-----BEGIN PRIVATE KEY-----\s*\w/,
    );
  });

  test("an outage while it asks for a token is waited out, since nothing is written by asking", async () => {
    let left = 1;
    const { deployRunner } = withApp({
      fault: ({ path }) =>
        path.endsWith("access_tokens") && (left -= 1) === 0 ? { status: 502, body: {} } : undefined,
    });
    expect(await deployRunner.read("1")).toBeUndefined();
  });
});

describe("the token", () => {
  test("F20 is fetched anew once when it is refused", async () => {
    const { another, fake } = world();
    const tokens = ["old", fake.token];
    await another({ token: () => tokens.shift() ?? fake.token }).deployRunner.read("1");
    expect(sent(fake).slice(0, 2)).toEqual(["GET actions/runs/1 401", "GET actions/runs/1 404"]);
  });

  test("is in no error, whatever fails", async () => {
    const { another } = world();
    const { deployRunner, versionProbe } = another({ token: "canary-token" });
    const errors = await Promise.all([
      failing(deployRunner.start(order())),
      failing(deployRunner.read("..")),
      failing(deployRunner.find(order())),
      failing(versionProbe.running({ id: "t", refs: { github: { environment: "production" } } })),
    ]);
    for (const error of errors)
      expect(inspect(error, { depth: Infinity, showHidden: true }) + JSON.stringify(error)).not.toContain("canary");
  });
});

describe("the server", () => {
  test("of one's own is asked below its path", async () => {
    const { another, fake } = world();
    const urls: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      urls.push(request.url);
      expect(request.headers.get("x-github-api-version")).toBe("2022-11-28");
      expect(request.headers.get("accept")).toBe("application/vnd.github+json");
      expect(request.headers.get("user-agent")).toBe("footplate");
      return fake.fetch(request);
    };
    await another({ fetch, baseUrl: "https://github.example.com/api/v3" }).deployRunner.read("1");
    const repository = "https://github.example.com/api/v3/repos/octo/trains";
    expect(urls).toEqual([`${repository}/actions/runs/1`, repository]);
  });

  test("that has left a version of the API says so", async () => {
    const { another } = world({ apiVersions: ["2022-11-28"] });
    const error = await failing(another({ apiVersion: "2026-03-10" }).deployRunner.read("1"));
    expect(error).toMatchObject({ code: "invalid_input", message: expect.stringContaining("2026-03-10") });
  });

  test("F58 what it says is wrong is shown without line breaks or ends", async () => {
    const body = { message: `Validation\nFailed ${"x".repeat(1000)}`, errors: [{ field: "title", code: "missing" }] };
    const { deployRunner } = world({ through: () => async () => Response.json(body, { status: 422 }) });
    const { message } = await failing(deployRunner.read("1"));
    expect(message).toMatch(/Validation Failed x+/);
    expect(message.length).toBeLessThan(700);
  });
});

test("options that cannot be used are refused at once, all of them", () => {
  const paths = (run: () => unknown): readonly string[] => {
    try {
      run();
      return [];
    } catch (error) {
      return error instanceof FootplateError ? error.problems.map(({ path }) => path) : ["?"];
    }
  };
  const repository = { owner: "octo", name: "trains" };
  expect(paths(() => createGitHub({ repository, token: "t" }))).toEqual([]);
  expect(paths(() => createGitHub({ repository }))).toEqual(["token"]);
  const app = { appId: "a b", installationId: "x", privateKey: "k" };
  expect(
    paths(() =>
      createGitHub({
        repository: { owner: "a/b", name: ".." },
        token: "t",
        app,
        apiVersion: JSON.parse('"2020-01-01"'),
        sendMs: 0,
        settleMs: -1,
        writeGapMs: 0,
        actions: { inputNames: { order: false }, pollMs: 0, searchMs: 1.5 },
        probe: { most: 101 },
      }),
    ),
  ).toEqual([
    "repository.owner",
    "repository.name",
    "token",
    "app.appId",
    "app.installationId",
    "apiVersion",
    "actions.inputNames.order",
    "sendMs",
    "settleMs",
    "actions.pollMs",
    "actions.searchMs",
    "probe.most",
  ]);
});

function answering(status: number, headers: Readonly<Record<string, string>>): WorldOptions {
  return { through: () => async () => Response.json({ message: "no" }, { status, headers }) };
}

function otherKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}
