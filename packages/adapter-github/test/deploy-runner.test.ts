import { type DeployRun, FootplateError } from "@footplate/core";
import { describe, expect, test } from "vitest";
import { order } from "./support/order.ts";
import { BEGIN, failing, minute, sent, world } from "./support/world.ts";

const DISPATCH = "POST actions/workflows/deploy.yml/dispatches";
const LIST = "GET actions/workflows/deploy.yml/runs";

async function all(runs: AsyncIterable<DeployRun>): Promise<readonly DeployRun[]> {
  const seen: DeployRun[] = [];
  for await (const run of runs) seen.push(run);
  return seen;
}

describe("start", () => {
  test("F92 gives the run that the server names, and sends one write", async () => {
    const { deployRunner, fake } = world();
    const run = await deployRunner.start(order());
    expect(run).toMatchObject({ order: order().id, status: "queued", attempt: 1, createdAt: BEGIN });
    expect(sent(fake)).toEqual([`${DISPATCH} 200`, `GET actions/runs/${run.id} 200`]);
    expect(fake.state().calls[0]?.body).toEqual({
      ref: "main",
      inputs: { order: `footplate[${order().id}]`, version: "2.4.0", target: "prod/eu" },
      return_run_details: true,
    });
  });

  test("F92 two in one second never mix, on a server that names no run either", async () => {
    for (const tellsRun of [true, false]) {
      const { another, fake } = world({ actions: { tellsRun } });
      const orders = ["promote-1", "promote-10", "promote"].map((id) => order({ id }));
      const runs = await Promise.all(orders.map(async (one) => another({ writeGapMs: 0 }).deployRunner.start(one)));
      expect(runs.map((run) => run.order)).toEqual(["promote-1", "promote-10", "promote"]);
      expect(new Set(runs.map((run) => run.id)).size).toBe(3);
      for (const [index, run] of runs.entries()) {
        const held = fake.actions.runs().find(({ id }) => String(id) === run.id);
        expect(held?.inputs["order"]).toBe(`footplate[${orders[index]?.id}]`);
      }
    }
  });

  test("F92 an older server refuses the question once, and is not asked again", async () => {
    const { deployRunner, fake } = world({ actions: { tellsRun: false } });
    const first = await deployRunner.start(order());
    const second = await deployRunner.start(order({ id: "other" }));
    expect([first.order, second.order]).toEqual([order().id, "other"]);
    expect(sent(fake).filter((line) => line.startsWith("POST"))).toEqual([
      `${DISPATCH} 400`,
      `${DISPATCH} 204`,
      `${DISPATCH} 204`,
    ]);
    expect(fake.actions.runs()).toHaveLength(2);
  });

  test("F92 with the newer version of the API nothing is asked, and the run is told", async () => {
    const { another, fake } = world();
    const run = await another({ apiVersion: "2026-03-10" }).deployRunner.start(order());
    expect(run.order).toBe(order().id);
    expect(fake.state().calls[0]?.body).not.toHaveProperty("return_run_details");
    expect(sent(fake)[0]).toBe(`${DISPATCH} 200`);
  });

  test("F22 waits a little until the run can be read", async () => {
    const { deployRunner, fake } = world({ actions: { readLagMs: 5000 } });
    const run = await deployRunner.start(order());
    expect(run).toMatchObject({ status: "running", order: order().id, createdAt: BEGIN });
    expect(sent(fake).slice(1)).toEqual([404, 404, 200].map((status) => `GET actions/runs/${run.id} ${status}`));
  });

  test("F22 gives the run as the dispatch told it where it cannot be read", async () => {
    const broken = ({ path }: { readonly path: string }) =>
      path.endsWith("runs/1001") ? ("lost" as const) : undefined;
    for (const options of [{ actions: { readLagMs: 3_600_000 } }, { fault: broken }]) {
      const { deployRunner } = world(options);
      const run = await deployRunner.start(order());
      expect(run).toMatchObject({ id: "1001", status: "queued", order: order().id, attempt: 1, createdAt: BEGIN });
      expect(run.url).toContain("/actions/runs/1001");
    }
  });

  test("F23 waits for the list where the run is found by what it carries", async () => {
    const { deployRunner, clock } = world({ actions: { tellsRun: false }, lagMs: 20_000 });
    const run = await deployRunner.start(order());
    expect(run.order).toBe(order().id);
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(20_000);
  });

  test("F92 a workflow whose run-name does not carry the order may have been started, and is never guessed by its time", async () => {
    const workflows = [{ file: "deploy.yml", runName: "Deploy" }];
    const { deployRunner, fake } = world({ actions: { tellsRun: false, workflows } });
    const error = await failing(deployRunner.start(order()));
    expect(error).toMatchObject({ code: "timeout", written: "maybe", hint: expect.stringContaining("run-name") });
    expect(fake.actions.runs()).toHaveLength(1);
    expect(await deployRunner.find(order())).toBeUndefined();
  });

  test("F93 an answer that was lost is outcome_unknown, is not sent again, and the run is found", async () => {
    const { deployRunner, fake } = world({ fault: once("dispatches", "lost") });
    const error = await failing(deployRunner.start(order()));
    expect(error).toMatchObject({ code: "outcome_unknown", written: "maybe", retryable: false });
    expect(fake.actions.runs()).toHaveLength(1);
    const found = await deployRunner.find(order());
    expect(found).toMatchObject({ id: String(fake.actions.runs()[0]?.id), order: order().id });
    expect(sent(fake).filter((line) => line.startsWith("POST"))).toEqual([`${DISPATCH} 0`]);
  });

  test("F93 a request that was never taken in is not found", async () => {
    const { deployRunner, fake } = world({ fault: once("dispatches", "unsent") });
    expect(await failing(deployRunner.start(order()))).toMatchObject({ written: "maybe" });
    expect(await deployRunner.find(order())).toBeUndefined();
    expect(fake.actions.runs()).toEqual([]);
  });

  test.each([
    ["no refs", { refs: {} }],
    ["no workflow", { refs: { github: { environment: "production" } } }],
    ["a workflow that climbs", { refs: { github: { workflow: "../deploy.yml" } } }],
    ["an input given twice", { refs: { github: { workflow: "deploy.yml", inputs: { version: "1" } } } }],
    ["too many inputs", { refs: { github: { workflow: "deploy.yml", inputs: manyInputs(23) } } }],
    ["an id that is too long", { id: "x".repeat(201) }],
    ["no id", { id: "" }],
  ])("F59 %s is refused before anything is sent", async (_name, change) => {
    const { deployRunner, fake } = world();
    expect(await failing(deployRunner.start(order(change)))).toMatchObject({ code: "invalid_input" });
    expect(sent(fake)).toEqual([]);
  });

  test("what GitHub refuses says why, and that nothing was started", async () => {
    const { deployRunner, another } = world();
    const inputs = { github: { workflow: "deploy.yml", inputs: { surprise: "1" } } };
    expect(await failing(deployRunner.start(order({ refs: inputs })))).toMatchObject({
      code: "invalid_input",
      written: "no",
      message: expect.stringContaining("Unexpected inputs provided"),
    });
    const nowhere = another({ actions: { ref: "gone" } });
    expect(await failing(nowhere.deployRunner.start(order()))).toMatchObject({ code: "invalid_input", written: "no" });
    const unknown = order({ refs: { github: { workflow: "other.yml" } } });
    expect(await failing(deployRunner.start(unknown))).toMatchObject({ code: "not_found", written: "no" });
  });

  test("fills the inputs that the workflow has, under its own names", async () => {
    const inputs = ["footplate", "tag", "where", "kind", "versions", "env", "region"];
    const { another, fake } = world({
      actions: { workflows: [{ file: "deploy.yml", inputs, runName: "${{ inputs.footplate }}" }] },
    });
    const inputNames = {
      order: "footplate",
      version: "tag",
      target: "where",
      kind: "kind",
      services: "versions",
      environment: "env",
    };
    const refs = {
      github: { workflow: "deploy.yml", environment: "production", ref: "main", inputs: { region: "eu" } },
    };
    await another({ actions: { inputNames } }).deployRunner.start(order({ refs, services: { cart: "2.4.1" } }));
    expect(fake.actions.runs()[0]?.inputs).toEqual({
      footplate: `footplate[${order().id}]`,
      tag: "2.4.0",
      where: "prod/eu",
      kind: "promote",
      versions: '{"cart":"2.4.1"}',
      env: "production",
      region: "eu",
    });
  });
});

