import { describe, expect, test } from "vitest";
import { toldOf } from "../../src/conduct/told.ts";
import { A, B, TRAIN } from "./shuttle.ts";
import { at, problemOf, story, troubled, WINDOW } from "./story.ts";

const FAILED = `${TRAIN}/${A}/promote/1/problem/failed-1`;

describe("a deploy fails", () => {
  test("R18, R54: a problem is opened and the train held, with an owner and a note on its ticket", async () => {
    const day = troubled({ ends: "fail" });
    await day.to("11:10");
    const { problems, hold, targets } = await day.state();
    expect(problems).toMatchObject([{ problem: FAILED, target: A, summary: `the deploy failed on ${A}` }]);
    expect(hold).toMatchObject({ owner: "b", note: expect.stringContaining(FAILED) });
    expect(targets.map(({ status }) => status)).toEqual(["failed", "soaking"]);
    const { owner, comments } = day.ticket();
    expect(owner).toBe("u-b");
    const notes = comments.filter(({ text }) => text.includes("Conductor B has it"));
    expect(notes.map(({ text }) => text)).toEqual(expect.arrayContaining([expect.stringContaining("Choose a course")]));
  });

  test("R18: nothing goes on by itself until somebody chooses a course", async () => {
    const day = troubled({ ends: "fail" });
    const last = await day.to("12:10");
    expect(await day.status()).toBe("failed");
    expect(day.runs()).toHaveLength(2);
    expect(last.waiting[TRAIN]?.join()).toContain("waits for a course");
  });

  test("R22: no window is completed while a problem is open, and one made by hand does not close by itself", async () => {
    const day = troubled({ ends: "fail" });
    const id = await day.madeByHand();
    await day.to("10:58");
    expect(day.notice(id)).toMatchObject({ autoClose: true, reached: "scheduled" });
    await day.to("11:10");
    expect(day.notice(id)).toMatchObject({ autoClose: false, reached: "in_progress" });
    await day.to("12:05");
    expect(day.notice(id)).toMatchObject({ reached: "in_progress" });
    expect(day.component("component-a")).toBe("under_maintenance");
    // Client B is done, and its window is no hostage; nor was a second notice made for client A.
    expect(day.notice(`${TRAIN}/${B}/primary`).reached).toBe("completed");
    expect(day.memory.noticeBoard.world.seen().notices).toHaveLength(2);
    expect((await day.facts()).some((fact) => fact.type === "windowCompleted" && fact.window === WINDOW)).toBe(false);
  });

  test("R19, R20, R21: owners and the customer's contact are told, and both channels once", async () => {
    const day = troubled({ ends: "fail" });
    await day.to("11:20");
    const { told, notTold } = toldOf(await day.view(), await day.memory.journal.notes("shuttle"), FAILED);
    expect(told.map(({ who }) => who).toSorted()).toEqual([
      "changeControl",
      "person:a",
      "person:b",
      "person:tam-a",
      `target:${A}`,
      "team",
    ]);
    expect(notTold).toEqual([]);
    for (const channel of ["#prod-client-a", "#change-control", "#rail", "@tam-a"])
      expect(
        day.said(channel).filter((text) => text.includes("problem, ")),
        channel,
      ).toHaveLength(1);
    expect(day.said("#prod-client-b").join()).not.toContain("problem");
    // Nobody of the two works at that hour as far as the line says: they are told on the ticket.
    const named = day.ticket().comments.filter(({ text }) => text.includes("problem, "));
    expect(new Set(named.map(({ text }) => text.split(":")[0]))).toEqual(new Set(["Conductor A", "Conductor B"]));
    expect(named).toHaveLength(2);
  });

  test("R21: what is decided and how it ends is an answer to the message of the problem", async () => {
    const day = troubled({ ends: "fail" });
    await day.to("11:10");
    await day.act({ act: "decideProblem", by: "b", train: TRAIN, problem: FAILED, course: "retry", reason: "a fluke" });
    await day.act({ act: "resume", by: "b", train: TRAIN });
    await day.to("11:40");
    const { messages } = day.memory.chat.world.seen();
    for (const channel of ["#prod-client-a", "#change-control"]) {
      const [problem, decided, over] = messages
        .filter(({ key }) => key?.includes("/problem/"))
        .filter((one) => one.channel === channel);
      expect([decided?.thread, over?.thread]).toEqual([problem?.id, problem?.id]);
      expect([decided?.text, over?.text].join()).toMatch(/decided to deploy again.*over/);
    }
    expect(await day.status()).toBe("passed");
    expect((await day.state()).phase).toBe("arrived");
  });

  test("R27, R28: a rollback says why and what it costs, needs no open window, and keeps the version out until it is cleared", async () => {
    const day = troubled({ ends: "fail", installs: "X48-26" });
    await day.to("11:10");
    await day.to("12:10");
    const again = await day.act({
      act: "decideProblem",
      by: "b",
      train: TRAIN,
      problem: FAILED,
      course: "rollback",
      reason: "orders are lost",
    });
    expect(again.ok && again.facts).toHaveLength(1);
    // Its window is over, and the train is held: a rollback asks for neither.
    await day.to("12:20");
    expect(
      day
        .runs()
        .map(({ kind, target, version }) => [kind, target, version])
        .at(-1),
    ).toEqual(["rollback", A, "X00-26"]);
    expect(day.targets.running(A)?.version).toBe("X00-26");
    const { quarantined, problems, targets } = await day.state();
    expect(quarantined).toBe(true);
    expect(problems[0]?.closedAt).toBeDefined();
    expect(targets[0]?.status).toBe("rolled_back");
    expect(day.said("#prod-client-a").join()).toContain("is back on X00-26");
    // Done with the target: its window closes, late as it is.
    expect(day.notice().reached).toBe("completed");
    expect(day.component("component-a")).toBe("operational");
    // Never by itself promoted again, and by nobody before somebody clears it.
    await day.act({ act: "resume", by: "b", train: TRAIN });
    await day.to("12:40");
    const refused = await day.send({ act: "promote", by: "b", train: TRAIN, to: A });
    expect(refused).toMatchObject({ ok: false });
    expect(JSON.stringify(refused)).toContain("rolled back");
    await day.act({ act: "clearVersion", by: "b", train: TRAIN, reason: "the fix is in" });
    expect((await day.state()).quarantined).toBe(false);
    expect(day.runs().filter(({ target }) => target === A)).toHaveLength(2);
  });

  test("R28: going back says how long it takes and what cannot be taken back", async () => {
    const day = troubled({ ends: "fail" });
    await day.act({ act: "board", by: "b", train: TRAIN, service: "picking", version: "1.1.0", reversible: "no" });
    await day.act({
      act: "board",
      by: "b",
      train: TRAIN,
      service: "packing",
      version: "2.1.0",
      reversible: "slow",
      rollback: "PT25M",
    });
    await day.to("11:10");
    const sent = await day.send({ act: "rollback", by: "b", train: TRAIN, at: A, reason: "orders are lost" });
    expect(sent.ok && sent.notes).toEqual([
      "going back takes about 25 min",
      "data must be moved back for packing",
      "picking cannot be taken back",
    ]);
  });

  test("R29: a rollback must be decided in time, and people are reminded before", async () => {
    const day = troubled({ ends: "fail" });
    await day.to("11:34");
    const due = (text: string): boolean => text.includes("decide by");
    expect(day.said("#rail").filter(due)).toEqual([]);
    // A rollback takes 15 minutes, the window ends at 12:00, and the reminder comes 10 minutes before.
    await day.to("11:35");
    expect(day.said("#rail").filter(due)).toEqual([expect.stringContaining("11:45 UTC")]);
    await day.to("12:20");
    expect(day.said("#rail").filter(due)).toHaveLength(1);
  });

  test("R23, R29: a longer window gives a later deadline, and a reminder of its own", async () => {
    const day = troubled({ ends: "fail" });
    await day.to("11:36");
    await day.act({
      act: "approve",
      by: "tam-a",
      train: TRAIN,
      subject: { type: "extension", window: WINDOW, until: at("12:30") },
    });
    await day.act({ act: "extend", by: "b", window: WINDOW, for: "PT30M" });
    await day.to("12:05");
    expect(
      day
        .said("#rail")
        .filter((text) => text.includes("decide by"))
        .map((text) => /\((.....) UTC\) what/.exec(text)?.[1]),
    ).toEqual(["11:45", "12:15"]);
  });

  test("R30: the change request hears of the problem, of what is decided, and of its end", async () => {
    const day = troubled({ ends: "fail" }, { policy: { change: "required" } });
    day.memory.changeControl.world.seen();
    await day.to("11:05");
    // Nothing goes without a change request.
    expect(day.runs()).toEqual([]);
    await day.act({ act: "linkChange", by: "b", train: TRAIN, change: { request: "CHG-1", state: "new" } });
    await day.to("11:08");
    expect(day.runs()).toEqual([]);
    day.memory.changeControl.world.humanDecide("CHG-1", "approved");
    await day.to("11:20");
    await day.act({
      act: "decideProblem",
      by: "b",
      train: TRAIN,
      problem: FAILED,
      course: "rollForward",
      reason: "fixed",
    });
    await day.act({ act: "resume", by: "b", train: TRAIN });
    await day.to("11:45");
    const [request] = day.memory.changeControl.world.seen();
    expect(
      request?.notes.map(({ text }) => /problem|roll forward|over/.exec(text.split(": ").at(-1) ?? "")?.[0] ?? text),
    ).toHaveLength(3);
  });
});

