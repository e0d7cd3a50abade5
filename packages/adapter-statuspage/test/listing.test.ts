import { fromEpochMs, type Instant } from "@footplate/core";
import { describe, expect, test } from "vitest";
import { BEGIN, EVER, mark, minute, notice, world } from "./support/world.ts";

const days = (count: number): Instant => minute(count * 24 * 60);

describe("list", () => {
  test.each([
    [99, 1],
    [100, 2],
    [101, 2],
    [197, 2],
    [198, 3],
    [205, 3],
    [300, 4],
  ])("shows each of %i maintenances once, past the silent cut at 100, and reads %i pages", async (count, pages) => {
    const { board, clock, fake } = world();
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) {
      clock.advance(1000);
      ids.push(fake.person.create({ name: `M${index}`, scheduled_for: minute(600), scheduled_until: minute(700) }));
    }
    const { held, complete } = await board.list(EVER);
    expect(complete).toBe(true);
    expect(held.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(fake.state().calls).toHaveLength(pages);
  });

  test("shows what overlaps the range, ended ones included, and neither incidents nor the rest", async () => {
    const { board, fake } = world();
    fake.person.create({ name: "Trouble", status: "investigating" });
    const at = (name: string, from: number, to: number): string =>
      fake.person.create({ name, scheduled_for: minute(from), scheduled_until: minute(to) });
    at("before", 100, 200);
    at("after", 300, 400);
    const ended = at("ended", 210, 220);
    fake.person.edit(ended, { status: "completed" });
    at("across", 100, 500);
    at("cut at start", 100, 201);
    at("cut at end", 299, 400);
    const { held } = await board.list({ start: minute(200), end: minute(300) });
    expect(held.map(({ item }) => item.title).toSorted()).toEqual(["across", "cut at end", "cut at start", "ended"]);
    expect(held.find(({ id }) => id === ended)).toMatchObject({ ended: true, state: "completed" });
  });

  test("reads back only as far as a notice may have been made before the range", async () => {
    const { another, clock, fake } = world();
    for (let index = 0; index < 350; index += 1) {
      fake.person.create({ name: `M${index}`, scheduled_for: days(index + 1), scheduled_until: days(index + 2) });
      clock.advance(24 * 3_600_000);
    }
    fake.person.create({ name: "next", scheduled_for: days(400), scheduled_until: days(401) });
    const near = { start: days(399), end: days(402) };
    const requests = async (leadDays: number | undefined): Promise<number> => {
      const board = another(leadDays === undefined ? {} : { leadMs: leadDays * 24 * 3_600_000 });
      const before = fake.state().calls.length;
      const { held, complete } = await board.list(near);
      expect([held.map(({ item }) => item.title), complete]).toEqual([["next"], true]);
      return fake.state().calls.length - before;
    };
    expect(await requests(undefined)).toBe(4);
    clock.advance(60_000);
    expect(await requests(150)).toBe(2);
    expect(await requests(31)).toBe(1);
  });

  test("F31 a row that vanishes between two pages hides no other: the listing is read again", async () => {
    const lost: string[] = [];
    const { board, clock, fake } = world({
      through: (fetch) => async (input, init) => {
        const answer = await fetch(input, init);
        const url = new URL(input instanceof Request ? input.url : input);
        const victim = lost[0];
        if (victim !== undefined && url.searchParams.get("page") === "1") {
          lost.shift();
          fake.person.remove(victim);
        }
        return answer;
      },
    });
    const ids: string[] = [];
    for (let index = 0; index < 150; index += 1) {
      clock.advance(1000);
      ids.push(fake.person.create({ name: `M${index}`, scheduled_for: minute(600), scheduled_until: minute(700) }));
    }
    lost.push(...ids.slice(-1));
    const { held, complete } = await board.list(EVER);
    expect(complete).toBe(true);
    expect(held.map(({ id }) => id).toSorted()).toEqual(ids.slice(0, -1).toSorted());
  });

  test("F31 a listing that will not hold still is not complete", async () => {
    const { board, clock, fake } = world({
      through: (fetch) => async (input, init) => {
        const answer = await fetch(input, init);
        clock.advance(1000);
        fake.person.create({ name: "More", scheduled_for: minute(6000), scheduled_until: minute(7000) });
        return answer;
      },
    });
    for (let index = 0; index < 150; index += 1) {
      fake.person.create({ name: `M${index}`, scheduled_for: minute(6000), scheduled_until: minute(7000) });
    }
    expect((await board.list(EVER)).complete).toBe(false);
  });

  test("F10 a row that cannot be read fails alone, and nothing can be proved absent", async () => {
    const { board } = world({
      through: (fetch) => async (input, init) => {
        const rows: unknown = await (await fetch(input, init)).json();
        const odd = { id: "odd", name: "Odd", status: "paused", scheduled_for: minute(1), scheduled_until: minute(2) };
        return Response.json(Array.isArray(rows) ? [...rows, odd, { nonsense: true }] : rows);
      },
    });
    const { held, complete } = await world().board.list(EVER);
    expect([held, complete]).toEqual([[], true]);
    expect(await board.list(EVER)).toEqual({ held: [], complete: false });
  });

  test("F23 a new notice is missing from a lagging list, never from a read", async () => {
    const { board, clock } = world({ lagMs: 20_000 });
    const held = await board.create(notice(), mark());
    expect((await board.list(EVER)).held).toEqual([]);
    expect(await board.read(held.id)).toEqual(held);
    clock.advance(board.settleMs);
    expect((await board.list(EVER)).held).toEqual([held]);
  });

  test("understands null where the description only allows leaving out", async () => {
    const { board } = world({ nulls: true });
    const held = await board.create(notice(), mark());
    expect(await board.list(EVER)).toEqual({ held: [held], complete: true });
  });

  test("understands moments with an offset, and verifying as in progress", async () => {
    const { board, fake } = world({
      through: (fetch) => async (input, init) => {
        const text = await (await fetch(input, init)).text();
        return new Response(text.replaceAll("T14:00:00.000Z", "T09:00:00.000-05:00"), {
          headers: { "content-type": "application/json" },
        });
      },
    });
    const id = fake.person.create({
      name: "By hand",
      scheduled_for: minute(120),
      scheduled_until: minute(180),
      scheduled_auto_completed: true,
    });
    fake.person.edit(id, { status: "verifying" });
    const held = await board.read(id);
    expect(held).toMatchObject({ state: "in_progress", autoClose: true, item: { start: "2026-11-22T14:00:00Z" } });
    expect(held).not.toHaveProperty("ended");
  });

  test("the oldest update is the body, in whatever order the service lists them", async () => {
    const { board, clock, fake } = world({
      through: (fetch) => async (input, init) => {
        const row: unknown = await (await fetch(input, init)).json();
        const updates: unknown = Object(row).incident_updates;
        return Response.json({ ...Object(row), incident_updates: Array.isArray(updates) ? updates.toReversed() : [] });
      },
    });
    const id = fake.person.create({
      name: "M",
      body: "First.",
      scheduled_for: minute(10),
      scheduled_until: minute(20),
    });
    clock.advance(1000);
    fake.person.edit(id, { body: "Second." });
    expect((await board.read(id))?.item.body).toBe("First.");
  });

  test("a range given in milliseconds is compared as time, not as text", async () => {
    const { board, fake } = world();
    fake.person.create({ name: "By hand", scheduled_for: minute(120), scheduled_until: minute(180) });
    const end = Date.parse(BEGIN) + 180 * 60_000;
    const range = (from: number): { start: Instant; end: Instant } => ({
      start: fromEpochMs(from),
      end: fromEpochMs(end + 1000),
    });
    expect((await board.list(range(end - 500))).held).toHaveLength(1);
    expect((await board.list(range(end))).held).toHaveLength(0);
  });
});