describe("find", () => {
  test("gives the oldest of several, and nobody else's", async () => {
    const { deployRunner, fake, clock } = world();
    const token = `footplate[${order().id}]`;
    fake.actions.dispatch("deploy.yml", { order: "by hand" });
    const first = fake.actions.dispatch("deploy.yml", { order: token });
    clock.advance(1000);
    fake.actions.dispatch("deploy.yml", { order: token });
    fake.actions.push("deploy.yml", `fix: ${token}`);
    expect((await deployRunner.find(order()))?.id).toBe(String(first));
    expect(await deployRunner.find(order({ id: "retail/2026-48/prod/eu" }))).toBeUndefined();
  });

  test("reads all pages, and more than GitHub lists is no absence", async () => {
    const { deployRunner, fake } = world();
    const mine = fake.actions.dispatch("deploy.yml", { order: `footplate[${order().id}]` });
    for (let count = 0; count < 250; count += 1) fake.actions.dispatch("deploy.yml", { order: "other" });
    expect((await deployRunner.find(order()))?.id).toBe(String(mine));
    expect(sent(fake)).toEqual([`${LIST} 200`, `${LIST} 200`, `${LIST} 200`]);
    for (let count = 0; count < 750; count += 1) fake.actions.dispatch("deploy.yml", { order: "other" });
    expect(await failing(deployRunner.find(order()))).toMatchObject({ code: "too_large" });
  });

  test("looks no further back than it is told", async () => {
    const { another, clock } = world();
    const { deployRunner } = another({ actions: { searchMs: 3_600_000 } });
    await deployRunner.start(order());
    clock.advance(3_500_000);
    expect(await deployRunner.find(order())).toBeDefined();
    clock.advance(200_000);
    expect(await deployRunner.find(order())).toBeUndefined();
  });

  test("carries any id there and back", async () => {
    const { deployRunner } = world();
    for (const id of ["a b", "[x]", "100%", "früh/1", "(a)'!*", "a]b", "x".repeat(200)]) {
      const run = await deployRunner.start(order({ id }));
      expect(run.order).toBe(id);
      expect((await deployRunner.find(order({ id })))?.id).toBe(run.id);
    }
  });

  test.each([401, 403, 404, 422, 429, 500, 503])("F16 %i never says that there is none", async (status) => {
    const { deployRunner } = world({ through: () => async () => Response.json({ message: "no" }, { status }) });
    expect(await failing(deployRunner.find(order()))).toBeInstanceOf(FootplateError);
  });
});

