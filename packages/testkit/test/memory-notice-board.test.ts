import { describe, expect, test } from "vitest";
import { instant, type Notice } from "@footplate/core";
import { memoryNoticeBoard, virtualClock } from "../src/index.ts";
import { begin, boardComponents, notice } from "./port-worlds.ts";

const mark = { key: "line/t1/window-1", generation: 1, nonce: "n1", facts: 2 };
const second = { ...mark, key: "line/t2/window-1", nonce: "n2" };

function service(lagMs = 0) {
  const clock = virtualClock(begin);
  const board = memoryNoticeBoard({ clock, lagMs, components: boardComponents });
  const make = async (parts: Partial<Notice> = {}, marked = mark) =>
    (await board.create({ ...notice, ...parts }, marked)).id;
  const statuses = () => board.world.seen().components.map(({ status }) => status);
  return { clock, board, make, statuses };
}

describe("a notice board in memory", () => {
  test("starts by itself at the planned start, and does not end by itself", async () => {
    const { clock, board, make, statuses } = service();
    const id = await make();
    clock.set("2026-11-23T19:59:59Z");
    expect(await board.read(id)).toMatchObject({ state: "scheduled" });
    clock.set("2026-11-23T20:00:00Z");
    expect(statuses()).toEqual(["under_maintenance", "under_maintenance", "operational"]);
    expect(await board.read(id)).toMatchObject({ state: "in_progress" });
    clock.set("2026-11-24T20:00:00Z");
    expect(await board.read(id)).toMatchObject({ state: "in_progress", autoClose: false });
  });

  test("F85 F86 what is armed ends at the planned end and leaves its components under maintenance", async () => {
    const { clock, board, make, statuses } = service();
    const id = await make();
    board.world.humanArm(id);
    expect(await board.read(id)).toMatchObject({ state: "scheduled", autoClose: true });
    clock.set("2026-11-23T21:59:59Z");
    expect(await board.read(id)).toMatchObject({ state: "in_progress" });
    clock.set("2026-11-24T00:00:00Z");
    expect(await board.read(id)).toMatchObject({ state: "completed", ended: true });
    expect(statuses()).toEqual(["under_maintenance", "under_maintenance", "operational"]);
    await board.complete(id, "Done.");
    expect(statuses()).toEqual(["operational", "operational", "operational"]);
  });

  test("what is armed after its planned end closes then", async () => {
    const { clock, board, make } = service(30_000);
    const id = await make();
    clock.set("2026-11-24T00:00:00Z");
    board.world.humanArm(id);
    expect(await board.read(id)).toMatchObject({ state: "completed" });
    const listed = async () => (await board.list(notice)).held.map(({ state }) => state);
    expect(await listed()).toEqual(["in_progress"]);
    clock.advance(30_000);
    expect(await listed()).toEqual(["completed"]);
  });

  test("F85 extending disarms ours, and leaves one that a person made as it is", async () => {
    const { board, make } = service();
    const ids = [await make(), board.world.addForeign(notice)];
    for (const id of ids) {
      board.world.humanArm(id);
      await board.start(id, "We begin.");
    }
    const extended = ids.map((id) => board.extend(id, instant("2026-11-23T23:00:00Z"), "One hour more."));
    expect((await Promise.all(extended)).map(({ autoClose }) => autoClose)).toEqual([false, true]);
  });

  test("a late write and the planned end happen in their order", async () => {
    const { clock, board, make } = service();
    const id = await make();
    board.world.humanArm(id);
    clock.set("2026-11-23T21:59:55Z");
    board.world.failNext("writeLate");
    await expect(board.disarm(id)).rejects.toMatchObject({ code: "outcome_unknown", written: "maybe" });
    clock.set("2026-11-23T23:00:00Z");
    expect(await board.read(id)).toMatchObject({ state: "completed" });
  });

  test("an update in progress hands the components over, but for those that another holds", async () => {
    const { board, make, statuses } = service();
    const id = await make();
    await board.start(id, "We begin.");
    await board.start(await make({ components: ["db"] }, second), "We begin too.");
    const held = await board.read(id);
    if (held === undefined) throw new Error("it is there");
    await board.update(held, { ...held.item, components: ["web"] }, 3);
    expect(statuses()).toEqual(["operational", "under_maintenance", "under_maintenance"]);
  });

  test("what was announced is ended with its cancellation text, what was not is deleted", async () => {
    const { board, make } = service();
    for (const [notify, marked] of [
      [true, mark],
      [false, second],
    ] as const) {
      const held = await board.read(await make({ notify }, marked));
      if (held !== undefined) await board.remove(held);
    }
    const seen = board.world.seen();
    expect(seen.notices).toMatchObject([
      {
        state: "ended",
        reached: "completed",
        autoClose: false,
        updates: [
          { at: begin, text: notice.body, told: true },
          { text: notice.cancellation, told: true },
        ],
      },
      { state: "deleted", updates: [{ text: notice.body, told: false }] },
    ]);
    expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
  });

  test("what people do is seen, and components are named by refs", async () => {
    const { board, make, statuses } = service();
    const id = await make();
    board.world.humanSetComponent("web", "major_outage");
    board.world.humanComplete(id);
    expect(statuses()).toEqual(["operational", "operational", "major_outage"]);
    expect(await board.read(id)).toMatchObject({ state: "completed", ended: true });
    expect(board.componentsOf({ memory: { componentId: "web" } })).toEqual(["web"]);
    expect(() => board.world.humanArm("gone")).toThrow("no notice");
  });
});
