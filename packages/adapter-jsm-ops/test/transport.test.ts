import { inspect } from "node:util";
import { FootplateError } from "@footplate/core";
import { createJsmOps, type JsmOpsOptions } from "@footplate/adapter-jsm-ops";
import { describe, expect, test } from "vitest";
import { EVER, mark, minute, override, page, SCHEDULE, world } from "./support/world.ts";

describe("the ways to prove who one is", () => {
  test("an account goes to the plain address, an app to its own", async () => {
    const basic = world();
    await basic.onCall.schedules();
    const oauth = world({ mode: "oauth" });
    await oauth.onCall.schedules();
    expect([...basic.fake.state().calls, ...oauth.fake.state().calls]).toMatchObject([
      { surface: "basic", status: 200 },
      { surface: "oauth", status: 200 },
    ]);
  });

  test("an address and a token may be of any script", async () => {
    const { onCall } = world({
      adapter: { apiToken: "pässwörd-✓" },
      through: () => async (input, init) => {
        const sent = new Request(input, init).headers.get("authorization") ?? "";
        const bytes = Uint8Array.from(atob(sent.replace("Basic ", "")), (character) => character.charCodeAt(0));
        return Response.json({ values: [{ id: new TextDecoder().decode(bytes) }] });
      },
    });
    expect((await onCall.schedules())[0]?.id).toBe("bot@example.com:pässwörd-✓");
  });

  test("F20 a refused token is fetched anew once, on both surfaces", async () => {
    const { fake, another } = world();
    const tokens = ["old"];
    const keys = ["old"];
    const { pager } = another({
      apiToken: () => tokens.shift() ?? fake.apiToken,
      integrationKey: () => keys.shift() ?? fake.integrationKey,
    });
    await pager.page(page());
    expect(fake.state().calls.map(({ surface, status }) => `${surface} ${status}`)).toEqual([
      "integration 401",
      "integration 202",
      "basic 401",
      "basic 200",
      "basic 200",
    ]);
  });

  test("secrets are in no error, whatever fails", async () => {
    const { fake } = world();
    const canary = "canary-0123456789";
    const shared = { cloudId: fake.cloudId, fetch: fake.fetch, integrationKey: `${canary}-key`, schedules: [SCHEDULE] };
    const adapters = [
      createJsmOps({ ...shared, email: fake.email, apiToken: `${canary}-token` }),
      createJsmOps({ ...shared, token: `${canary}-access` }),
    ];
    const errors = await Promise.all(
      adapters.flatMap(({ onCall, pager }) => [
        onCall.schedules().catch((error: unknown) => error),
        onCall.overrides.create(override(), mark()).catch((error: unknown) => error),
        pager.page(page()).catch((error: unknown) => error),
        pager.find("k").catch((error: unknown) => error),
      ]),
    );
    for (const error of errors) {
      expect(error).toMatchObject({ code: "auth" });
      const shown = inspect(error, { depth: Infinity, showHidden: true }) + JSON.stringify(error);
      expect(shown).not.toContain("canary");
      expect(shown).not.toContain(btoa(`${fake.email}:${canary}`).slice(0, 24));
    }
  });
});

test("a credential that the service repeats is not shown", async () => {
  const { pager } = world({
    adapter: { apiToken: "canary-0123456789", integrationKey: "canary-9876543210" },
    through: () => async (input, init) => {
      const sent = new Request(input, init).headers.get("authorization") ?? "";
      const token = sent.startsWith("Basic ") ? atob(sent.slice(6)) : sent;
      return Response.json({ errors: [{ title: `no to ${sent}, that is ${token}` }] }, { status: 422 });
    },
  });
  const errors = await Promise.all([
    pager.page(page()).catch((error: unknown) => error),
    pager.find("k").catch((error: unknown) => error),
  ]);
  for (const error of errors) {
    expect(error).toMatchObject({ code: "invalid_input", message: expect.stringContaining("no to ") });
    expect(String(error)).not.toContain("canary");
  }
});

