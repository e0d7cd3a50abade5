import type { TrainTicket } from "@footplate/core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVER, mark, note, ticket } from "./support/tickets.ts";
import { failing, minute, sent, world } from "./support/world.ts";

describe("making a ticket", () => {
  test("makes the label where the repository lacks it, once, and reads like an issue", async () => {
    const { trainTickets, fake } = world();
    const held = await trainTickets.create(ticket(), mark());
    await trainTickets.create(ticket(), mark({ nonce: "n2" }));
    expect(sent(fake)).toEqual([
      "GET labels/release-train 404",
      "POST labels 201",
      "POST issues 201",
      "POST issues 201",
    ]);
    expect(held).toMatchObject({ id: "1", links: { web: "https://github.com/octo/trains/issues/1" } });
    expect(fake.issues.all()[0]).toMatchObject({
      title: "Train 48",
      body: expect.stringMatching(/^What is on it\.\n\n<!-- footplate:ticket \{.*\} -->$/),
      labels: ["release-train"],
    });
  });

  test("another bot that makes the label at the same moment does no harm", async () => {
    const { trainTickets, fake } = world({
      fault: ({ method, path }) => {
        if (method === "POST" && path.endsWith("/labels")) fake.issues.open({ title: "B", labels: ["release-train"] });
        return undefined;
      },
    });
    await trainTickets.create(ticket(), mark());
    expect(sent(fake)).toContain("POST labels 422");
    expect(fake.issues.all()[1]).toMatchObject({ title: "Train 48", labels: ["release-train"] });
  });

  test("a label dropped in silence is noticed: the issue is closed again, since no listing would show it", async () => {
    const { trainTickets, fake } = world({ issues: { mayTriage: false } });
    fake.issues.open({ title: "With the label", labels: ["release-train"] });
    const error = await failing(trainTickets.create(ticket(), mark()));
    expect(error).toMatchObject({ code: "forbidden", written: "maybe", hint: expect.stringContaining("label") });
    expect(fake.issues.all()[1]).toMatchObject({ state: "closed", labels: [], stateReason: "not_planned" });
  });

  test("a label that cannot be made is refused before anything is written", async () => {
    const { trainTickets, fake } = world({ issues: { mayTriage: false } });
    expect(await failing(trainTickets.create(ticket(), mark()))).toMatchObject({ code: "forbidden", written: "no" });
    expect(fake.issues.all()).toEqual([]);
  });

  test("F2 an answer that was lost may have made it, and it is not sent again", async () => {
    const { trainTickets, fake } = world({
      fault: ({ method, path }) => (method === "POST" && path.endsWith("/issues") ? "lost" : undefined),
    });
    const error = await failing(trainTickets.create(ticket(), mark()));
    expect(error).toMatchObject({ code: "outcome_unknown", written: "maybe", retryable: false });
    const { held } = await trainTickets.list(EVER);
    expect(held.map((one) => one.mark)).toEqual([mark()]);
    expect(fake.issues.all()).toHaveLength(1);
  });
});

