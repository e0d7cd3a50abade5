import { describe, expect, test } from "vitest";
import type { Pager } from "@footplate/core";
import { type MemoryPager, memoryPager, pagerCases, virtualClock } from "../src/index.ts";
import { pagerWorld, responder as to } from "./people-worlds.ts";

const page = { key: "line/t1/blocked", message: "The train is blocked", to: [to] };

describe("a pager in memory", () => {
  test("shows behind it all that it was asked, and by whom an alert was acknowledged", async () => {
    const pager = memoryPager({ clock: virtualClock("2026-11-23T12:00:00Z") });
    await pager.page({ ...page, description: "Since noon", priority: 1, details: { line: "retail" } });
    await pager.note(page.key, "Rolled back");
    await pager.addResponder(page.key, { type: "team", id: "t" });
    await pager.escalate(page.key, "escalation-1");
    pager.world.humanAcknowledge(page.key, "b");
    expect(await pager.find(page.key)).toMatchObject({ status: "acknowledged", acknowledgedBy: "b" });
    pager.world.humanClose(page.key);
    expect(await pager.find(page.key)).not.toHaveProperty("acknowledgedBy");
    expect(pager.world.alerts()).toMatchObject([
      {
        status: "closed",
        createdAt: "2026-11-23T12:00:00Z",
        description: "Since noon",
        priority: 1,
        details: { line: "retail" },
        notes: ["Rolled back"],
        responders: [to, { type: "team", id: "t" }],
        escalations: ["escalation-1"],
      },
    ]);
    expect(() => pager.world.humanClose(page.key)).toThrow("no open alert");
  });

  test("who is called is the person of the refs, else the schedule", () => {
    const pager = memoryPager({ clock: virtualClock("2026-11-23T12:00:00Z") });
    expect(pager.responderOf({ memory: { personId: "a", scheduleId: "s" } })).toEqual(to);
    expect(pager.responderOf({ memory: { scheduleId: "s" } })).toEqual({ type: "schedule", id: "s" });
  });

  test("what cannot be sent is refused with all that is wrong, and nothing is kept", async () => {
    const pager = memoryPager({ clock: virtualClock("2026-11-23T12:00:00Z") });
    const bad = { code: "invalid_input", written: "no" };
    await expect(pager.page({ key: "k".repeat(513), message: " ", to: [] })).rejects.toMatchObject({
      ...bad,
      problems: [{ path: "key" }, { path: "message" }],
    });
    await expect(pager.note(page.key, " ")).rejects.toMatchObject(bad);
    expect(pager.world.alerts()).toEqual([]);
    expect(await pager.page({ ...page, key: "k".repeat(512), message: "m".repeat(130) })).toMatchObject({
      message: "m".repeat(130),
    });
  });
});

let anew = 0;

