import { inspect } from "node:util";
import { FootplateError } from "@footplate/core";
import { createStatuspage } from "@footplate/adapter-statuspage";
import { describe, expect, test } from "vitest";
import { EVER, mark, minute, notice, world } from "./support/world.ts";

describe("the limit", () => {
  test("F15 200 writes in a row stay within 60 a minute: each is made, none is refused", async () => {
    const { board, clock, fake } = world();
    for (let index = 0; index < 200; index += 1)
      await board.create(notice(), mark({ key: `k${index}`, nonce: `n${index}` }));
    const { calls, incidents } = fake.state();
    expect(calls.map(({ status }) => status)).toEqual(Array.from({ length: 200 }, () => 201));
    expect(incidents).toHaveLength(200);
    expect(clock.monotonicMs()).toBeLessThan(200_000);
  });

  test.each([
    [420, true],
    [429, false],
  ])("F14 %i waits as long as it says and sends again, writes too", async (status, status420) => {
    const { board, clock, fake } = world({ limit: { requests: 1, perMs: 20_000 }, status420 });
    await board.create(notice(), mark());
    await board.create(notice(), mark({ key: "other", nonce: "n2" }));
    expect(fake.state().calls.map((call) => call.status)).toEqual([201, status, 201]);
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(20_000);
  });

  test.each([true, false])(
    "F14 a longer wait is the caller's affair, with nothing written (420: %s)",
    async (status420) => {
      const { board } = world({ limit: { requests: 1, perMs: 45_000 }, status420 });
      const held = await board.create(notice(), mark());
      const refused = { code: "rate_limited", retryAfterMs: 45_000, retryable: true };
      await expect(board.create(notice(), mark())).rejects.toMatchObject({ ...refused, written: "no" });
      // F16: a limit is never taken for absence.
      await expect(board.read(held.id)).rejects.toMatchObject({ code: "rate_limited" });
      await expect(board.list(EVER)).rejects.toMatchObject({ code: "rate_limited" });
      await expect(board.remove(held)).rejects.toMatchObject({ code: "rate_limited", written: "no" });
    },
  );
});

describe("absence", () => {
  test.each([404, 410])("F16 %i alone says gone", async (status) => {
    const { board } = answering(status, ({ pathname }) => pathname.endsWith("/incidents/x1"));
    expect(await board.read("x1")).toBeUndefined();
  });

  test("F16 a page that does not answer proves nothing about what is on it, and is asked only then", async () => {
    const { board, fake } = world();
    const held = await board.create(notice(), mark());
    await board.read(held.id);
    expect(fake.state().calls.map(({ path }) => path)).not.toContain(`pages/${fake.pageId}`);
    fake.person.withdraw();
    const lost = { code: "not_found", message: expect.stringContaining(`page ${fake.pageId} cannot be read`) };
    await expect(board.read(held.id)).rejects.toMatchObject({ ...lost, hint: expect.stringContaining("pageId") });
    await expect(board.remove(held)).rejects.toMatchObject({ ...lost, written: "no" });
    await expect(board.complete(held.id, "Done.")).rejects.toMatchObject({ ...lost, written: "no" });
    await expect(board.components.get("api")).rejects.toMatchObject(lost);
  });

  test.each([400, 401, 403, 420, 422, 429, 500, 503])("F16 %i does not", async (status) => {
    const { board } = answering(status);
    await expect(board.read("x1")).rejects.toBeInstanceOf(FootplateError);
    await expect(board.list(EVER)).rejects.toBeInstanceOf(FootplateError);
  });

  test("F37 an answer about another incident is not believed", async () => {
    const { board, fake } = world({
      through: (fetch) => async (input, init) => {
        const text = await (await fetch(input, init)).text();
        return new Response(text.replaceAll('"id":"x', '"id":"y'), { headers: { "content-type": "application/json" } });
      },
    });
    const id = fake.person.create({ name: "By hand", scheduled_for: minute(10), scheduled_until: minute(20) });
    await expect(board.read(id)).rejects.toMatchObject({ code: "protocol" });
  });
});

