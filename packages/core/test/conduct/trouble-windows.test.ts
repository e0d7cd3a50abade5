import { describe, expect, test } from "vitest";
import { epochMs } from "../../src/index.ts";
import { usedTime } from "../../src/window/used-time.ts";
import { A, B, PLANNED, START, TRAIN } from "./shuttle.ts";
import { at, problemOf, story, troubled, WINDOW } from "./story.ts";

const until = at("12:30");
const extension = { type: "extension", window: WINDOW, until } as const;

describe("a window that lasts longer", () => {
  test("R23: is not extended without the consent of client or contact, and then everywhere in one step", async () => {
    const day = troubled({ ends: "hang" });
    await day.to("11:40");
    const refused = await day.send({ act: "extend", by: "b", window: WINDOW, until });
    expect(refused).toMatchObject({ ok: false, code: "forbidden", hint: expect.stringContaining("tam-a") });
    // Who is not the contact cannot consent for them.
    expect(await day.send({ act: "approve", by: "b", train: TRAIN, subject: extension, as: "tam" })).toMatchObject({
      ok: false,
    });
    await day.now();
    expect(day.notice().item.end).toBe(at("12:00"));
    await day.act({ act: "approve", by: "b", train: TRAIN, subject: extension, from: "shift lead of client A" });
    await day.act({ act: "extend", by: "b", window: WINDOW, until });
    await day.now();
    expect(day.notice()).toMatchObject({ item: { end: until }, reached: "in_progress", autoClose: false });
    // Subscribers hear of the time that is added.
    expect(day.notice().updates.at(-1)).toMatchObject({
      told: true,
      text: expect.stringContaining("30 minutes longer"),
    });
    for (const channel of ["#prod-client-a", "#change-control", "#rail"])
      expect(
        day.said(channel).filter((text) => text.includes("extended by 30 min")),
        channel,
      ).toHaveLength(1);
    const entry = day.memory.mirror.world.live().find(({ mark }) => mark?.key === WINDOW);
    expect(entry?.item.end).toBe(until);
  });

  test("R23: who is on call stays so for as long as the window now lasts", async () => {
    const day = troubled({ ends: "hang" });
    await day.to("11:40");
    await day.act({ act: "approve", by: "tam-a", train: TRAIN, subject: extension });
    await day.act({ act: "extend", by: "b", window: WINDOW, until });
    await day.now();
    const overrides = day.memory.onCall.overrides.world.live().filter(({ mark }) => mark?.key.startsWith(WINDOW));
    expect(overrides.map(({ item }) => [item.person, item.end])).toEqual([["u-b", until]]);
  });

  test("R23: an extension that comes after the planned end still reaches page, calendar and on-call", async () => {
    const day = troubled({ ends: "hang" });
    await day.to("12:04");
    await day.act({ act: "approve", by: "tam-a", train: TRAIN, subject: extension });
    await day.act({ act: "extend", by: "b", window: WINDOW, until });
    await day.now();
    expect(day.notice().item.end).toBe(until);
    expect(day.memory.mirror.world.live().find(({ mark }) => mark?.key === WINDOW)?.item.end).toBe(until);
    const [override] = day.memory.onCall.overrides.world.live().filter(({ mark }) => mark?.key.startsWith(WINDOW));
    expect(override?.item.end).toBe(until);
  });

  test("F81: an end that somebody gave the calendar entry by hand is theirs", async () => {
    const day = troubled({ ends: "hang" });
    await day.to("11:40");
    const entry = () => day.memory.mirror.world.live().find(({ mark }) => mark?.key === WINDOW);
    const before = entry();
    if (before === undefined) throw new Error("no entry");
    day.memory.mirror.world.humanEdit(before.id, { ...before.item, end: at("12:10") });
    await day.act({ act: "approve", by: "tam-a", train: TRAIN, subject: extension });
    await day.act({ act: "extend", by: "b", window: WINDOW, until });
    await day.to("11:45");
    expect(entry()?.item.end).toBe(at("12:10"));
  });
});

