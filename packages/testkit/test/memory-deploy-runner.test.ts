import { describe, expect, test } from "vitest";
import { faults, wrapPort } from "../src/index.ts";
import { deployService, order } from "./deploy-stage.ts";

const minute = 60_000;

describe("a run in memory", () => {
  test("is queued, runs, ends, and then the target runs its version", async () => {
    const { clock, runner, targets } = deployService();
    const { id } = await runner.start(order("f1"));
    const seen = async () => [(await runner.read(id))?.status, targets.running("prod/client-a")?.version];
    expect(await seen()).toEqual(["queued", "2026.47"]);
    clock.advance(10_000);
    expect(await seen()).toEqual(["running", "2026.47"]);
    clock.advance(5 * minute - 1);
    expect(await seen()).toEqual(["running", "2026.47"]);
    clock.advance(1);
    expect(await seen()).toEqual(["finished", "2026.48"]);
    clock.advance(60 * minute);
    expect(targets.seen()).toEqual({ "prod/client-a": { version: "2026.48", since: "2026-11-23T12:05:10Z" } });
    expect(runner.world.seen()).toEqual([
      {
        id: "run-1",
        order: "f1",
        status: "finished",
        outcome: "succeeded",
        attempt: 1,
        url: "memory:run-1",
        createdAt: "2026-11-23T12:00:00Z",
        finishedAt: "2026-11-23T12:05:10Z",
        target: "prod/client-a",
        version: "2026.48",
        kind: "promote",
        notes: [],
      },
    ]);
  });

  test("R16 of a partial order moves only the services that it names", async () => {
    const { clock, runner, targets } = deployService();
    await runner.start(order("f1", { partial: true, services: { picking: "48" } }));
    clock.advance(10 * minute);
    expect(targets.running("prod/client-a")?.services).toEqual({ picking: "48", packing: "47" });
  });

  test("goes as its order's script says, else as its target's, else as the options say", async () => {
    const { clock, runner, targets } = deployService({
      script: (_order, attempt) => ({ runningMs: attempt * minute }),
    });
    runner.world.script("prod/client-a", { ends: "fail", queuedMs: 0, runningMs: minute });
    runner.world.script("f2", { ends: "cancel", queuedMs: 0, runningMs: minute });
    for (const id of ["f1", "f2"]) await runner.start(order(id));
    await runner.start(order("f3", { target: "prod/client-b" }));
    clock.advance(minute);
    expect(runner.world.seen().map(({ outcome }) => outcome)).toEqual(["failed", "cancelled", undefined]);
    clock.advance(minute);
    expect(runner.world.seen()[2]).toMatchObject({ outcome: "succeeded" });
    expect(targets.seen()).toMatchObject({
      "prod/client-a": { version: "2026.47" },
      "prod/client-b": { version: "2026.48" },
    });
  });

  test("may say that it succeeded and install something else, nothing, or late", async () => {
    const { clock, runner, targets } = deployService();
    runner.world.script("other", { installs: "2026.46" });
    runner.world.script("nothing", { installs: false });
    runner.world.script("late", { installLagMs: 2 * minute });
    runner.world.script("broken", { ends: "fail", installs: "2026.48-half" });
    for (const id of ["other", "nothing", "late", "broken"]) await runner.start(order(id, { target: `prod/${id}` }));
    clock.advance(6 * minute);
    const versions = () => Object.entries(targets.seen()).map(([target, { version }]) => `${target} ${version}`);
    expect(versions()).toEqual(["prod/broken 2026.48-half", "prod/client-a 2026.47", "prod/other 2026.46"]);
    clock.advance(2 * minute);
    expect(versions()).toContain("prod/late 2026.48");
  });

  test("F93 that never appears is started for all anybody knows, and never found", async () => {
    const { clock, runner } = deployService();
    runner.world.script("f1", { appears: false });
    await expect(runner.start(order("f1"))).rejects.toMatchObject({ code: "outcome_unknown", written: "maybe" });
    clock.advance(60 * minute);
    expect(await runner.find(order("f1"))).toBeUndefined();
    expect(runner.world.attempts()).toBe(1);
  });

  test("F92 F93 is found only after its lag; answers are lost and starts come late", async () => {
    const { clock, runner } = deployService({ lagMs: 30_000 });
    runner.world.failNext("answerLost");
    runner.world.failNext("writeLate");
    for (const id of ["lost", "late"]) {
      await expect(runner.start(order(id))).rejects.toMatchObject({ code: "outcome_unknown", written: "maybe" });
    }
    expect(runner.world.seen().map((run) => run.order)).toEqual(["lost"]);
    clock.advance(30_000);
    expect(await runner.find(order("lost"))).toMatchObject({ order: "lost" });
    expect(await runner.find(order("late"))).toBeUndefined();
    clock.advance(10_000);
    expect(await runner.find(order("late"))).toMatchObject({ order: "late", createdAt: "2026-11-23T12:00:10Z" });
    expect(runner.world.pendingFaults()).toEqual([]);
  });

  test("waits for all its approvals, and answers only who may", async () => {
    const { clock, runner } = deployService();
    runner.world.script("f1", { waitsFor: ["one", "two"] });
    runner.world.script("f2", { waitsFor: ["one"], mayAnswer: false });
    const [first, second] = [await runner.start(order("f1")), await runner.start(order("f2"))];
    await expect(runner.gates.answer(first.id, ["one"], true, "Go")).rejects.toMatchObject({ code: "not_found" });
    clock.advance(minute);
    await runner.gates.answer(first.id, ["one"], true, "Go");
    expect(await runner.read(first.id)).toMatchObject({ status: "waiting", waitingFor: ["two"] });
    runner.world.humanAnswer(first.id, true);
    expect(await runner.read(first.id)).toMatchObject({ status: "running" });
    expect(runner.world.seen()[0]?.notes).toEqual(["Go"]);
    expect(await runner.gates.pending(second.id)).toEqual([{ id: "one", name: "one", mayAnswer: false }]);
    await expect(runner.gates.answer(second.id, ["one"], true, "Go")).rejects.toMatchObject({ code: "forbidden" });
  });

  test("F91 that a person runs again installs at the end of its last attempt", async () => {
    const { clock, runner, targets } = deployService({
      script: (_order, attempt) => ({ ends: attempt === 1 ? "hang" : "succeed" }),
    });
    const { id } = await runner.start(order("f1"));
    clock.advance(60 * minute);
    runner.world.humanRerun(id);
    expect(await runner.read(id)).toMatchObject({ attempt: 2, status: "queued" });
    clock.advance(6 * minute);
    expect(await runner.read(id)).toMatchObject({ attempt: 2, outcome: "succeeded" });
    expect(targets.running("prod/client-a")).toMatchObject({ version: "2026.48" });
  });

  test("that is asked to stop may go on for a while", async () => {
    const { clock, runner, targets } = deployService();
    runner.world.script("f1", { stoppingMs: minute });
    const { id } = await runner.start(order("f1"));
    clock.advance(minute);
    expect(await runner.cancel(id)).toMatchObject({ status: "running" });
    clock.advance(minute);
    expect(await runner.cancel(id)).toMatchObject({ status: "finished", outcome: "cancelled" });
    clock.advance(60 * minute);
    expect(targets.running("prod/client-a")).toMatchObject({ version: "2026.47" });
  });

  test("is watched through a fault injector step by step", async () => {
    const { runner } = deployService();
    const injector = faults();
    const wrapped = wrapPort(runner, injector);
    const { id } = await wrapped.start(order("f1"));
    const seen: string[] = [];
    for await (const run of wrapped.watch(id)) seen.push(run.status);
    expect(seen).toEqual(["queued", "running", "finished"]);
    expect(injector.calls()).toEqual(["start", "watch", "watch", "watch", "watch"]);
    injector.crashAt(6, "before");
    const steps = wrapped.watch(id)[Symbol.asyncIterator]();
    const died = await steps.next().catch((error: unknown) => error);
    expect(injector.isCrash(died)).toBe(true);
  });
});

test("a lag above settleMs is refused: it would break the runner's own promise", () => {
  expect(() => deployService({ lagMs: 2, settleMs: 1 })).toThrow(RangeError);
});
