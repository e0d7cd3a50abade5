import {
  type Component,
  fromEpochMs,
  type HeldNotice,
  listingOf,
  type Mark,
  type Notice,
  type NoticeBoard,
} from "@footplate/core";
import { mirrorCases, noticeBoardCases, noticeItems, virtualClock } from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import { createNoticeBoard, faultOf, idRef, type NoticeChange, type NoticeService } from "../src/index.ts";

const BEGIN = "2026-11-22T12:00:00Z";
const copy = <Value>(value: Value): Value => structuredClone(value);

/** A service without versions, whose notices people can arm, and which leaves components to whoever asks for it. */
function plainWorld() {
  const clock = virtualClock(BEGIN);
  const notices = new Map<string, HeldNotice>();
  const components = new Map(
    ["a", "b", "c"].map((id): [string, Component] => [id, { id, name: id, status: "operational" }]),
  );
  let [count, told, calls] = [0, 0, 0];
  const edit = (id: string, change: Partial<HeldNotice>): HeldNotice => {
    const now = notices.get(id);
    if (now === undefined) throw new Error(`there is no ${id}`);
    const next = { ...now, ...change };
    notices.set(id, next);
    return next;
  };
  const make = (item: Notice, mark?: Mark): HeldNotice => {
    count += 1;
    const held = {
      id: `n${count}`,
      item: copy(item),
      state: "scheduled",
      autoClose: false,
      ...(mark && { mark }),
    } as const;
    notices.set(held.id, held);
    return held;
  };
  /** What time does to it. */
  const pass = (): void => {
    const now = fromEpochMs(clock.epochMs());
    for (const { id, item, state, autoClose } of notices.values()) {
      if (state === "scheduled" && item.start <= now) {
        edit(id, { state: "in_progress" });
        for (const one of item.components) components.set(one, { id: one, name: one, status: "under_maintenance" });
      }
      if (state !== "completed" && autoClose && item.end <= now) edit(id, { state: "completed", ended: true });
    }
  };
  const call = (signal: AbortSignal | undefined): void => {
    signal?.throwIfAborted();
    calls += 1;
    pass();
  };
  const changed = (now: HeldNotice, { item, mark, state, autoClose, message, tell }: NoticeChange): HeldNotice => {
    if (tell && message !== undefined) told += 1;
    return edit(now.id, {
      item: { ...now.item, ...item },
      ...(mark && { mark }),
      ...(state && { state }),
      ...(state === "completed" && { ended: true as const }),
      ...(autoClose === false && { autoClose }),
    });
  };
  const service: NoticeService = {
    list: async (range, budget) => {
      call(budget().signal);
      return copy(listingOf(range, notices.values(), (held) => held));
    },
    running: async (budget) => {
      call(budget().signal);
      return [...notices.values()].filter(({ state }) => state === "in_progress");
    },
    read: async (id, { signal }) => {
      call(signal);
      return copy(notices.get(id));
    },
    create: async (item, mark, { signal }) => {
      call(signal);
      return copy(make(item, copy(mark)));
    },
    change: async ({ id }, change, { signal }) => {
      call(signal);
      const now = notices.get(id);
      if (now === undefined) throw new Error(`there is no ${id}`);
      return copy(changed(now, copy(change)));
    },
    drop: async ({ id }, { signal }) => {
      call(signal);
      notices.delete(id);
    },
    component: async (id, { signal }) => {
      call(signal);
      return components.get(id);
    },
    components: async (budget) => {
      call(budget().signal);
      return [...components.values()];
    },
    setComponent: async (id, status, { signal }) => {
      call(signal);
      if (!components.has(id))
        throw faultOf("here", { code: "not_found", message: `there is no ${id}`, written: "no" });
      components.set(id, { id, name: id, status });
    },
  };
  const board = (over: Partial<NoticeService> = {}): NoticeBoard =>
    createNoticeBoard(
      { clock },
      {
        adapter: "here",
        sendMs: 10_000,
        settleMs: 0,
        permissions: [{ permission: "write", why: "to write" }],
        component: idRef("here", "componentId", "copy it"),
        normalise: (item) => ({ ...item, title: item.title.trim() }),
        service: () => ({ ...service, ...over }),
      },
    );
  return { clock, notices, components, edit, make, board, told: () => told, calls: () => calls };
}