describe("changing a ticket", () => {
  const made = async (options?: Parameters<typeof world>[0]) => {
    const all = world(options);
    return { ...all, held: await all.trainTickets.create(ticket(), mark()) };
  };

  test("writes the times and the number of facts, and leaves the text to the letter", async () => {
    const { trainTickets, fake, held } = await made();
    const before = fake.issues.all()[0]?.body ?? "";
    fake.issues.edit("1", { body: before.replaceAll("\n", "\r\n") });
    const after = await trainTickets.update(held, ticket({ end: minute(150) }), 9);
    expect(after).toMatchObject({ item: ticket({ end: minute(150) }), mark: mark({ facts: 9 }) });
    expect(fake.issues.all()[0]?.body).toMatch(/^What is on it\.\r\n\r\n<!-- .*"facts":9.* -->$/);
  });

  test("nothing to change sends no write", async () => {
    const { trainTickets, fake, held } = await made();
    await trainTickets.update(held, ticket(), 3);
    expect(sent(fake).at(-1)).toBe("GET issues/1 200");
  });

  test.each<[string, Partial<TrainTicket>]>([
    ["while only the text is to change", { body: "Another text." }],
    ["which is to change too", { title: "Another" }],
  ])("F81 a title that a person changed, %s, is a conflict", async (_name, change) => {
    const { trainTickets, fake, held } = await made();
    fake.issues.edit("1", { title: "By hand" });
    expect(await failing(trainTickets.update(held, ticket(change), 4))).toMatchObject({
      code: "conflict",
      written: "no",
    });
    expect(fake.issues.all()[0]?.title).toBe("By hand");
  });

  test("another process's write in between is a conflict", async () => {
    const { trainTickets, another, held } = await made();
    await another().trainTickets.update(held, ticket(), 4);
    expect(await failing(trainTickets.update(held, ticket(), 5))).toMatchObject({ code: "conflict", written: "no" });
  });

  test("one that was closed stays closed", async () => {
    const { trainTickets, fake, held } = await made();
    fake.issues.edit("1", { state: "closed" });
    expect(await failing(trainTickets.update(held, ticket({ body: "x" }), 4))).toMatchObject({ code: "conflict" });
    expect((await trainTickets.read("1"))?.ended).toBe(true);
  });

  test("one that a person spoilt the marker of is theirs", async () => {
    const { trainTickets, fake, held } = await made();
    fake.issues.edit("1", { body: "Rewritten." });
    for (const run of [() => trainTickets.update(held, ticket(), 4), () => trainTickets.remove(held)])
      expect(await failing(run())).toMatchObject({ code: "conflict", written: "no" });
    expect((await trainTickets.read("1"))?.mark).toBeUndefined();
  });

  test("removing closes it as not planned, and keeps what people wrote", async () => {
    const { trainTickets, fake, held } = await made();
    fake.issues.comment("1", "Why?");
    await trainTickets.remove(held);
    expect(fake.issues.all()[0]).toMatchObject({ state: "closed", stateReason: "not_planned", comments: [{}] });
  });

  test("a service that answers and does not do it is not believed", async () => {
    const { trainTickets, held } = await made({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        const answer = await fetch(request);
        if (request.method !== "PATCH") return answer;
        return Response.json({ ...Object(await answer.json()), state: "open" });
      },
    });
    expect(await failing(trainTickets.remove(held))).toMatchObject({ code: "protocol", written: "maybe" });
  });
});

describe("reading", () => {
  test("gone, never there, or a pull request is absent; F16 no other failure says so", async () => {
    const { trainTickets, fake } = world();
    const { id } = await trainTickets.create(ticket(), mark());
    fake.issues.remove(id);
    const pull = fake.issues.open({ title: "A change", isPullRequest: true });
    for (const one of [id, "99", pull]) expect(await trainTickets.read(one)).toBeUndefined();
    for (const status of [301, 401, 403, 429, 500, 503]) {
      const broken = world({ fault: () => ({ status, body: { message: "no" } }) });
      expect((await failing(broken.trainTickets.read("1"))).code).not.toBe("not_found");
    }
  });

  test("F16 a repository that does not answer, or whose issues are off, proves nothing, and is asked only then", async () => {
    const { trainTickets, fake } = world();
    const held = await trainTickets.create(ticket(), mark());
    await trainTickets.read(held.id);
    expect(fake.state().calls.map(({ path }) => path)).not.toContain("repos/octo/trains");
    const authorization = `Bearer ${fake.token}`;
    const shown = await fake.fetch("https://api.github.com/repos/octo/trains", { headers: { authorization } });
    const repository = { ...((await shown.json()) as object), has_issues: false };
    fake.withdraw();
    const lost = { code: "not_found", message: expect.stringContaining("repository octo/trains cannot be read") };
    expect(await failing(trainTickets.read(held.id))).toMatchObject({ ...lost, hint: expect.stringContaining("404") });
    expect(await failing(trainTickets.remove(held))).toMatchObject({ ...lost, written: "no" });
    const off = world({
      fault: ({ path }) =>
        path.includes("/issues")
          ? { status: 410, body: { message: "Issues are disabled for this repo" } }
          : { status: 200, body: repository },
    });
    expect(await failing(off.trainTickets.read("1"))).toMatchObject({
      code: "not_found",
      message: expect.stringContaining("issues are switched off"),
    });
  });

  test("one that was moved to another repository is an error that says so", async () => {
    const { trainTickets, fake } = world();
    const { id } = await trainTickets.create(ticket(), mark());
    fake.issues.transfer(id, "https://api.github.com/repositories/2/issues/7");
    expect(await failing(trainTickets.read(id))).toMatchObject({ status: 301, hint: expect.stringContaining("moved") });
  });

  test.each(["", "0", "x", "1/../2", "-1"])("F59 %j is no id", async (id) => {
    const { trainTickets, fake } = world();
    expect(await failing(trainTickets.read(id))).toMatchObject({ code: "invalid_input" });
    expect(sent(fake)).toEqual([]);
  });

  test("F37 an answer about another issue is not believed", async () => {
    const { trainTickets, fake } = world({
      through: (fetch) => (input, init) => {
        const request = new Request(input, init);
        return fetch(new Request(request.url.replace("issues/1", "issues/2"), request));
      },
    });
    fake.issues.open({ title: "One" });
    fake.issues.open({ title: "Two" });
    expect(await failing(trainTickets.read("1"))).toMatchObject({ code: "protocol" });
  });
});