describe("how a window ends", () => {
  test("R33: as soon as its target passed, and the report shows what was used", async () => {
    const day = story();
    await day.to("11:20");
    expect(day.notice()).toMatchObject({ reached: "completed", item: { end: at("12:00") } });
    const report = usedTime(await day.view(), PLANNED.range);
    const own = report.filter(({ window }) => window === WINDOW);
    expect(own).toHaveLength(1);
    expect(JSON.stringify(own)).toContain(String(60 * 60_000));
    expect(JSON.stringify(own)).toContain(String(16 * 60_000));
  });

  test("F84: closed on the board by a person while something is wrong: nothing new begins, and it is not opened again", async () => {
    const day = troubled({ ends: "fail" });
    await day.to("11:10");
    day.memory.noticeBoard.world.humanComplete(day.notice().id);
    await day.to("11:12");
    expect(await day.facts()).toContainEqual(
      expect.objectContaining({ type: "windowCompleted", window: WINDOW, how: "person" }),
    );
    expect(day.said("#prod-client-a").join()).toContain("completed by hand");
    await day.act({
      act: "decideProblem",
      by: "b",
      train: TRAIN,
      problem: await problemOf(day),
      course: "rollForward",
      reason: "fixed",
    });
    await day.act({ act: "resume", by: "b", train: TRAIN });
    const { waiting } = await day.to("11:30");
    expect(day.runs().filter(({ target }) => target === A)).toHaveLength(1);
    expect(waiting[TRAIN]?.join()).toContain("has been completed");
    expect(day.notice().reached).toBe("completed");
    // Going on takes a new window that is linked to the old one.
    await day.act({ act: "reopen", by: "b", window: WINDOW, length: "PT1H" });
    await day.to("12:05");
    expect(await day.status()).toBe("passed");
    expect(day.notice(`${WINDOW}/again/1`).reached).toBe("completed");
    expect(day.notice().reached).toBe("completed");
  });

  test("F84: closed on the board by a person in the middle of a deploy: the deploy is looked after all the same", async () => {
    const day = story();
    await day.to("11:03");
    day.memory.noticeBoard.world.humanComplete(day.notice().id);
    await day.to("11:20");
    expect(await day.status()).toBe("passed");
    expect(day.notice().reached).toBe("completed");
    expect((await day.state()).phase).toBe("arrived");
    expect(day.component("component-a")).toBe("operational");
  });

  test("F46: the bot was down when the window began: it is opened, and begun late, while enough of it is left", async () => {
    const day = story();
    await day.to("10:56");
    day.clock.set(at("11:40"));
    await day.to("11:41");
    expect(day.notice().reached).toBe("in_progress");
    expect(day.said("#prod-client-a").find((text) => text.includes("has begun"))).toBeDefined();
    await day.to("12:00");
    expect(await day.status()).toBe("passed");
  });

  test("F46: too late to begin: the window passes unused, and the train waits for another", async () => {
    const day = story();
    await day.to("10:56");
    day.clock.set(at("11:50"));
    const { waiting } = await day.to("11:51");
    expect(day.runs()).toEqual([]);
    expect(waiting[TRAIN]?.join()).toContain("ends too soon");
    await day.to("12:05");
    expect(day.notice().reached).toBe("completed");
    expect(day.component("component-a")).toBe("operational");
  });

  test("F46: down for the whole window: nothing goes, and nothing is said as if it were now", async () => {
    const day = story();
    await day.to("10:56");
    day.clock.set(at("13:00"));
    await day.to("13:05");
    expect(day.runs()).toEqual([]);
    expect(day.notice().reached).toBe("completed");
    const began = day.said("#prod-client-a").filter((text) => text.includes("has begun"));
    expect(began.every((text) => /Late by|13:0/.test(text))).toBe(true);
  });

  test("F86: a component that was left under maintenance is put right, and the window is noted as closed only then", async () => {
    const day = story();
    await day.to("11:10");
    // The board completes it, and its component is not restored.
    day.memory.noticeBoard.world.humanComplete(day.notice().id);
    day.memory.noticeBoard.world.humanSetComponent("component-a", "under_maintenance");
    await day.to("11:25");
    expect(day.component("component-a")).toBe("operational");
    const closed = (await day.memory.journal.notes("shuttle")).filter(({ mirror }) => mirror === "windowClose");
    expect(closed.map(({ key }) => key).toSorted()).toEqual([WINDOW, `${TRAIN}/${B}/primary`]);
  });

  test("F86: another status, set by somebody who knows why, is left alone", async () => {
    const day = story();
    await day.to("11:10");
    day.memory.noticeBoard.world.humanComplete(day.notice().id);
    day.memory.noticeBoard.world.humanSetComponent("component-a", "partial_outage");
    await day.to("11:30");
    expect(day.component("component-a")).toBe("partial_outage");
  });

  test("F95: a train that is abandoned in mid-window puts everything in order", async () => {
    const day = troubled({ ends: "hang" });
    await day.to("11:10");
    const abandon = { act: "abandon", by: "lead", train: TRAIN, reason: "the customer called it off" } as const;
    expect(await day.send(abandon)).toMatchObject({ ok: false, hint: expect.stringContaining("stop it") });
    await day.act({
      act: "stopDeploy",
      by: "lead",
      train: TRAIN,
      order: `${TRAIN}/${A}/promote/1`,
      reason: abandon.reason,
    });
    await day.now();
    await day.act(abandon);
    await day.to("11:30");
    expect((await day.state()).phase).toBe("abandoned");
    expect(day.notice().reached).toBe("completed");
    expect(day.notice(`${TRAIN}/${B}/primary`).reached).toBe("completed");
    expect([day.component("component-a"), day.component("component-b")]).toEqual(["operational", "operational"]);
    expect(day.said("#prod-client-a").filter((text) => text.includes("ends here"))).toHaveLength(1);
    expect(day.said("#prod-client-b").filter((text) => text.includes("ends here"))).toHaveLength(1);
    expect(day.runs()).toHaveLength(2);
  });
});