describe("what a failed write proves", () => {
  test("F2 a lost answer leaves the outcome open, and is not sent again", async () => {
    const { board, fake } = losing((request) => request.method !== "GET");
    await expect(board.create(notice(), mark())).rejects.toMatchObject({
      code: "outcome_unknown",
      written: "maybe",
      retryable: false,
    });
    expect(fake.state().incidents).toHaveLength(1);
  });

  test("a look that fails before the write proves that nothing was written", async () => {
    const state = { broken: false };
    const { board } = losing((request) => state.broken && request.method === "GET");
    const held = await board.create(notice(), mark());
    state.broken = true;
    await expect(board.update(held, notice({ title: "Other" }), 4)).rejects.toMatchObject({
      code: "unavailable",
      written: "no",
    });
    await expect(board.remove(held)).rejects.toMatchObject({ code: "unavailable", written: "no" });
  });

  test("the second write of an update refused leaves the first one made", async () => {
    const { board, fake } = world();
    const held = await board.create(notice(), mark());
    const wanted = notice({ body: "Other", end: minute(60) });
    await expect(board.update(held, wanted, 4)).rejects.toMatchObject({ code: "invalid_input", written: "maybe" });
    const seen = await board.read(held.id);
    expect(seen?.item).toEqual(notice({ body: "Other" }));
    expect(fake.state().notifications).toHaveLength(1);
  });

  test("an aborted call sends nothing and rejects with the caller's reason", async () => {
    const { board, fake } = world();
    const reason = new Error("enough");
    const call = { signal: AbortSignal.abort(reason) };
    await expect(board.create(notice(), mark(), call)).rejects.toBe(reason);
    await expect(board.list(EVER, call)).rejects.toBe(reason);
    expect(fake.state().calls).toEqual([]);
  });
});

describe("the key", () => {
  test("is in no error, whatever fails", async () => {
    const key = "canary-0123456789";
    const { board, fake } = world({ apiKey: key });
    const wrong = createStatuspage({ pageId: "p", apiKey: `${key}-wrong`, fetch: fake.fetch }).noticeBoard;
    const errors = await Promise.all([
      board.create(notice({ components: ["nope"] }), mark()).catch((error: unknown) => error),
      board.components.get("nope").catch((error: unknown) => error),
      board.read("..").catch((error: unknown) => error),
      wrong.read("x1").catch((error: unknown) => error),
    ]);
    for (const error of errors) {
      expect(error).toBeInstanceOf(FootplateError);
      expect(inspect(error, { depth: Infinity, showHidden: true }) + JSON.stringify(error)).not.toContain("canary");
    }
    expect(errors.map((error) => (error instanceof FootplateError ? error.code : ""))).toEqual([
      "invalid_input",
      "not_found",
      "invalid_input",
      "auth",
    ]);
  });

  test("F20 is fetched anew once when it is refused", async () => {
    const { fake, another } = world();
    const keys = ["old-key-1", fake.apiKey];
    const board = another({ apiKey: () => keys.shift() ?? "none" });
    await board.create(notice(), mark());
    expect(fake.state().calls.map(({ status }) => status)).toEqual([401, 201]);
  });
});

test("options that cannot be used are refused at once, all of them", () => {
  const bad = { pageId: "a/b", apiKey: "k", componentIds: ["ok", ""], sendMs: -1, leadMs: Number.NaN };
  const error = caught(() => createStatuspage(bad));
  expect(error).toMatchObject({ code: "invalid_input" });
  expect(error.problems.map(({ path }) => path)).toEqual(["pageId", "componentIds[1]", "sendMs", "leadMs"]);
});

function caught(run: () => unknown): FootplateError {
  try {
    run();
  } catch (error) {
    if (error instanceof FootplateError) return error;
  }
  throw new Error("nothing was thrown");
}

/** A world whose service answers everything with one status. */
function answering(status: number, where: (url: URL) => boolean = () => true): ReturnType<typeof world> {
  return world({
    through: (fetch) => async (input, init) => {
      const request = new Request(input, init);
      return where(new URL(request.url)) ? Response.json({ message: "no" }, { status }) : fetch(request);
    },
  });
}

/** A world that does what it is asked to and loses the answer. */
function losing(lost: (request: Request) => boolean): ReturnType<typeof world> {
  return world({
    through: (fetch) => async (input, init) => {
      const request = new Request(input, init);
      const answer = await fetch(request.clone());
      if (lost(request)) throw new TypeError("socket closed");
      return answer;
    },
  });
}
