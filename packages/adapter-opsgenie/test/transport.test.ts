import { inspect } from "node:util";
import { FootplateError } from "@footplate/core";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { describe, expect, expectTypeOf, test } from "vitest";
import { EVER, failing, mark, minute, override, sent, world } from "./support/world.ts";

const page = { key: "blocked", message: "Blocked", to: [] } as const;

describe("the two keys", () => {
  test("swapped, each refusal names the one that is wrong, and nothing is written", async () => {
    const { fake, another } = world();
    const { onCall, pager } = another({ apiKey: fake.integrationKey, integrationKey: fake.apiKey });
    const read = await failing(onCall.schedules());
    const write = await failing(onCall.overrides.create(override(), mark()));
    const raised = await failing(pager.page(page));
    for (const error of [read, write]) expect(error).toMatchObject({ code: "forbidden", status: 403 });
    expect([write.written, raised.written]).toEqual(["no", "no"]);
    expect(read.hint).toMatch(/^apiKey must be a key of API key management/);
    expect(raised).toMatchObject({ code: "forbidden", hint: expect.stringMatching(/^integrationKey must be/) });
  });

  test("an unknown one is auth, and the hint speaks of the region", async () => {
    const { another } = world();
    const { onCall, pager } = another({ apiKey: "elsewhere", integrationKey: "elsewhere" });
    expect(await failing(onCall.schedules())).toMatchObject({ code: "auth", hint: expect.stringContaining("region") });
    expect(await failing(pager.find("k"))).toMatchObject({
      code: "auth",
      hint: expect.stringContaining("integration"),
    });
  });

  test("F20 is fetched anew once when it is refused", async () => {
    const { fake, another } = world();
    const keys = ["old-key-1", fake.apiKey];
    await another({ apiKey: () => keys.shift() ?? "none" }).onCall.schedules();
    expect(sent(fake)).toEqual(["GET v2/schedules 401", "GET v2/schedules 200"]);
  });

  test("with one of them only its port is there, for the compiler too", () => {
    const onlyReads = createOpsgenie({ apiKey: "k", schedules: [] });
    const onlyPages = createOpsgenie({ integrationKey: "k" });
    expect(Object.keys(onlyReads)).toEqual(["onCall"]);
    expect(Object.keys(onlyPages)).toEqual(["pager"]);
    expectTypeOf(onlyReads).not.toHaveProperty("pager");
    expectTypeOf(onlyPages).not.toHaveProperty("onCall");
    // @ts-expect-error A key of API key management needs the schedules that are ours to write.
    expect(() => createOpsgenie({ apiKey: "k" })).toThrow("schedules is missing");
    // @ts-expect-error With no key there is no port.
    expect(() => createOpsgenie({ region: "eu" })).toThrow("so is integrationKey");
  });

  test("are in no error, whatever fails", async () => {
    const { another } = world();
    const { onCall, pager } = another({ apiKey: "canary-api", integrationKey: "canary-integration" });
    const errors = await Promise.all([
      failing(onCall.schedules()),
      failing(onCall.overrides.create(override(), mark())),
      failing(onCall.overrides.read("..")),
      failing(pager.page(page)),
      failing(pager.heartbeats.ping("h")),
    ]);
    for (const error of errors) {
      expect(inspect(error, { depth: Infinity, showHidden: true }) + JSON.stringify(error)).not.toContain("canary");
    }
  });
});

describe("regions", () => {
  test.each([
    [undefined, "api.opsgenie.com"],
    ["us", "api.opsgenie.com"],
    ["eu", "api.eu.opsgenie.com"],
  ] as const)("%s is %s, for both keys", async (region, host) => {
    const { fake, another } = world();
    const { onCall, pager } = another(region === undefined ? {} : { region });
    await onCall.schedules();
    await pager.heartbeats.ping("footplate");
    expect(fake.state().calls.map((call) => call.host)).toEqual([host, host]);
  });

  test("an address of one's own takes their place", async () => {
    const { fake, another } = world();
    await another({ baseUrl: "https://proxy.example.com" }).onCall.schedules();
    expect(fake.state().calls[0]?.host).toBe("proxy.example.com");
  });
});

