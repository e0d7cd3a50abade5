import { describe, expect, test } from "vitest";
import { page, world, type WorldOptions, writes } from "./support/world.ts";

const KEY = page().key;
const ID = /^fake-alert-1-\d+$/;

const surfaces: Readonly<Record<string, WorldOptions>> = {
  "through the account itself": {},
  "through an app": { mode: "oauth" },
  "through an integration": { adapter: { integrationKey: "fake-integration-key" } },
  "later, not at once": { processMs: 7000 },
};

describe.each(Object.keys(surfaces))("paging %s", (name) => {
  const fresh = () => world(surfaces[name]);

  test("calls whom the page names, and answers once the alert is there", async () => {
    const { pager, fake } = fresh();
    const details = { train: "2026-48" };
    const to = [
      { type: "person", id: "account:a" },
      { type: "escalation", id: "e1" },
    ] as const;
    const alert = await pager.page(page({ to, details, priority: 1, description: "Since 14:00" }));
    expect(alert).toEqual({
      key: KEY,
      id: expect.stringMatching(ID),
      status: "open",
      message: "Nobody is primary",
      createdAt: expect.any(String),
      count: 1,
    });
    expect(fake.state().alerts).toMatchObject([
      {
        alias: KEY,
        priority: "P1",
        description: "Since 14:00",
        responders: [
          { type: "user", id: "account:a" },
          { type: "escalation", id: "e1" },
        ],
        extraProperties: details,
      },
    ]);
    expect(await pager.find(KEY)).toEqual(alert);
  });

  test("twice with one key makes one alert while the first is open, and another afterwards", async () => {
    const { pager, fake } = fresh();
    const first = await pager.page(page());
    expect(await pager.page(page({ message: "Still nobody" }))).toEqual({ ...first, count: 2 });
    await pager.close(KEY, "");
    const second = await pager.page(page());
    expect(second).toMatchObject({ status: "open", count: 1 });
    expect(second.id).not.toBe(first.id);
    expect(await pager.find(KEY)).toEqual(second);
    expect(fake.state().alerts).toHaveLength(2);
  });

  test("acknowledging, passing on and closing are done when they resolve", async () => {
    const { pager, fake } = fresh();
    const { id } = await pager.page(page());
    await pager.addResponder(KEY, { type: "person", id: "account:b" });
    await pager.escalate(KEY, "escalation-1");
    expect(fake.state().alerts[0]?.responders.map((one) => one.id)).toEqual(["account:a", "account:b", "escalation-1"]);
    const acknowledged = await pager.acknowledge(KEY, "On it");
    expect(acknowledged).toMatchObject({ id, status: "acknowledged", acknowledgedBy: "bot@example.com" });
    expect(await pager.note(KEY, "A primary was found")).toEqual(acknowledged);
    expect(await pager.close(KEY, "Solved")).toMatchObject({ id, status: "closed" });
    expect(fake.state().notes.map(({ note }) => note)).toEqual(["On it", "A primary was found", "Solved"]);
  });
});

describe("the differences of the surfaces", () => {
  test("an integration takes details with its own key, and nothing else", async () => {
    const { pager, fake } = world({ adapter: { integrationKey: "fake-integration-key" } });
    await pager.page(page({ details: { a: "b" } }));
    await pager.acknowledge(KEY, "");
    expect(fake.state().calls.map(({ surface, method }) => `${surface} ${method}`)).toEqual([
      "integration POST",
      ...["GET", "GET", "GET", "POST", "GET", "GET"].map((method) => `basic ${method}`),
    ]);
    expect(writes(fake)[0]?.[1]).toMatchObject({ details: { a: "b" }, alias: KEY });
  });

  test("the note goes before the act, which takes no body and the full id", async () => {
    const { pager, fake } = world();
    const { id } = await pager.page(page());
    await pager.acknowledge(KEY, "On it");
    await pager.close(KEY, "Solved");
    expect(writes(fake).slice(1)).toEqual([
      [`POST alerts/${id}/notes`, { note: "On it" }],
      [`POST alerts/${id}/acknowledge`, undefined],
      [`POST alerts/${id}/notes`, { note: "Solved" }],
      [`POST alerts/${id}/close`, undefined],
    ]);
  });

  test.each([
    [
      { status: "acked", owner: "Conductor A" },
      { status: "acknowledged", acknowledgedBy: "Conductor A" },
    ],
    [{ status: "open", acknowledged: true }, { status: "acknowledged" }],
    [{ status: "snoozed", snoozed: true }, { status: "open" }],
    [{ status: "snoozed", acknowledged: true }, { status: "acknowledged" }],
    [{ status: "resolved", acknowledged: true }, { status: "closed" }],
    [{ status: "closed" }, { status: "closed" }],
  ])("%j is %j", async (held, alert) => {
    const { pager, fake } = world();
    const { id } = await pager.page(page());
    fake.person.editAlert(id, held);
    expect(await pager.find(KEY)).toMatchObject(alert);
  });

  test("a status of later days is kept as it is", async () => {
    const row = { id: "x", status: "muted", createdAt: "2026-11-22T12:00:00Z" };
    const { pager } = world({ through: () => async () => Response.json(row) });
    expect(await pager.find(KEY)).toMatchObject({ key: KEY, status: "muted", message: "", count: 1 });
  });
});