describe("listing", () => {
  test("passes over pull requests and issues without the label", async () => {
    const { trainTickets, fake } = world();
    fake.issues.open({ title: "A change", labels: ["release-train"], isPullRequest: true });
    fake.issues.open({ title: "Something else" });
    expect(await trainTickets.list(EVER)).toEqual({ held: [], complete: true });
  });

  test("somebody else's holds from its making until it is closed", async () => {
    const { trainTickets, fake, clock } = world();
    const id = fake.issues.open({ title: "By hand", labels: ["Release-Train"] });
    clock.advance(3_600_000);
    fake.issues.edit(id, { state: "closed", closedMs: clock.epochMs() });
    const { held } = await trainTickets.list(EVER);
    expect(held).toMatchObject([{ id, ended: true, item: { start: minute(0), end: minute(60) } }]);
    expect((await trainTickets.list({ start: minute(60), end: minute(90) })).held).toEqual([]);
  });

  test("F10 a row that cannot be read proves nothing absent, and hides no other", async () => {
    const { trainTickets } = world({
      through: (fetch) => async (input, init) => {
        const answer = await fetch(input, init);
        const body: unknown = await answer.clone().json();
        return Array.isArray(body) ? Response.json([{ number: "one" }, ...body]) : answer;
      },
    });
    const { id } = await trainTickets.create(ticket(), mark());
    expect(await trainTickets.list(EVER)).toMatchObject({ held: [{ id }], complete: false });
  });

  test("F31 one that leaves the list between two pages hides no other", async () => {
    let lists = 0;
    const { trainTickets, fake } = world({
      fault: ({ method, path }) => {
        if (method === "GET" && path.endsWith("/issues")) lists += 1;
        if (lists === 2) fake.issues.edit("1", { labels: [] });
        return undefined;
      },
    });
    for (let n = 0; n < 120; n += 1) fake.issues.open({ title: `Train ${n}`, labels: ["release-train"] });
    const { held, complete } = await trainTickets.list(EVER);
    expect(new Set(held.map(({ id }) => id)).size).toBe(119);
    expect(complete).toBe(true);
  });

  test("F31 a list that never stands still is not complete", async () => {
    let next = 1;
    const { trainTickets, fake } = world({
      fault: ({ method, path }) => {
        if (method === "GET" && path.endsWith("/issues")) fake.issues.edit(String(next++), { labels: [] });
        return undefined;
      },
    });
    for (let n = 0; n < 120; n += 1) fake.issues.open({ title: `Train ${n}`, labels: ["release-train"] });
    expect((await trainTickets.list(EVER)).complete).toBe(false);
  });

  test("reads back no further than a ticket can have been made before its train", async () => {
    const { trainTickets, fake } = world({ ports: { issues: { leadMs: 86_400_000 } } });
    await trainTickets.list({ start: minute(0), end: minute(60) });
    expect(new URLSearchParams(fake.state().calls[0]?.query).get("since")).toBe("2026-11-22T00:00:00Z");
  });

  test.each([
    [0, 1],
    [100, 1],
    [101, 2],
    [198, 2],
    [199, 3],
    [294, 3],
    [300, 4],
  ])("shows each of %i tickets once, and reads %i pages", async (count, pages) => {
    const { trainTickets, fake } = world();
    for (let n = 0; n < count; n += 1) fake.issues.open({ title: `Train ${n}`, labels: ["release-train"] });
    const { held, complete } = await trainTickets.list(EVER);
    expect(complete).toBe(true);
    expect(held.map(({ id }) => Number(id))).toEqual(Array.from({ length: count }, (_none, index) => index + 1));
    expect(sent(fake)).toEqual(Array(pages).fill("GET issues 200"));
  });

  test("F31 a long list, of which GitHub numbers no pages, is read twice by its links", async () => {
    const { trainTickets, fake } = world({ through: cursors });
    for (let n = 0; n < 250; n += 1) fake.issues.open({ title: `Train ${n}`, labels: ["release-train"] });
    const { held, complete } = await trainTickets.list(EVER);
    expect([held.length, complete]).toEqual([250, true]);
    expect(sent(fake)).toHaveLength(1 + 2 * 3);
  });

  test("a number that GitHub refuses though it told it is not the end of the list", async () => {
    const { trainTickets, fake } = world({
      through: (fetch) => async (input, init) => {
        const { searchParams } = new URL(new Request(input, init).url);
        const refused = searchParams.get("page") === "2" && searchParams.get("per_page") !== "100";
        return refused ? Response.json({ message: "page is not supported" }, { status: 422 }) : fetch(input, init);
      },
    });
    for (let n = 0; n < 120; n += 1) fake.issues.open({ title: `Train ${n}`, labels: ["release-train"] });
    const { held, complete } = await trainTickets.list(EVER);
    expect([held.length, complete]).toEqual([120, true]);
  });
});