describe("what the service refuses", () => {
  test("F14 asked too often without being told for how long, it waits longer each time", async () => {
    const { onCall, fake, clock } = world({ limit: { requests: 1, perMs: 1200 } });
    await onCall.schedules();
    await onCall.schedules();
    expect(fake.state().calls.map(({ status }) => status)).toEqual([200, 429, 429, 200]);
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(1200);
  });

  test("F16 asked too often for longer is an error of its own, never absence", async () => {
    const { onCall, pager } = world({ limit: { requests: 1, perMs: 600_000 } });
    await onCall.schedules();
    expect(await failing(onCall.overrides.read("conductors/x"))).toMatchObject({ code: "rate_limited" });
    expect(await failing(onCall.overrides.list(EVER))).toMatchObject({ code: "rate_limited" });
    expect(await failing(pager.page(page))).toMatchObject({ code: "rate_limited", written: "no" });
  });

  test("what the plan lacks is unsupported", async () => {
    const { onCall, pager } = world({ lacks: ["schedules", "alerts"] });
    const refused = { code: "unsupported", status: 402, hint: expect.stringContaining("plan") };
    expect(await failing(onCall.schedules())).toMatchObject(refused);
    expect(await failing(pager.page(page))).toMatchObject({ ...refused, written: "no" });
  });

  test.each([400, 401, 402, 403, 422, 429, 500, 503])("F16 %i never says gone", async (status) => {
    const { onCall, pager } = world({ through: () => async () => Response.json({ message: "no" }, { status }) });
    for (const run of [
      () => onCall.overrides.read("conductors/x"),
      () => onCall.overrides.list(EVER),
      () => pager.find("k"),
    ])
      expect(await failing(run())).toBeInstanceOf(FootplateError);
  });

  test.each([
    ["look", "GET"],
    ["write", "POST"],
  ])("a page whose %s after it was taken in fails may have been made", async (_name, method) => {
    const { pager } = world({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        const answer = await fetch(request.clone());
        if (request.method === method) throw new TypeError("socket closed");
        return answer;
      },
    });
    expect(await failing(pager.page(page))).toMatchObject({ written: "maybe", retryable: false });
  });
});

describe("aborting", () => {
  test("before anything is sent, sends nothing", async () => {
    const { onCall, pager, fake } = world();
    const reason = new Error("enough");
    const call = { signal: AbortSignal.abort(reason) };
    for (const run of [
      () => onCall.schedules(call),
      () => onCall.onCall("conductors", minute(0), call),
      () => pager.page(page, call),
      () => pager.close("k", "", call),
      () => pager.heartbeats.ping("footplate", call),
    ])
      await expect(run()).rejects.toBe(reason);
    expect(sent(fake)).toEqual([]);
  });

  test("reaches the wait itself, which may be long", async () => {
    const { another, clock } = world({ processMs: 1000 });
    const { signal } = new AbortController();
    const waits: (AbortSignal | undefined)[] = [];
    const sleep = async (ms: number, by?: AbortSignal): Promise<void> => {
      waits.push(by);
      await clock.sleep(ms, by);
    };
    await another({ clock: { ...clock, sleep } }).pager.page(page, { signal });
    expect(waits.length).toBeGreaterThan(0);
    expect(waits.every((by) => by === signal)).toBe(true);
  });

  test("while waiting for the service ends the wait with the caller's own reason", async () => {
    const reason = new Error("enough");
    const controller = new AbortController();
    const { pager, fake } = world({
      processMs: 3_600_000,
      through: (fetch) => async (input, init) => {
        const answer = await fetch(input, init);
        if (answer.status === 404) controller.abort(reason);
        return answer;
      },
    });
    await expect(pager.page(page, { signal: controller.signal })).rejects.toBe(reason);
    expect(fake.state().calls).toHaveLength(2);
  });
});

test("options that cannot be used are refused at once, all of them", () => {
  const run = (): unknown =>
    createOpsgenie({
      apiKey: "k",
      region: JSON.parse('"mars"'),
      baseUrl: "https://example.com",
      schedules: ["ok", "a/b"],
      sendMs: 0,
      settleMs: -1,
    });
  let error: unknown;
  try {
    run();
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toMatchObject({ code: "invalid_input" });
  const paths = error instanceof FootplateError ? error.problems.map(({ path }) => path) : [];
  expect(paths).toEqual(["region", "region", "schedules[1]", "sendMs", "settleMs"]);
});