describe("an alert that is not open", () => {
  test("cannot be acted on", async () => {
    const { pager, fake } = world();
    const acts = [
      () => pager.acknowledge(KEY, "x"),
      () => pager.note(KEY, "x"),
      () => pager.escalate(KEY, "e"),
      () => pager.addResponder(KEY, { type: "team", id: "t" }),
    ];
    const missing = { code: "not_found", written: "no", hint: expect.any(String) };
    for (const act of [...acts, () => pager.close(KEY, "x")]) await expect(act()).rejects.toMatchObject(missing);
    expect(await pager.find(KEY)).toBeUndefined();
    await pager.page(page());
    await pager.close(KEY, "Solved");
    const before = writes(fake).length;
    for (const act of acts) await expect(act()).rejects.toMatchObject(missing);
    // Already closed is success, and says nothing more.
    expect(await pager.close(KEY, "Again")).toMatchObject({ status: "closed" });
    expect(writes(fake)).toHaveLength(before);
  });

  test("an acknowledged one is noted, and not acknowledged again", async () => {
    const { pager, fake } = world();
    await pager.page(page());
    await pager.acknowledge(KEY, "On it");
    expect(await pager.acknowledge(KEY, "Still on it")).toMatchObject({ status: "acknowledged" });
    expect(writes(fake).filter(([what]) => what.endsWith("/acknowledge"))).toHaveLength(1);
    expect(fake.state().notes).toHaveLength(2);
  });

  test("closed by somebody between the look and the act: not open for all but closing, and said whether a note was left", async () => {
    const closing = async (): Promise<ReturnType<typeof world>> => {
      const one = meddling(/alerts\/(fake[^/]+)\/(escalate|acknowledge|close)$/, { status: "closed" });
      await one.pager.page(page());
      return one;
    };
    const gone = { code: "not_found", message: expect.stringContaining("no open alert") };
    await expect((await closing()).pager.escalate(KEY, "e")).rejects.toMatchObject({ ...gone, written: "no" });
    const { pager } = await closing();
    await expect(pager.acknowledge(KEY, "On it")).rejects.toMatchObject({ ...gone, written: "maybe" });
    expect(await (await closing()).pager.close(KEY, "Solved")).toMatchObject({ status: "closed" });
  });

  test("acknowledged by somebody between the look and the act: done", async () => {
    const { pager } = meddling(/alerts\/(fake[^/]+)\/acknowledge$/, {
      status: "acked",
      acknowledged: true,
      owner: "B",
    });
    await pager.page(page());
    expect(await pager.acknowledge(KEY, "")).toMatchObject({ status: "acknowledged", acknowledgedBy: "B" });
  });
});