describe("read", () => {
  test("only a 404 says gone", async () => {
    const { deployRunner } = world();
    expect(await deployRunner.read("1")).toBeUndefined();
    const broken = world({ through: () => async () => Response.json({ message: "no" }, { status: 403 }) });
    expect(await failing(broken.deployRunner.read("1"))).toMatchObject({ code: "forbidden" });
  });

  test("F59 an id that is no number is refused", async () => {
    const { deployRunner, fake } = world();
    for (const id of ["..", "1/2", "", "-1", "abc", "1e3"])
      expect(await failing(deployRunner.read(id))).toMatchObject({ code: "invalid_input" });
    expect(sent(fake)).toEqual([]);
  });

  test("F37 an answer about another run is refused", async () => {
    const { deployRunner, fake } = world({
      through: (fetch) => async (input, init) =>
        fetch(new Request(input, init).url.replace(/runs\/\d+$/, "runs/1001"), init),
    });
    fake.actions.dispatch("deploy.yml");
    const checked = fake.actions.runs()[0]?.id ?? 0;
    expect(checked).toBe(1001);
    expect(await failing(deployRunner.read("77"))).toBeInstanceOf(FootplateError);
  });

  test.each([
    ["success", "succeeded"],
    ["failure", "failed"],
    ["timed_out", "failed"],
    ["startup_failure", "failed"],
    ["cancelled", "cancelled"],
    ["neutral", "neutral"],
    ["constructor", "constructor"],
  ])("F10 what ended as %s is %s", async (conclusion, outcome) => {
    const { deployRunner, fake } = world();
    const id = fake.actions.dispatch("deploy.yml");
    fake.actions.setStatus(id, "completed", conclusion);
    expect(await deployRunner.read(String(id))).toMatchObject({ status: "finished", outcome, finishedAt: BEGIN });
  });

  test.each([
    ["requested", "queued"],
    ["pending", "queued"],
    ["in_progress", "running"],
    ["on_hold", "on_hold"],
  ])("F10 what is %s is %s, and open", async (status, ours) => {
    const { deployRunner, fake } = world();
    const id = fake.actions.dispatch("deploy.yml");
    fake.actions.setStatus(id, status);
    const run = await deployRunner.read(String(id));
    expect(run?.status).toBe(ours);
    expect(run).not.toHaveProperty("outcome");
    expect(run).not.toHaveProperty("finishedAt");
  });
});