describe("who is called", () => {
  test("F89: the conductor and the line's team, then nobody else once it is acknowledged", async () => {
    const day = troubled({ ends: "fail" });
    await day.to("11:10");
    const alerts = () => day.memory.pager.world.alerts();
    expect(alerts()).toMatchObject([{ key: FAILED, status: "open", count: 1 }]);
    expect(alerts()[0]?.responders.map(({ id }) => id)).toEqual(["duty", "u-b"]);
    day.memory.pager.world.humanAcknowledge(FAILED, "u-b");
    await day.to("12:00");
    expect(alerts()[0]?.responders).toHaveLength(2);
    await day.act({
      act: "decideProblem",
      by: "b",
      train: TRAIN,
      problem: FAILED,
      course: "rollForward",
      reason: "fixed",
    });
    await day.act({ act: "closeProblem", by: "b", train: TRAIN, problem: FAILED });
    await day.to("12:05");
    expect(alerts()).toMatchObject([{ status: "closed", count: 1 }]);
  });

  test("F89: without an answer the backup is called, then the lead; the train stays held", async () => {
    const day = troubled({ ends: "fail" });
    const called = (): readonly string[] => day.memory.pager.world.alerts()[0]?.responders.map(({ id }) => id) ?? [];
    await day.to("11:14");
    expect(called()).toEqual(["duty", "u-b"]);
    await day.to("11:17");
    expect(called()).toEqual(["duty", "u-b", "u-a"]);
    await day.to("11:27");
    expect(called()).toEqual(["duty", "u-b", "u-a", "u-lead"]);
    await day.to("11:45");
    expect(called()).toHaveLength(4);
    expect((await day.state()).hold).toBeDefined();
  });

  test("R24: a problem that a person opens calls people too", async () => {
    const day = story();
    await day.to("11:08");
    await day.act({ act: "openProblem", by: "c", train: TRAIN, summary: "orders hang", target: A, call: "room 4" });
    await day.to("11:09");
    expect(day.memory.pager.world.alerts()).toMatchObject([
      { status: "open", description: expect.stringContaining("room 4") },
    ]);
    // It does not hold the whole train by itself, but the target does not pass.
    await day.to("11:40");
    expect([await day.status(A), await day.status(B)]).toEqual(["soaking", "passed"]);
    expect(day.notice().reached).toBe("in_progress");
    // A person says first what was done about it.
    expect(await day.send({ act: "closeProblem", by: "b", train: TRAIN, problem: await problemOf(day) })).toMatchObject(
      { ok: false },
    );
    await day.act({
      act: "decideProblem",
      by: "b",
      train: TRAIN,
      problem: await problemOf(day),
      course: "goOn",
      reason: "no orders hang",
    });
    await day.to("11:42");
    expect(await day.status(A)).toBe("passed");
    expect(day.notice().reached).toBe("completed");
  });
});