describe("who else uses a window", () => {
  const guest = {
    by: "c",
    guest: "guest-1",
    window: WINDOW,
    name: "New scanner",
    length: "PT20M",
    owner: "c",
    change: "CHG-9",
  } as const;
  const roomy = {
    era: {
      windows: [
        {
          kind: "primary",
          stop: "prod",
          day: 0,
          at: "12:00",
          zone: "Europe/Berlin",
          length: "PT1H",
          capacity: 1,
          expected: "PT15M",
        },
      ],
    },
  } as const;

  test("R34-R37: an accepted guest keeps the window open after the train, and its end closes it", async () => {
    const day = story(roomy);
    await day.act({ act: "requestGuest", ...guest });
    await day.act({ act: "acceptGuest", by: "lead", guest: "guest-1" });
    await day.to("11:30");
    expect(await day.status()).toBe("passed");
    expect(day.notice().reached).toBe("in_progress");
    expect(day.notice(`${TRAIN}/${B}/primary`).reached).toBe("completed");
    // One window, one notice: a guest makes no second one.
    expect(day.memory.noticeBoard.world.seen().notices).toHaveLength(2);
    await day.to("12:10");
    expect(day.notice().reached).toBe("in_progress");
    await day.act({ act: "guestDone", by: "c", guest: "guest-1" });
    await day.now();
    expect(day.notice().reached).toBe("completed");
    expect((await day.state()).phase).toBe("arrived");
  });

  test("R37: a guest who was not accepted holds nothing up", async () => {
    const day = story(roomy);
    await day.act({ act: "requestGuest", ...guest });
    await day.to("11:30");
    expect(day.notice().reached).toBe("completed");
  });

  test("a guest's window made by hand does not close by itself while the guest works", async () => {
    const day = story(roomy);
    const id = await day.madeByHand();
    await day.act({ act: "requestGuest", ...guest });
    await day.act({ act: "acceptGuest", by: "lead", guest: "guest-1" });
    await day.to("12:20");
    expect(day.notice(id)).toMatchObject({ reached: "in_progress", autoClose: false });
  });

  test("a reserved window that nobody claims is free, and that is said once", async () => {
    const day = story({ policy: { noShowAfter: "PT10M", steps: { promote: "conductor" } } });
    await day.to("11:30");
    const free = day
      .said("#rail")
      .filter((text) => text.includes("nobody claimed the window for Production, Client A"));
    expect(free).toHaveLength(1);
  });

  test("a claim in time keeps it", async () => {
    const day = story({ policy: { noShowAfter: "PT10M", steps: { promote: "conductor" } } });
    await day.to("11:05");
    await day.act({ act: "claim", by: "b", window: WINDOW });
    await day.to("11:30");
    expect(
      day.said("#rail").filter((text) => text.includes("nobody claimed the window for Production, Client A")),
    ).toEqual([]);
  });
});