/** As GitHub answers for long lists: its links hold a cursor, and numbers are refused. */
function cursors(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(new Request(input, init).url);
    const { searchParams } = url;
    if (searchParams.has("page") && searchParams.get("page") !== "1")
      return Response.json({ message: "Pagination with the page parameter is not supported" }, { status: 422 });
    const after = searchParams.get("after");
    searchParams.delete("after");
    if (after !== null) searchParams.set("page", after);
    const answer = await fetch(url, init);
    const headers = new Headers(answer.headers);
    const link = headers.get("link")?.replaceAll(/([?&])page=(\d+)/g, "$1after=$2");
    if (link !== undefined) headers.set("link", link);
    return new Response(answer.body, { status: answer.status, headers });
  };
}

describe("listing again", () => {
  test("F31 what did not change is not sent again and costs nothing of the limit; what did is seen", async () => {
    const { trainTickets, fake } = world();
    const later = minute(1);
    const ids = Array.from({ length: 150 }, (_none, n) =>
      fake.issues.open({ title: `Train ${n}`, labels: ["release-train"] }),
    );
    const first = await trainTickets.list(EVER);
    const used = fake.usage().requests;
    expect(await trainTickets.list(EVER)).toEqual(first);
    // The day is what counts of the range's beginning.
    expect((await trainTickets.list({ start: minute(0), end: EVER.end })).held).toHaveLength(150);
    await trainTickets.list({ start: later, end: EVER.end });
    expect(fake.usage().requests).toBe(used + 2);
    expect(sent(fake).map((one) => one.slice(-3))).toEqual(["200", "200", "304", "304", "200", "200", "304", "304"]);
    fake.issues.edit(ids[0] ?? "", { title: "Moved" });
    fake.issues.edit(ids[149] ?? "", { labels: [] });
    const { held, complete } = await trainTickets.list(EVER);
    expect([held[0]?.item.title, held.length, complete]).toEqual(["Moved", 149, true]);
  });

  test("F31 one that comes after a full page is seen, though nothing on that page changed", async () => {
    const { trainTickets, fake } = world();
    const open = (): string => fake.issues.open({ title: "Train", labels: ["release-train"] });
    for (const more of [100, 1, 97, 1]) {
      for (let n = 0; n < more; n += 1) open();
      const { held, complete } = await trainTickets.list(EVER);
      expect([held.length, complete]).toEqual([fake.issues.all().length, true]);
    }
  });

  test("F31 one that leaves is noticed, though the first page did not change", async () => {
    const { trainTickets, fake } = world();
    for (let n = 0; n < 101; n += 1) fake.issues.open({ title: "Train", labels: ["release-train"] });
    await trainTickets.list(EVER);
    fake.issues.edit("101", { labels: [] });
    const { held, complete } = await trainTickets.list(EVER);
    expect([held.length, complete]).toEqual([100, true]);
  });

  test("F31 whatever comes, goes and changes, before or while it is listed: nothing that was there is missing or old", async () => {
    const act = fc.record({
      kind: fc.constantFrom("none", "open", "unlabel", "label", "rename"),
      at: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 90, max: 105 }), fc.nat({ max: 210 })),
      inside: fc.boolean(),
    });
    const length = fc.oneof(fc.integer({ min: 97, max: 102 }), fc.integer({ min: 196, max: 200 }));
    const made = { complete: 0, unchanged: 0 };
    await fc.assert(
      fc.asyncProperty(length, fc.array(act, { minLength: 3, maxLength: 12 }), async (count, acts) => {
        let reads = 0;
        let waiting: (() => void) | undefined;
        const { trainTickets, fake } = world({
          fault: ({ path }) => {
            if (path.endsWith("/issues")) reads += 1;
            if (reads !== 2) return undefined;
            waiting?.();
            waiting = undefined;
            return undefined;
          },
        });
        const { issues } = fake;
        const open = (): string => issues.open({ title: "Train", labels: ["release-train"] });
        for (let n = 0; n < count; n += 1) open();
        const labelled = () => issues.all().filter(({ labels }) => labels.length > 0);
        for (const [step, { kind, at, inside }] of acts.entries()) {
          const target = issues.all()[at % issues.all().length];
          const change = (): void => {
            if (kind === "open") open();
            else if (kind === "unlabel") issues.edit(String(target?.number), { labels: [] });
            else if (kind === "label") issues.edit(String(target?.number), { labels: ["release-train"] });
            else if (kind === "rename") issues.edit(String(target?.number), { title: `Train ${step}` });
          };
          if (inside) waiting = change;
          else change();
          const before = labelled();
          reads = 0;
          const { held, complete } = await trainTickets.list(EVER);
          const after = labelled();
          if (!complete) continue;
          made.complete += 1;
          const titles = new Map(held.map(({ id, item }) => [id, item.title]));
          const always = before.filter((one) =>
            after.some(({ number, title }) => number === one.number && title === one.title),
          );
          expect(always.filter(({ number, title }) => titles.get(String(number)) !== title)).toEqual([]);
        }
        made.unchanged += sent(fake).filter((one) => one === "GET issues 304").length;
      }),
      { numRuns: 25 },
    );
    expect(Math.min(made.complete, made.unchanged)).toBeGreaterThan(50);
  });

  test("another credential is never answered with what the one before saw", async () => {
    const credential = { token: "fake-token" };
    const { trainTickets, fake } = world({ ports: { token: () => credential.token } });
    fake.issues.open({ title: "Train", labels: ["release-train"] });
    await trainTickets.list(EVER);
    credential.token = "another";
    expect(await failing(trainTickets.list(EVER))).toMatchObject({ code: "auth" });
  });

  test("F37 an answer of 304 that nobody asked for is a fault", async () => {
    const { trainTickets, fake } = world({ through: () => async () => new Response(null, { status: 304 }) });
    fake.issues.open({ title: "Train", labels: ["release-train"] });
    expect(await failing(trainTickets.list(EVER))).toMatchObject({ code: "protocol" });
    expect(await failing(trainTickets.read("1"))).toMatchObject({ code: "protocol" });
  });

  test("a ticket that did not change since it was looked at is not sent again", async () => {
    const { trainTickets, fake } = world();
    const held = await trainTickets.create(ticket(), mark());
    expect(await trainTickets.read(held.id)).toEqual(held);
    const moved = await trainTickets.update(held, ticket({ end: minute(180) }), 4);
    expect(moved.item.end).toBe(minute(180));
    expect(sent(fake).slice(-3)).toEqual(["GET issues/1 200", "GET issues/1 304", "PATCH issues/1 200"]);
    expect((await trainTickets.read(held.id))?.item.end).toBe(minute(180));
    expect(sent(fake).at(-1)).toBe("GET issues/1 200");
  });

  test("a listing that shows the label spares looking for it", async () => {
    const { trainTickets, fake } = world();
    fake.issues.open({ title: "By hand", labels: ["Release-Train"] });
    await trainTickets.list(EVER);
    await trainTickets.create(ticket(), mark());
    expect(sent(fake)).toEqual(["GET issues 200", "POST issues 201"]);
  });
});

test("R48 other labels can be chosen, and unusable ones are refused at once", () => {
  const { another } = world();
  expect(another({ issues: { label: "rt", blockerLabel: "stop" } }).trainTickets.identity).toBe("marked");
  for (const issues of [{ label: "a,b" }, { label: "" }, { blockerLabel: "Release-Train" }, { leadMs: 0 }])
    expect(() => another({ issues })).toThrow("issues.");
});

test("aborting before anything is sent sends nothing", async () => {
  const { trainTickets, fake } = world();
  const reason = new Error("enough");
  const call = { signal: AbortSignal.abort(reason) };
  for (const run of [
    () => trainTickets.assign("1", "lead", note(), call),
    () => trainTickets.comment("1", note(), call),
    () => trainTickets.comments("1", call),
    () => trainTickets.blockers("1", call),
    () => trainTickets.close("1", note(), call),
  ])
    await expect(run()).rejects.toBe(reason);
  expect(sent(fake)).toEqual([]);
});