describe("taken in is not done", () => {
  test("F2 what is not done in time may still be: timeout, written maybe", async () => {
    const { pager, clock, fake } = world({ processMs: 60_000 });
    await expect(pager.page(page())).rejects.toMatchObject({ code: "timeout", written: "maybe", retryable: false });
    expect(clock.monotonicMs()).toBeLessThanOrEqual(30_000);
    expect(fake.state().alerts).toEqual([]);
    clock.advance(60_000);
    expect(fake.state().alerts).toHaveLength(1);
  });

  test("the caller's own time counts", async () => {
    const { pager, clock } = world({ processMs: 60_000 });
    await expect(pager.page(page(), { timeoutMs: 2000 })).rejects.toMatchObject({ code: "timeout", written: "maybe" });
    expect(clock.monotonicMs()).toBeLessThanOrEqual(2000);
  });

  test("a failure while asking for the outcome leaves it open", async () => {
    const { pager } = world({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        return request.url.includes("/requests/") ? Response.json({}, { status: 403 }) : fetch(request);
      },
    });
    await expect(pager.page(page())).rejects.toMatchObject({ code: "forbidden", written: "maybe" });
  });

  test("refused afterwards: conflict, with the service's reason, and nothing written", async () => {
    const { pager } = answeringOnce(/\/requests\/request-2$/, {
      isSuccess: false,
      status: "Escalation does not exist",
    });
    await pager.page(page());
    const refusal = { code: "conflict", written: "no", message: expect.stringContaining("Escalation does not exist") };
    await expect(pager.escalate(KEY, "e")).rejects.toMatchObject(refusal);
    const other = answeringOnce(/\/requests\/request-1$/, { isSuccess: false });
    await expect(other.pager.page(page())).rejects.toMatchObject({ code: "conflict", written: "no" });
  });

  test("an outcome that names no alert: it is looked for by its key", async () => {
    const { pager } = answeringOnce(/\/requests\/request-1$/, { isSuccess: true, alertId: "" });
    expect(await pager.page(page())).toMatchObject({ id: expect.stringMatching(ID), key: KEY });
  });

  test("an alert that does not show yet what was done is read again", async () => {
    const stale = { id: "fake-alert-1-1795348800000", status: "open", createdAt: "2026-11-22T12:00:00Z" };
    const { pager, clock, fake } = answeringOnce(/\/alerts\/fake-alert-1-\d+$/, stale, 2);
    const { id } = await pager.page(page());
    expect(id).toBe(stale.id);
    expect(await pager.acknowledge(KEY, "")).toMatchObject({ status: "acknowledged" });
    expect(clock.monotonicMs()).toBe(250);
    expect(fake.state().calls.filter(({ path }) => path === `alerts/${id}`)).toHaveLength(2);
  });

  test("an abort while waiting rejects with the caller's reason", async () => {
    const reason = new Error("enough");
    const controller = new AbortController();
    const { pager, clock } = world({
      processMs: 60_000,
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        const answer = await fetch(request);
        if (request.url.includes("/requests/")) controller.abort(reason);
        return answer;
      },
    });
    await expect(pager.page(page(), { signal: controller.signal })).rejects.toBe(reason);
    // It does not sit out the wait.
    expect(clock.monotonicMs()).toBe(0);
  });
});

describe("what a page may hold", () => {
  test("a long message is one line, cut between characters, and says so", async () => {
    const { pager, fake } = world();
    await pager.page(page({ message: `Line\n  two ${"🚂".repeat(100)}` }));
    const sent = String(fake.state().alerts[0]?.message);
    expect(sent).toMatch(/^Line two 🚂+…$/u);
    expect(sent.length).toBeLessThanOrEqual(130);
    expect(sent.length).toBeGreaterThan(127);
    await pager.note(KEY, "n".repeat(30_000));
    expect(fake.state().notes[0]?.note).toBe(`${"n".repeat(24_999)}…`);
  });

  test("what cannot be cut is refused before anything is sent, all of it", async () => {
    const { pager, fake } = world();
    const to = Array.from({ length: 51 }, (_, index) => ({ type: "person" as const, id: `p${index}` }));
    const bad = page({ key: "k".repeat(513), message: " ", to, details: { a: "x".repeat(8000) } });
    await expect(pager.page(bad)).rejects.toMatchObject({
      code: "invalid_input",
      written: "no",
      problems: [{ path: "key" }, { path: "message" }, { path: "to" }, { path: "details" }],
    });
    expect(fake.state().calls).toEqual([]);
  });

  test("an empty note, or a key that cannot be one, is refused at once", async () => {
    const { pager, fake } = world();
    const bad = { code: "invalid_input", written: "no" };
    await expect(pager.note(KEY, " ")).rejects.toMatchObject(bad);
    await expect(pager.find("")).rejects.toMatchObject(bad);
    await expect(pager.close("k".repeat(513), "x")).rejects.toMatchObject(bad);
    expect(fake.state().calls).toEqual([]);
  });

  test("F37 an alert of another alias is not believed", async () => {
    const row = { id: "x", alias: "other", status: "open", createdAt: "2026-11-22T12:00:00Z" };
    const { pager } = world({ through: () => async () => Response.json(row) });
    await expect(pager.find(KEY)).rejects.toMatchObject({ code: "protocol" });
  });
});

/** A world in which one answer is another: the first to an address that fits, or a later one. */
function answeringOnce(address: RegExp, body: unknown, which = 1): ReturnType<typeof world> {
  const state = { seen: 0 };
  return world({
    through: (fetch) => async (input, init) => {
      const request = new Request(input, init);
      const fits = request.method === "GET" && address.test(new URL(request.url).pathname);
      if (fits) state.seen += 1;
      return fits && state.seen === which ? Response.json(body) : fetch(request);
    },
  });
}

/** A world in which somebody changes an alert just before a write to an address that fits gets there. */
function meddling(address: RegExp, change: Record<string, unknown>): ReturnType<typeof world> {
  const one = world({
    through: (fetch) => async (input, init) => {
      const request = new Request(input, init);
      const id = address.exec(request.url)?.[1];
      if (id !== undefined) one.fake.person.editAlert(id, change);
      return fetch(request);
    },
  });
  return one;
}