describe("watch", () => {
  test("shows each state once, and what has not changed is free", async () => {
    const { deployRunner, fake } = world();
    const { id } = await deployRunner.start(order());
    const seen = await all(deployRunner.watch(id));
    expect(seen.map(({ status, outcome }) => outcome ?? status)).toEqual(["queued", "running", "succeeded"]);
    expect(seen.at(-1)?.finishedAt).toBeDefined();
    const { calls } = fake.state();
    const unchanged = calls.filter(({ status }) => status === 304).length;
    expect(unchanged).toBeGreaterThan(0);
    expect(fake.usage().requests).toBe(calls.length - unchanged);
  });

  test("F91 goes on in the next attempt when somebody repeats the run", async () => {
    const { deployRunner, fake, clock } = world({
      actions: {
        workflows: [{ file: "deploy.yml", outcome: ({ attempt }) => (attempt === 1 ? "failure" : "success") }],
      },
    });
    const { id } = await deployRunner.start(order());
    clock.advance(70_000);
    expect(await deployRunner.read(id)).toMatchObject({ attempt: 1, outcome: "failed" });
    fake.actions.rerun(Number(id));
    const seen = await all(deployRunner.watch(id));
    expect(seen.map(({ attempt, status }) => `${attempt} ${status}`)).toEqual(["2 queued", "2 running", "2 finished"]);
    expect(seen.at(-1)).toMatchObject({ outcome: "succeeded", order: order().id });
  });

  test("ends without an error when the signal aborts, before and within", async () => {
    const { deployRunner, fake } = world();
    const { id } = await deployRunner.start(order());
    const before = fake.state().calls.length;
    expect(await all(deployRunner.watch(id, { signal: AbortSignal.abort() }))).toEqual([]);
    expect(fake.state().calls.length).toBe(before);
    const controller = new AbortController();
    const seen: DeployRun[] = [];
    for await (const run of deployRunner.watch(id, { signal: controller.signal })) {
      seen.push(run);
      if (run.status === "running") controller.abort(new Error("enough"));
    }
    expect(seen.map(({ status }) => status)).toEqual(["queued", "running"]);
  });

  test("a run that is deleted is not_found", async () => {
    const { deployRunner, fake } = world();
    const { id } = await deployRunner.start(order());
    const iterator = deployRunner.watch(id)[Symbol.asyncIterator]();
    await iterator.next();
    fake.actions.remove(Number(id));
    expect(await failing(Promise.resolve(iterator.next()))).toMatchObject({ code: "not_found" });
  });

  test("F29 an outage is waited out, one without end is not", async () => {
    let outage = 0;
    const { deployRunner } = world({
      fault: ({ method }) =>
        method === "GET" && (outage -= 1) >= 0 ? { status: 503, body: { message: "down" } } : undefined,
    });
    const { id } = await deployRunner.start(order());
    outage = 12;
    expect((await all(deployRunner.watch(id))).at(-1)?.outcome).toBe("succeeded");
    outage = 10_000;
    expect(await failing(all(deployRunner.watch(id)))).toMatchObject({ code: "unavailable" });
  });
});