const mutants: Readonly<Record<string, (pager: MemoryPager) => Pager>> = {
  "makes an alert of every page": (pager) => ({
    ...pager,
    page: (wish, call) => pager.page({ ...wish, key: `${wish.key}${(anew += 1)}` }, call),
  }),
  "does not count": (pager) => ({
    ...pager,
    page: async (wish, call) => ({ ...(await pager.page(wish, call)), count: 1 }),
  }),
  "forgets whom to call": (pager) => ({ ...pager, page: (wish, call) => pager.page({ ...wish, to: [] }, call) }),
  "goes by the beginning of a key": (pager) => ({
    ...pager,
    page: async (wish, call) => ({
      ...(await pager.page({ ...wish, key: wish.key.slice(0, 14) }, call)),
      key: wish.key,
    }),
  }),
  "takes slashes for colons": (pager) => ({
    ...pager,
    page: (wish, call) => pager.page({ ...wish, key: wish.key.replaceAll("/", ":") }, call),
    find: (key, call) => pager.find(key.replaceAll("/", ":"), call),
  }),
  "finds what is open only": (pager) => ({
    ...pager,
    find: async (key, call) => {
      const alert = await pager.find(key, call);
      return alert?.status === "closed" ? undefined : alert;
    },
  }),
  "finds the oldest": (pager) => ({
    ...pager,
    find: async (key, call) => {
      const alert = await pager.find(key, call);
      return alert && { ...alert, id: "alert-1" };
    },
  }),
  "makes an alert to acknowledge": (pager) => ({
    ...pager,
    acknowledge: async (key, note, call) => {
      if ((await pager.find(key, call)) === undefined) await pager.page({ ...page, key }, call);
      return pager.acknowledge(key, note, call);
    },
  }),
  "answers an acknowledgement without making it": (pager) => ({
    ...pager,
    acknowledge: async (key, note, call) => ({ ...(await pager.note(key, note, call)), status: "acknowledged" }),
  }),
  "drops notes": (pager) => ({
    ...pager,
    note: async (key, _text, call) => pager.acknowledge(key, "", call).then((alert) => ({ ...alert, status: "open" })),
  }),
  "drops responders": (pager) => ({ ...pager, addResponder: (key, _to, call) => pager.escalate(key, "e", call) }),
  "acknowledges by escalating": (pager) => ({
    ...pager,
    escalate: (key, _escalation, call) => pager.acknowledge(key, "", call),
  }),
  "refuses to close twice": (pager) => ({
    ...pager,
    close: async (key, note, call) => {
      await pager.note(key, "closing", call);
      return pager.close(key, note, call);
    },
  }),
  "closes nothing": (pager) => ({
    ...pager,
    close: async (key, note, call) => ({ ...(await pager.note(key, note || "-", call)), status: "closed" }),
  }),
  "takes notes on what is closed": (pager) => ({
    ...pager,
    note: async (key, text, call) => {
      const alert = await pager.find(key, call);
      return alert?.status === "closed" ? alert : pager.note(key, text, call);
    },
  }),
  "opens again what was closed": (pager) => ({
    ...pager,
    page: async (wish, call) => {
      const before = await pager.find(wish.key, call);
      const alert = await pager.page(wish, call);
      return before?.status === "closed" ? { ...alert, id: before.id } : alert;
    },
  }),
  "refuses a long message": (pager) => ({
    ...pager,
    page: async (wish, call) => {
      if (wish.message.length > 130) throw new Error("422");
      return pager.page(wish, call);
    },
  }),
  "cuts without saying so": (pager) => ({
    ...pager,
    page: (wish, call) => pager.page({ ...wish, message: wish.message.slice(0, 128) }, call),
  }),
  "cuts within a character": (pager) => ({
    ...pager,
    page: async (wish, call) => {
      const alert = await pager.page(wish, call);
      return wish.message.length > 130 ? { ...alert, message: `${wish.message.slice(0, 99)}…` } : alert;
    },
  }),
  "names somebody by another's refs": (pager) => ({ ...pager, responderOf: (refs) => refs && to }),
  "does not hear the signal": (pager) => ({ ...pager, addResponder: (key, who) => pager.addResponder(key, who) }),
  "throws an abort of its own": (pager) => ({
    ...pager,
    find: (key, call) =>
      pager.find(key, call).catch(() => {
        throw new DOMException("aborted", "AbortError");
      }),
  }),
};

describe("every broken pager is rejected by some case, and not by all", () => {
  test.each(Object.keys(mutants))("one that %s", async (name) => {
    const cases = pagerCases(pagerWorld(mutants[name]));
    const failed: string[] = [];
    for (const one of cases) await one.run().catch(() => failed.push(one.name));
    expect(failed).not.toEqual([]);
    expect(failed.length).toBeLessThan(cases.length);
  });
});

test("a pager that looks among the newest hundred alerts fails one case", async () => {
  const forgets = (pager: Pager): Pager => {
    let newest: readonly string[] = [];
    return {
      ...pager,
      page: async (wish, call) => {
        const alert = await pager.page(wish, call);
        newest = [...newest.filter((id) => id !== alert.id), alert.id].slice(-100);
        return alert;
      },
      find: async (key, call) => {
        const found = await pager.find(key, call);
        return found && newest.includes(found.id) ? found : undefined;
      },
    };
  };
  const failed: string[] = [];
  for (const one of pagerCases(pagerWorld(forgets))) await one.run().catch(() => failed.push(one.name));
  expect(failed).toEqual([expect.stringContaining("behind many newer ones")]);
});
