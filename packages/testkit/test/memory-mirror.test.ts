import { describe, expect, test } from "vitest";
import { FootplateError, instant, type Interval, type Mark } from "@footplate/core";
import { memoryMirror, type MemoryMirrorOptions, virtualClock } from "../src/index.ts";

interface Item extends Interval {
  readonly title: string;
  readonly note?: string;
}

const range: Interval = {
  start: instant("2026-01-01T00:00:00Z"),
  end: instant("2026-02-01T00:00:00Z"),
};
const item = (title: string, day = "10"): Item => ({
  title,
  start: instant(`2026-01-${day}T20:00:00Z`),
  end: instant(`2026-01-${day}T22:00:00Z`),
});
const mark = (key: string, generation = 1): Mark => ({
  key,
  generation,
  nonce: `n-${key}`,
  facts: 3,
});

function vendor(options: Partial<MemoryMirrorOptions<Item>> = {}) {
  const clock = virtualClock("2026-01-01T00:00:00Z");
  return { clock, mirror: memoryMirror<Item>({ identity: "marked", clock, ...options }) };
}

describe("memoryMirror", () => {
  test("F23 a listing shows a change only after its lag, a read at once", async () => {
    const { clock, mirror } = vendor({ lagMs: 5000, versions: true });
    const held = await mirror.create(item("a"), mark("k"));
    expect((await mirror.list(range)).held).toEqual([]);
    expect(await mirror.read(held.id)).toEqual(held);
    clock.advance(5000);
    expect((await mirror.list(range)).held).toEqual([held]);
    const changed = await mirror.update(held, item("b"), 4);
    expect((await mirror.list(range)).held).toEqual([held]);
    clock.advance(5000);
    expect((await mirror.list(range)).held).toEqual([changed]);
    await mirror.remove(changed);
    expect(await mirror.read(held.id)).toBeUndefined();
    expect((await mirror.list(range)).held).toEqual([changed]);
    clock.advance(5000);
    expect((await mirror.list(range)).held).toEqual([]);
  });

  test("a lag above settleMs is refused: it would break the mirror's own promise", async () => {
    const { mirror } = vendor({ lagMs: 2, settleMs: 1 });
    await expect(mirror.create(item("a"), mark("k"))).rejects.toThrow(RangeError);
  });

  test("F2 faults happen once each, and say what nobody can tell", async () => {
    const { clock, mirror } = vendor({ sendMs: 1000 });
    mirror.world.failNext("answerLost");
    mirror.world.failNext("requestLost");
    mirror.world.failNext("writeLate");
    for (const key of ["happened", "lost", "late"]) {
      const error = await mirror.create(item(key), mark(key)).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(FootplateError);
      expect(error).toMatchObject({ code: "outcome_unknown", written: "maybe" });
    }
    const keys = () => mirror.world.live().map((row) => row.mark?.key);
    expect(keys()).toEqual(["happened"]);
    clock.advance(1000);
    expect(keys()).toEqual(["happened", "late"]);
    expect(mirror.world.pendingFaults()).toEqual([]);
    expect(mirror.world.writes()).toEqual({ create: 2, update: 0, remove: 0 });
    expect(mirror.world.attempts()).toEqual({ create: 3, update: 0, remove: 0 });
  });

  test("listings can fail, be partial, or lie", async () => {
    const { mirror } = vendor();
    for (const key of ["a", "b", "c"]) await mirror.create(item(key), mark(key));
    mirror.world.failNext("listFails");
    mirror.world.failNext("listPartial");
    mirror.world.failNext("listEmpty");
    await expect(mirror.list(range)).rejects.toMatchObject({ code: "unavailable" });
    expect(await mirror.list(range)).toMatchObject({
      complete: false,
      held: [{ item: { title: "b" } }],
    });
    expect(await mirror.list(range)).toEqual({ complete: true, held: [] });
    expect((await mirror.list(range)).held).toHaveLength(3);
  });

  test("F24 a chosen id is found again while it lives and refused once it ended", async () => {
    const { mirror } = vendor({ identity: "chosen" });
    const first = await mirror.create(item("a"), mark("k"));
    expect(await mirror.create(item("b"), { ...mark("k"), nonce: "other" })).toEqual(first);
    mirror.world.humanDelete(first.id);
    await expect(mirror.create(item("b"), mark("k"))).rejects.toMatchObject({
      code: "conflict",
      written: "no",
    });
    expect((await mirror.create(item("b"), mark("k", 2))).id).not.toBe(first.id);
    expect(await mirror.read(first.id)).toMatchObject({ ended: true });
  });

  test("F81 what a person changed stays, unless the wish differs there", async () => {
    const { mirror } = vendor();
    const held = await mirror.create(item("a"), mark("k"));
    mirror.world.humanEdit(held.id, { ...item("a"), note: "by hand" });
    const after = await mirror.update(held, item("b"), 4);
    expect(after.item).toEqual({ ...item("b"), note: "by hand" });
    expect(after.mark).toEqual({ ...mark("k"), facts: 4 });
  });

  test("F83 a copy carries a mark, but never a chosen identity", async () => {
    for (const identity of ["marked", "chosen", "matched"] as const) {
      const { mirror } = vendor({ identity });
      const held = await mirror.create(item("a"), mark("k"));
      const copy = await mirror.read(mirror.world.humanCopy(held.id));
      expect(copy?.item).toEqual(held.item);
      expect(copy?.mark).toEqual(identity === "marked" ? mark("k") : undefined);
      expect(held.mark).toEqual(identity === "matched" ? undefined : mark("k"));
      expect(mirror.world.resources()[0]?.createdWith).toEqual(mark("k"));
    }
  });

  test("what goes in and comes out is not shared with the world", async () => {
    const { mirror } = vendor();
    const given = { ...item("a") };
    const held = await mirror.create(given, mark("k"));
    given.title = "changed outside";
    Reflect.set(held.item, "title", "changed outside");
    Reflect.set(mirror.world.resources()[0] ?? {}, "state", "deleted");
    expect((await mirror.read(held.id))?.item.title).toBe("a");
  });
});

test("F23 a late write happened when it was due, not when somebody looked", async () => {
  const { clock, mirror } = vendor({ sendMs: 1000, settleMs: 5000, lagMs: 5000 });
  mirror.world.failNext("writeLate");
  await expect(mirror.create(item("a"), mark("k"))).rejects.toMatchObject({ written: "maybe" });
  clock.advance(6000);
  expect((await mirror.list(range)).held).toMatchObject([{ createdAt: "2026-01-01T00:00:01Z" }]);
});