describe("what should be there at its start", () => {
  test("R11: without a required person the train waits; after the grace they, the lead and the team hear of it", async () => {
    const day = story({ policy: { stakeholders: [{ person: "c", required: true, scope: [A] }] } });
    await day.to("11:04");
    expect([await day.status(A), await day.status(B)]).toEqual(["pending", "promoting"]);
    expect(day.said("@c")).toEqual([]);
    const { waiting } = await day.to("11:06");
    expect(waiting[TRAIN]?.join()).toContain("c has not joined");
    for (const channel of ["@c", "@lead", "#rail"])
      expect(
        day.said(channel).filter((text) => text.includes("has not joined")),
        channel,
      ).toHaveLength(1);
    expect(day.memory.pager.world.alerts()).toMatchObject([{ status: "open" }]);
    await day.act({ act: "join", by: "c", window: WINDOW });
    await day.to("11:30");
    expect(await day.status()).toBe("passed");
    // Who was called because somebody was missing is let go.
    expect(day.memory.pager.world.alerts()).toMatchObject([{ status: "closed", count: 1 }]);
  });

  test("R11: an optional person is waited for during the grace, and no longer", async () => {
    const day = story({ policy: { stakeholders: [{ person: "c" }] } });
    await day.to("11:04");
    expect(await day.status()).toBe("pending");
    await day.to("11:06");
    expect(await day.status()).toBe("promoting");
    expect(day.memory.pager.world.alerts()).toEqual([]);
  });

  const expects = [
    {
      id: "echo",
      author: "echo",
      text: "{number} is closed for {target}",
      after: "windowCompleted" as const,
      within: "PT5M",
    },
  ];

  test("R13: what another's bot was to announce is missed when it does not", async () => {
    const day = story({ policy: { expects } });
    await day.to("11:20");
    day.memory.chat.world.humanPost("#prod-client-b", "echo", "Maintenance: x48-26 IS CLOSED for Client B");
    await day.to("11:30");
    const missing = day.said("#rail").filter((text) => text.includes("nobody announced"));
    expect(missing).toEqual([expect.stringContaining("X48-26 is closed for Client A")]);
  });

  test("R14: a notice that its board does not start is started", async () => {
    const day = story();
    await day.to("10:56");
    expect(epochMs(day.clock.now())).toBeGreaterThan(epochMs(START));
    // Somebody moved it on the board by mistake: it would begin half an hour late.
    const { id, item } = day.notice();
    day.memory.noticeBoard.world.humanEdit(id, { ...item, start: at("11:30") });
    await day.to("11:05");
    expect(day.notice().reached).toBe("in_progress");
  });
});
