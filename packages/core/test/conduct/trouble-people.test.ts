import { type CallOptions, FootplateError } from "@footplate/core";
import { toldOf } from "@footplate/core/conduct";
import { describe, expect, test } from "vitest";
import { A, B, TRAIN } from "./shuttle.ts";
import { at, problemOf, story, troubled, WINDOW } from "./story.ts";

describe("who has the train", () => {
  test("R54: a handover in mid-window moves ticket, on-call and chat group together", async () => {
    const day = troubled({ ends: "hang" });
    const onCall = () =>
      day.memory.onCall.overrides.world
        .live()
        .filter(({ mark }) => mark?.key.startsWith(WINDOW))
        .map(({ item }) => [item.person, item.start.slice(11, 16), item.end.slice(11, 16)])
        .toSorted((one, other) => String(one[1]).localeCompare(String(other[1])));
    await day.to("11:20");
    expect(onCall()).toEqual([["u-b", "11:00", "12:00"]]);
    expect(day.memory.chat.world.seen().groups).toEqual({ conductors: ["u-a", "u-b"] });
    await day.act({ act: "handOver", by: "c", train: TRAIN, from: "b", to: "c", note: "client A is still at it" });
    await day.now();
    expect(onCall()).toEqual([
      ["u-b", "11:00", "11:20"],
      ["u-c", "11:20", "12:00"],
    ]);
    expect(day.memory.chat.world.seen().groups).toEqual({ conductors: ["u-a", "u-c"] });
    const { owner, comments } = day.ticket();
    expect(owner).toBe("u-c");
    expect(comments.filter(({ text }) => text.includes("client A is still at it")).length).toBeGreaterThan(0);
    expect(day.said("#rail").filter((text) => text.includes("hands over to Conductor C"))).toHaveLength(1);
  });

  test("F88: who is called is who has the train at that moment", async () => {
    const day = troubled({ ends: "fail", runningMs: 20 * 60_000 });
    await day.to("11:10");
    await day.act({ act: "handOver", by: "c", train: TRAIN, from: "b", to: "c", note: "my day is over" });
    await day.to("11:25");
    const [alert] = day.memory.pager.world.alerts();
    expect(alert?.responders.map(({ id }) => id)).toEqual(["duty", "u-c"]);
    expect((await day.state()).hold?.owner).toBe("c");
    expect(day.ticket().owner).toBe("u-c");
  });

  test("R54: a hold without a note is refused, and changes nothing", async () => {
    const day = story();
    await day.to("11:02");
    const before = await day.facts();
    const hold = { act: "hold", by: "b", train: TRAIN, reason: "slow", note: " ", discretion: true } as const;
    expect(await day.send(hold)).toMatchObject({ ok: false, message: "the note is missing" });
    expect(await day.facts()).toEqual(before);
  });

  test("R50: nobody there to promote: the train waits and says so", async () => {
    const day = story();
    await day.to("10:50");
    await day.act({ act: "absent", by: "b", start: at("10:50"), end: at("23:00") });
    const { waiting } = await day.to("11:05");
    expect(day.runs()).toEqual([]);
    expect(waiting[TRAIN]?.join()).toContain("nobody has the duty to promote");
    await day.act({ act: "handOver", by: "a", train: TRAIN, from: "b", to: "a", note: "B is ill" });
    await day.to("11:30");
    expect(await day.status()).toBe("passed");
  });
});

describe("the ticket", () => {
  test("a closed ticket stops promotion until it is opened again", async () => {
    const day = story();
    await day.to("10:58");
    day.memory.trainTickets.world.humanComplete(day.ticket().id);
    const { waiting } = await day.to("11:05");
    expect(day.runs()).toEqual([]);
    expect(waiting[TRAIN]?.join()).toContain("ticket of X48-26 is closed");
    day.memory.trainTickets.world.humanReopen(day.ticket().id);
    await day.to("11:30");
    expect(await day.status()).toBe("passed");
  });

  test("a blocker that a person adds on the ticket holds the train, and goes when it is resolved there", async () => {
    const day = story();
    await day.to("10:58");
    const blocker = day.memory.trainTickets.world.humanBlock(day.ticket().id, "Labels are printed twice", "u-c");
    const { waiting } = await day.to("11:05");
    expect(day.runs()).toEqual([]);
    expect(waiting[TRAIN]?.join()).toContain("Labels are printed twice");
    expect((await day.state()).blockers).toMatchObject([{ title: "Labels are printed twice", owner: "c" }]);
    expect(day.said("#rail").filter((text) => text.includes("Labels are printed twice"))).toHaveLength(1);
    day.memory.trainTickets.world.humanUnblock(blocker);
    await day.to("11:30");
    expect(await day.status()).toBe("passed");
    expect(day.ticket().blockers).toHaveLength(1);
  });

  test("a blocker that comes while a target soaks keeps it from passing", async () => {
    const day = story();
    await day.to("11:10");
    const blocker = day.memory.trainTickets.world.humanBlock(day.ticket().id, "Labels are printed twice");
    await day.to("11:40");
    expect([await day.status(A), await day.status(B)]).toEqual(["soaking", "soaking"]);
    expect(day.notice().reached).toBe("in_progress");
    day.memory.trainTickets.world.humanUnblock(blocker);
    await day.to("11:45");
    expect((await day.state()).phase).toBe("arrived");
  });

  test("R17: a late rider is asked for, routed to the team, and starts its targets anew when it is taken", async () => {
    const day = story();
    await day.to("11:08");
    await day.act({
      act: "requestLateRider",
      by: "a",
      train: TRAIN,
      rider: "late-1",
      service: "picking",
      version: "1.0.1",
      target: A,
    });
    await day.to("11:09");
    expect(day.said("#rail").filter((text) => text.includes("picking 1.0.1 wants to board late"))).toHaveLength(1);
    expect(await day.status()).toBe("soaking");
    await day.act({ act: "acceptLateRider", by: "b", train: TRAIN, rider: "late-1" });
    await day.to("11:11");
    expect([await day.status(A), await day.status(B)]).toEqual(["promoting", "soaking"]);
    await day.to("11:40");
    expect(day.targets.running(A)?.services).toMatchObject({ picking: "1.0.1" });
    expect(day.runs().map(({ target }) => target)).toEqual([A, B, A]);
    expect((await day.state()).phase).toBe("arrived");
  });
});