async function fresh() {
  const { clock, notices, edit, make, board, told, calls } = plainWorld();
  const items = noticeItems(BEGIN, ["a", "b", "c"]);
  const made = board();
  return {
    ...items,
    board: made,
    mirror: made,
    clock,
    arm: async (id: string) => void edit(id, { autoClose: true }),
    humanEdit: async (id: string) => {
      const now = notices.get(id);
      if (now !== undefined) edit(id, { item: { ...now.item, title: "By hand" } });
    },
    humanDelete: async (id: string) => void notices.delete(id),
    humanCopy: async (id: string) => {
      const now = notices.get(id);
      if (now !== undefined) make(now.item, now.mark);
    },
    humanComplete: async (id: string) => void edit(id, { state: "completed", ended: true }),
    addForeign: async () => make(items.item(1)).id,
    live: async () =>
      [...notices.values()].flatMap(({ state, mark }) =>
        state === "completed" || mark === undefined ? [] : [mark.key],
      ),
    told: async () => told(),
    sent: calls,
  };
}

describe("a board over a service without versions", () => {
  const world = { name: "here", fresh };
  for (const { name, run } of [...mirrorCases(world), ...noticeBoardCases(world)]) test(name, run);

  const items = noticeItems(BEGIN, ["a", "b", "c"]);
  const mark: Mark = { key: "line/t1/window-1", generation: 1, nonce: "n", facts: 1 };

  test("F81 what a person wrote is not overwritten by a wish for the same field", async () => {
    const { board, edit } = plainWorld();
    const held = await board().create(items.notice, mark);
    edit(held.id, { item: { ...held.item, body: "By hand" } });
    await expect(board().update(held, { ...items.notice, body: "Ours" }, 2)).rejects.toMatchObject({
      code: "conflict",
      written: "no",
    });
    const after = await board().update(held, { ...items.notice, cancellation: "Ours" }, 2);
    expect(after.item).toMatchObject({ body: "By hand", cancellation: "Ours" });
  });

  test("a mark that another program wrote is a conflict, and none at all is somebody else's", async () => {
    const { board, edit, make } = plainWorld();
    const held = await board().create(items.notice, mark);
    edit(held.id, { mark: { ...mark, nonce: "m" } });
    await expect(board().remove(held)).rejects.toMatchObject({ code: "conflict", written: "no" });
    await expect(board().remove(make(items.notice))).rejects.toMatchObject({ code: "conflict", written: "no" });
  });

  test("components that come to a notice in progress are taken, and those that go are given back", async () => {
    const { board, components } = plainWorld();
    const { id } = await board().create(items.notice, mark);
    const held = await board().start(id, "We begin");
    await board().update(held, { ...held.item, components: ["b", "c"] }, 2);
    expect([...components.values()].map(({ status }) => status)).toEqual([
      "operational",
      "under_maintenance",
      "under_maintenance",
    ]);
  });

  test("a yes that does not show is protocol, and may have been written", async () => {
    const { board } = plainWorld();
    const { id } = await board().create(items.notice, mark);
    const deaf = board({ change: async (held) => held });
    await expect(deaf.start(id, "We begin")).rejects.toMatchObject({ code: "protocol", written: "maybe" });
    await board().start(id, "We begin");
    await expect(deaf.extend(id, items.range.end, "More")).rejects.toMatchObject({ code: "protocol" });
    await expect(deaf.complete(id, "Done")).rejects.toMatchObject({ code: "protocol", written: "maybe" });
    const still = board({ setComponent: async () => undefined });
    await expect(still.components.set("a", "major_outage")).rejects.toMatchObject({
      code: "protocol",
      written: "maybe",
    });
  });
});