describe("cancel", () => {
  test("gives the run back as it stands, which goes on for a while", async () => {
    const { deployRunner, fake } = world();
    const { id } = await deployRunner.start(order());
    expect(await deployRunner.cancel(id)).toMatchObject({ id, status: "queued" });
    expect((await all(deployRunner.watch(id))).at(-1)).toMatchObject({ status: "finished", outcome: "cancelled" });
    expect(sent(fake)).toContain(`POST actions/runs/${id}/cancel 202`);
  });

  test("what has finished is success", async () => {
    const { deployRunner, fake, clock } = world();
    const { id } = await deployRunner.start(order());
    clock.advance(70_000);
    expect(await deployRunner.cancel(id)).toMatchObject({ status: "finished", outcome: "succeeded" });
    expect(sent(fake)).toContain(`POST actions/runs/${id}/cancel 409`);
  });

  test("what cannot be stopped and goes on is a conflict", async () => {
    const { deployRunner } = world({ fault: once("cancel", { status: 409, body: { message: "Cannot cancel" } }) });
    const { id } = await deployRunner.start(order());
    expect(await failing(deployRunner.cancel(id))).toMatchObject({ code: "conflict", written: "no" });
  });

  test("what is not there is not_found, and nothing was written", async () => {
    const { deployRunner } = world();
    expect(await failing(deployRunner.cancel("77"))).toMatchObject({ code: "not_found", written: "no" });
  });
});

describe("reruns", () => {
  const failing1 = [
    { file: "deploy.yml", outcome: ({ attempt }: { attempt: number }) => (attempt === 1 ? "failure" : "success") },
  ];

  test("gives the next attempt of the same run, however late it shows", async () => {
    for (const rerunMs of [0, 10_000]) {
      const { deployRunner, clock } = world({ actions: { workflows: failing1, rerunMs } });
      const { id } = await deployRunner.start(order());
      clock.advance(70_000);
      expect(await deployRunner.reruns.rerunFailed(id)).toMatchObject({ id, attempt: 2 });
      expect((await all(deployRunner.watch(id))).at(-1)).toMatchObject({ attempt: 2, outcome: "succeeded" });
    }
  });

  test("one that never shows may have been started", async () => {
    const { deployRunner, clock } = world({ actions: { workflows: failing1, rerunMs: 3_600_000 } });
    const { id } = await deployRunner.start(order());
    clock.advance(70_000);
    expect(await failing(deployRunner.reruns.rerunFailed(id))).toMatchObject({ code: "timeout", written: "maybe" });
  });

  test("what is under way, succeeded, or is not there is refused before anything is sent", async () => {
    const { deployRunner, fake, clock } = world();
    const { id } = await deployRunner.start(order());
    expect(await failing(deployRunner.reruns.rerunFailed(id))).toMatchObject({ code: "conflict", written: "no" });
    clock.advance(70_000);
    expect(await failing(deployRunner.reruns.rerunFailed(id))).toMatchObject({ code: "conflict", written: "no" });
    expect(await failing(deployRunner.reruns.rerunFailed("77"))).toMatchObject({ code: "not_found", written: "no" });
    expect(sent(fake).filter((line) => line.startsWith("POST"))).toHaveLength(1);
  });

  test("what GitHub refuses says why", async () => {
    const body = { message: "This run is too old to be run again" };
    const { deployRunner, fake } = world({ fault: once("rerun-failed-jobs", { status: 403, body }) });
    const { id } = await deployRunner.start(order());
    fake.actions.finish(Number(id), "failure");
    expect(await failing(deployRunner.reruns.rerunFailed(id))).toMatchObject({
      code: "forbidden",
      written: "no",
      message: expect.stringContaining("too old"),
    });
  });
});