describe("a service does not answer", () => {
  test("an unreachable target makes the train wait and say so, and nothing is guessed", async () => {
    const day = story();
    await day.to("11:02");
    day.targets.setReachable(A, false);
    const { events } = await day.to("11:12");
    expect(
      events
        .filter(({ type }) => type === "trouble")
        .map(({ text }) => text)
        .join(),
    ).toContain(A);
    expect([await day.status(A), await day.status(B)]).toEqual(["promoting", "soaking"]);
    expect(day.notice().reached).toBe("in_progress");
    day.targets.setReachable(A, true);
    await day.to("11:40");
    expect(await day.status()).toBe("passed");
  });

  test("a ticket service that is down stops promotion, and nothing that was said is lost", async () => {
    const day = story();
    await day.to("10:58");
    const { world } = day.memory.trainTickets;
    world.failNext("readFails", 4);
    const { waiting } = await day.to("11:00");
    expect(waiting[TRAIN]?.join()).toContain("could not be read");
    expect(day.runs()).toEqual([]);
    await day.to("11:30");
    expect((await day.state()).phase).toBe("arrived");
    const keys = day.ticket().comments.flatMap(({ key }) => key ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    for (const what of ["cut", "promote/1", "targetPassed", "trainArrived"])
      expect(keys.filter((key) => key.includes(what)).length, what).toBeGreaterThan(0);
  });

  test("F87: who was told on the ticket is not told again in the chat while the ticket cannot be read", async () => {
    const day = troubled({ ends: "fail" });
    await day.to("11:10");
    expect(day.ticket().comments.filter(({ key }) => key?.endsWith("person:a") === true)).toHaveLength(1);
    day.memory.trainTickets.world.failNext("readFails", 3);
    await day.to("11:20");
    expect([...day.said("@a"), ...day.said("@b")]).toEqual([]);
  });

  test("F75: a chat that refuses is asked again with growing pauses, and hears everything once", async () => {
    const day = story();
    await day.to("10:58");
    day.memory.chat.world.failNext("writeRefused", 6);
    await day.to("11:40");
    const { messages } = day.memory.chat.world.seen();
    const keys = messages.map(({ channel, key }) => `${channel} ${key ?? ""}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(day.said("#prod-client-a").filter((text) => text.includes("has begun"))).toHaveLength(1);
    expect(day.memory.chat.world.pendingFaults()).toEqual([]);
  });

  test("a notice board that does not answer keeps no target waiting, and its notices are completed when it does", async () => {
    const day = story();
    await day.to("11:15");
    day.memory.noticeBoard.world.failNext("readFails", 4);
    const { waiting } = await day.to("11:16");
    expect(await day.status()).toBe("passed");
    expect(day.notice().reached).toBe("in_progress");
    expect((await day.facts()).filter(({ type }) => type === "windowCompleted")).toEqual([]);
    expect(waiting[TRAIN]?.join()).toContain("is in progress");
    await day.to("11:50");
    expect(day.notice().reached).toBe("completed");
    expect(day.component("component-a")).toBe("operational");
    expect((await day.state()).phase).toBe("arrived");
  });

  test("a notice that could not be made is tried again, not a quarter of an hour later", async () => {
    const day = story();
    day.memory.noticeBoard.world.failNext("writeRefused", 2);
    await day.to("10:49");
    expect(day.memory.noticeBoard.world.live()).toHaveLength(2);
  });

  test("R19: whom only the directory names is told once it answers, though the problem is over by then; it is asked no more", async () => {
    const day = story();
    const { ownerDirectory } = day.memory;
    ownerDirectory.world.put({ component: "picking", owners: ["#pickers"] });
    const { all } = ownerDirectory;
    let [answers, asked] = [false, 0];
    Object.assign(ownerDirectory, {
      all: async (call?: CallOptions) => {
        asked += 1;
        if (!answers) throw new FootplateError({ code: "unavailable", message: "the directory is down" });
        return all(call);
      },
    });
    await day.to("11:02");
    const summary = "orders hang";
    await day.act({ act: "openProblem", by: "b", train: TRAIN, summary, target: A, services: ["picking"] });
    await day.to("11:04");
    const problem = await problemOf(day);
    await day.act({ act: "decideProblem", by: "b", train: TRAIN, problem, course: "goOn", reason: "it was a test" });
    await day.act({ act: "closeProblem", by: "b", train: TRAIN, problem });
    const { events } = await day.to("11:06");
    expect(events.some(({ text }) => text.includes("the directory is down"))).toBe(true);
    expect(day.said("#pickers")).toEqual([]);
    answers = true;
    // Its answer is kept with the problem, so that the chat may be down when it comes.
    day.memory.chat.world.failNext("writeRefused", 3);
    await day.to("11:07");
    asked = 0;
    await day.to("11:12");
    expect(day.said("#pickers")).toEqual([expect.stringContaining(summary)]);
    expect(asked).toBe(0);
    const { told } = toldOf(await day.view(), await day.memory.journal.notes("shuttle"), problem);
    expect(told.map(({ who }) => who)).toContain("owner:#pickers");
  });
});