describe("the limit", () => {
  test("F14 429 waits as long as it says and sends again, writes too", async () => {
    const { onCall, clock, fake } = world({ limit: { requests: 1, perMs: 20_000 } });
    await onCall.overrides.create(override(), mark());
    await onCall.overrides.create(override({ person: "account:c" }), mark());
    expect(fake.state().calls.map(({ status }) => status)).toEqual([201, 429, 201]);
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(20_000);
  });

  test("F16 a limit is never taken for absence", async () => {
    const { onCall, pager } = world({ limit: { requests: 1, perMs: 45_000 } });
    const held = await onCall.overrides.create(override(), mark());
    const refused = { code: "rate_limited", retryAfterMs: 45_000 };
    await expect(onCall.overrides.remove(held)).rejects.toMatchObject({ ...refused, written: "no" });
    await expect(onCall.overrides.read(held.id)).rejects.toMatchObject({ code: "rate_limited" });
    await expect(pager.find("k")).rejects.toMatchObject({ code: "rate_limited" });
    await expect(onCall.onCall(SCHEDULE, minute(0))).rejects.toMatchObject({ code: "rate_limited" });
  });
});

test.each([400, 401, 403, 422, 429, 500, 503])("F16 %i says neither gone nor nobody", async (status) => {
  const { onCall, pager } = world({ through: () => async () => Response.json({}, { status }) });
  for (const ask of [
    () => onCall.overrides.list(EVER),
    () => onCall.overrides.read(`${SCHEDULE}/x`),
    () => onCall.onCall(SCHEDULE, minute(0)),
    () => pager.find("k"),
  ])
    await expect(ask()).rejects.toBeInstanceOf(FootplateError);
});

test("F2 a lost answer to a write leaves its outcome open, and is not sent again", async () => {
  const { onCall, pager, fake } = world({
    through: (fetch) => async (input, init) => {
      const request = new Request(input, init);
      const answer = await fetch(request);
      if (request.method !== "GET") throw new TypeError("socket closed");
      return answer;
    },
  });
  const open = { code: "outcome_unknown", written: "maybe", retryable: false };
  await expect(onCall.overrides.create(override(), mark())).rejects.toMatchObject(open);
  await expect(pager.page(page())).rejects.toMatchObject(open);
  expect([fake.state().overrides.length, fake.state().alerts.length]).toEqual([1, 1]);
});

test("an aborted call sends nothing and rejects with the caller's reason", async () => {
  const { onCall, pager, fake } = world();
  const reason = new Error("enough");
  const call = { signal: AbortSignal.abort(reason) };
  for (const ask of [
    () => onCall.schedules(call),
    () => onCall.onCall(SCHEDULE, minute(0), call),
    () => onCall.overrides.create(override(), mark(), call),
    () => pager.page(page(), call),
    () => pager.close("k", "x", call),
  ])
    await expect(ask()).rejects.toBe(reason);
  expect(fake.state().calls).toEqual([]);
});

describe("options", () => {
  test.each([
    [{ cloudId: "a/b", email: "nobody", apiToken: "t", sendMs: 0 }, ["cloudId", "email", "sendMs"]],
    [{ cloudId: "c", email: "a@example.com", apiToken: "t", token: "t" }, ["token"]],
    [{ cloudId: "c" }, ["token"]],
    [{ cloudId: "c", email: "a@example.com" }, ["apiToken"]],
    [
      { cloudId: "c", token: "t", schedules: ["s", "s", "a b"], settleMs: -1 },
      ["schedules[1]", "schedules[2]", "settleMs"],
    ],
  ])("%j are refused at once, all of them", (options, paths) => {
    const error = caught(() => createJsmOps(options as unknown as JsmOpsOptions));
    expect(error).toMatchObject({ code: "invalid_input" });
    expect(error.problems.map(({ path }) => path)).toEqual(paths);
  });

  test("the two modes forbid each other's fields", () => {
    // @ts-expect-error an account and an access token at once
    const both: JsmOpsOptions = { cloudId: "c", email: "a@example.com", apiToken: "t", token: "t" };
    // @ts-expect-error an account without its token
    const half: JsmOpsOptions = { cloudId: "c", email: "a@example.com" };
    expect([both, half]).toHaveLength(2);
  });
});

function caught(run: () => unknown): FootplateError {
  try {
    run();
  } catch (error) {
    if (error instanceof FootplateError) return error;
  }
  throw new Error("nothing was thrown");
}