describe("gates", () => {
  const gated = (reviewers: readonly string[]) => ({ actions: { workflows: [{ file: "deploy.yml", reviewers }] } });

  test("a run says what it waits for, and goes on once it is approved", async () => {
    const { deployRunner, clock, fake } = world(gated(["footplate-bot"]));
    const { id } = await deployRunner.start(order());
    clock.advance(10_000);
    expect(await deployRunner.read(id)).toMatchObject({ status: "waiting", waitingFor: ["production"] });
    const [gate, ...more] = await deployRunner.gates.pending(id);
    expect([gate, more]).toEqual([{ id: "501", name: "production", mayAnswer: true }, []]);
    await deployRunner.gates.answer(id, ["501"], true, "The gate of the train is open.");
    expect(fake.state().calls.at(-1)?.body).toEqual({
      environment_ids: [501],
      state: "approved",
      comment: "The gate of the train is open.",
    });
    expect((await all(deployRunner.watch(id))).at(-1)).toMatchObject({ outcome: "succeeded" });
    expect(await deployRunner.gates.pending(id)).toEqual([]);
  });

  test("a run whose gate is refused fails", async () => {
    const { deployRunner, clock } = world(gated(["footplate-bot"]));
    const { id } = await deployRunner.start(order());
    clock.advance(10_000);
    await deployRunner.gates.answer(id, ["501"], false, "The train is held.");
    expect(await deployRunner.read(id)).toMatchObject({ status: "finished", outcome: "failed" });
  });

  test("whom GitHub does not ask is forbidden, and is told so before", async () => {
    const { deployRunner, clock, fake } = world(gated(["lead"]));
    const { id } = await deployRunner.start(order());
    clock.advance(10_000);
    expect(await deployRunner.gates.pending(id)).toMatchObject([{ mayAnswer: false }]);
    expect(await failing(deployRunner.gates.answer(id, ["501"], true, "Yes."))).toMatchObject({
      code: "forbidden",
      written: "no",
    });
    fake.actions.approve(Number(id));
    expect((await all(deployRunner.watch(id))).at(-1)?.outcome).toBe("succeeded");
  });

  test.each([
    ["no gates", [], "Yes."],
    ["a name", ["production"], "Yes."],
    ["no note", ["501"], "  "],
  ])("%s is refused before anything is sent", async (_name, gates, note) => {
    const { deployRunner, fake } = world(gated(["lead"]));
    expect(await failing(deployRunner.gates.answer("1", gates, true, note))).toMatchObject({ code: "invalid_input" });
    expect(sent(fake)).toEqual([]);
  });
});

test("times are those of the server", async () => {
  const { deployRunner, clock } = world();
  clock.advance(600_000);
  expect((await deployRunner.start(order())).createdAt).toBe(minute(10));
});

function once(part: string, fault: "lost" | "unsent" | { status: number; body: unknown }) {
  let left = 1;
  return ({ path }: { readonly path: string }) => (path.endsWith(part) && (left -= 1) === 0 ? fault : undefined);
}

function manyInputs(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`input_${index}`, "x"]));
}