describe("a deploy goes strange ways", () => {
  test("R12: one that does not appear is missing and holds the train; it is not started behind people's backs", async () => {
    const day = troubled({ appears: false });
    await day.to("11:12");
    expect((await day.state()).problems).toMatchObject([{ summary: `the deploy did not appear on ${A}` }]);
    expect((await day.state()).hold).toBeDefined();
    day.memory.deployRunner.world.script(`${TRAIN}/${A}/promote/1`, {});
    await day.to("11:15");
    expect(day.runs().filter(({ target }) => target === A)).toEqual([]);
    await day.act({
      act: "decideProblem",
      by: "b",
      train: TRAIN,
      problem: await problemOf(day),
      course: "retry",
      reason: "the runner is back",
    });
    await day.act({ act: "resume", by: "b", train: TRAIN });
    await day.to("11:40");
    expect(day.runs().filter(({ target }) => target === A)).toMatchObject([{ outcome: "succeeded" }]);
    expect(await day.status()).toBe("passed");
  });

  test("R12: one whose answer was lost, and that shows itself late, is the one deploy", async () => {
    const day = story();
    day.memory.deployRunner.world.failNext("writeLate", 2);
    await day.to("11:30");
    expect(day.runs().map(({ target, outcome }) => [target, outcome])).toEqual([
      [A, "succeeded"],
      [B, "succeeded"],
    ]);
    expect([await day.status(A), await day.status(B)]).toEqual(["passed", "passed"]);
  });

  test("R12: a deploy that succeeded and another version runs is a failure", async () => {
    const day = troubled({ installs: "X47-26" });
    await day.to("11:30");
    expect(await day.status()).toBe("failed");
    expect((await day.state()).problems[0]?.summary).toContain("X47-26 runs instead of X48-26");
    expect(day.notice().reached).toBe("in_progress");
  });

  test("R12: a version that takes a while to show is waited for", async () => {
    const day = troubled({ installLagMs: 240_000 });
    await day.to("11:08");
    expect(await day.status()).toBe("promoting");
    await day.to("11:25");
    expect(await day.status()).toBe("passed");
    expect((await day.state()).problems).toEqual([]);
  });

  test("F45: a deploy that runs past the planned end is a problem, and the window stays open", async () => {
    const day = troubled({ ends: "hang" });
    await day.to("12:02");
    expect((await day.state()).problems).toMatchObject([
      { summary: `the window is over and the deploy is not on ${A}` },
    ]);
    expect(day.notice().reached).toBe("in_progress");
    expect(day.said("#prod-client-a").join()).toContain("the window is over and the deploy is not");
  });

  test("F45: where the policy lets it finish, it finishes, and then its window is completed", async () => {
    const day = troubled({ runningMs: 65 * 60_000 }, { policy: { overrun: "finish" } });
    await day.to("12:04");
    expect((await day.state()).problems).toEqual([]);
    expect(day.notice().reached).toBe("in_progress");
    await day.to("12:25");
    expect(await day.status()).toBe("passed");
    expect(day.notice().reached).toBe("completed");
  });

  test("R27: a rollback stops the deploy that hangs, and then goes back", async () => {
    const day = troubled({ ends: "hang", stoppingMs: 90_000 });
    await day.to("12:02");
    const problem = await problemOf(day);
    await day.act({ act: "decideProblem", by: "b", train: TRAIN, problem, course: "rollback", reason: "it hangs" });
    await day.to("12:20");
    expect(
      day
        .runs()
        .filter(({ target }) => target === A)
        .map(({ kind, outcome }) => [kind, outcome]),
    ).toEqual([
      ["promote", "cancelled"],
      ["rollback", "succeeded"],
    ]);
    expect(await day.status()).toBe("rolled_back");
    expect(day.notice().reached).toBe("completed");
  });

  test("a deploy that a person stops is stopped, is no problem, and is started again by a person alone", async () => {
    const day = troubled({ ends: "hang" });
    await day.to("11:10");
    await day.act({
      act: "stopDeploy",
      by: "b",
      train: TRAIN,
      order: `${TRAIN}/${A}/promote/1`,
      reason: "wrong build",
    });
    await day.to("11:13");
    expect(day.runs()[0]).toMatchObject({ status: "finished", outcome: "cancelled" });
    const { waiting } = await day.to("11:20");
    expect(await day.state()).toMatchObject({ problems: [], targets: [{ status: "failed" }, {}] });
    expect(waiting[TRAIN]?.join()).toContain("its deploy was stopped");
    await day.act({ act: "promote", by: "b", train: TRAIN, to: A });
    await day.to("11:40");
    expect(day.runs().map(({ outcome }) => outcome)).toEqual(["cancelled", "succeeded", "succeeded"]);
    expect(await day.status()).toBe("passed");
  });

  test("a deploy that somebody cancels at the service is a problem", async () => {
    const day = troubled({ ends: "hang" });
    await day.to("11:10");
    day.memory.deployRunner.world.humanCancel(day.runs()[0]?.id ?? "");
    await day.to("11:12");
    expect((await day.state()).problems).toMatchObject([{ summary: `the deploy was cancelled on ${A}` }]);
  });

  test("F91: a deploy that failed and is run again by hand is the same order, and heals the target", async () => {
    const day = troubled({ ends: "fail" });
    await day.to("11:10");
    day.memory.deployRunner.world.script(`${TRAIN}/${A}/promote/1`, {});
    day.memory.deployRunner.world.humanRerun(day.runs()[0]?.id ?? "");
    await day.to("11:20");
    expect(day.runs().filter(({ target }) => target === A)).toMatchObject([{ attempt: 2, outcome: "succeeded" }]);
    expect(await day.status()).toBe("soaking");
    expect((await day.facts()).filter(({ type }) => type === "deployOrdered")).toHaveLength(2);
  });

  test("a target that somebody changes by hand is a problem, whether it passed or soaks", async () => {
    const day = story();
    await day.to("11:10");
    day.memory.deployRunner.world.humanStart(A, "X99-26", { queuedMs: 0, runningMs: 60_000 });
    await day.to("11:13");
    expect(await day.status()).toBe("failed");
    expect((await day.state()).problems).toMatchObject([{ summary: `${A} runs X99-26, which nobody here ordered` }]);
    expect((await day.state()).hold).toBeDefined();
  });

  test("a target that is put back by hand is rolled back, and not promoted again by itself", async () => {
    const day = story();
    await day.to("11:10");
    day.targets.put(A, { version: "X00-26" });
    await day.to("11:40");
    expect(await day.status()).toBe("rolled_back");
    expect(day.runs()).toHaveLength(2);
  });
});
