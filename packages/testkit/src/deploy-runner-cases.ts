import { type DeployRun, epochMs } from "@footplate/core";
import { abortedCalls, casesOf, needs, sameFields, saneTimes, settle } from "./case-tools.ts";
import { type Case, check, frozen, refused, same } from "./check.ts";
import { gateAnswered, gateRejected, gateShown, rerun, rerunRefused } from "./deploy-group-cases.ts";
import type { DeployRunnerStage, DeployRunnerWorld } from "./deploy-runner-stage.ts";
import { watchEnds, watchFollows, watchHearsSignal, watchOnce, watchUnknown } from "./deploy-watch-cases.ts";

/**
 * What every deploy runner must do, as cases for any test runner. What needs something the stage does not offer is not
 * checked. Running again what goes on or succeeded is a `conflict`.
 */
export function deployRunnerCases(world: DeployRunnerWorld): readonly Case[] {
  return casesOf<DeployRunnerStage>(world, {
    "its times are whole milliseconds": async ({ runner }) => saneTimes(runner),
    "a start is an open run in its first attempt, and is found again by its order": started,
    "F92 runs of several orders are not mistaken for each other": ordersApart,
    "F92 a run that a person started is nobody's order": foreignRun,
    "F93 of two runs of one order the oldest is found": oldestFound,
    "looking for a run starts none": lookingStartsNone,
    "F16 an unknown run is absent, and cannot be stopped": unknownRun,
    "a finished run is read with its outcome and its end": finished,
    "a run that was asked to stop ends as cancelled": cancelled,
    "stopping what has finished is success, and changes nothing": cancelledLate,
    "watching gives each state once and ends with the run": watchFollows,
    "watching what has finished gives it once": watchOnce,
    "watching ends without an error when the signal aborts": watchEnds,
    "watching after the signal aborted sends nothing": watchHearsSignal,
    "F16 watching an unknown run is not_found": watchUnknown,
    "F91 running the failed parts again is the next attempt of the same run": rerun,
    "F91 what runs or succeeded has no failed part": rerunRefused,
    "a run that waits says for what": gateShown,
    "an approval lets the run go on": gateAnswered,
    "a rejected run does not succeed": gateRejected,
    "an aborted call rejects with the signal's own reason and sends nothing": aborted,
  });
}

async function started({ runner, order, clock }: DeployRunnerStage): Promise<void> {
  const run = await runner.start(frozen(order(1)));
  check(run.id !== "", "the run has an id");
  open(run, "the answer");
  check(Number.isFinite(epochMs(run.createdAt)), "the run has a time");
  if (run.order !== undefined) same(run.order, order(1).id, "the order of the answer");
  settle(runner, clock);
  for (const found of [await runner.find(frozen(order(1))), await runner.read(run.id)]) {
    sameFields(found, { id: run.id, createdAt: run.createdAt }, "found");
    if (found !== undefined) open(found, "found");
  }
}

/** Fails the case unless the run is in its first attempt and not finished. */
function open(run: DeployRun, what: string): void {
  sameFields(run, { attempt: 1, outcome: undefined, finishedAt: undefined }, what);
  check(run.status !== "finished", `${what}: the run has not finished`);
}

async function ordersApart({ runner, order, clock }: DeployRunnerStage): Promise<void> {
  const ids: string[] = [];
  for (const n of [1, 2, 3]) ids.push((await runner.start(order(n))).id);
  same(new Set(ids).size, 3, "runs");
  settle(runner, clock);
  for (const n of [3, 1, 2]) same((await runner.find(order(n)))?.id, ids[n - 1], `the run of order ${n}`);
  same(await runner.find(order(4)), undefined, "the run of an order that was never started");
  for (const id of ids) same((await runner.read(id))?.id, id, "the id asked for is the id answered");
}

async function foreignRun({ runner, order, clock, humanStart }: DeployRunnerStage): Promise<void> {
  needs(humanStart, "hook `humanStart`");
  await humanStart();
  settle(runner, clock);
  same(await runner.find(order(1)), undefined, "the run of an order that was never started");
  const { id } = await runner.start(order(1));
  await humanStart();
  settle(runner, clock);
  same((await runner.find(order(1)))?.id, id, "the run of the order");
}

async function oldestFound({ runner, order, clock }: DeployRunnerStage): Promise<void> {
  const first = await runner.start(order(1));
  clock.advance(60_000);
  await runner.start(order(1));
  settle(runner, clock);
  same((await runner.find(order(1)))?.id, first.id, "found");
}

async function lookingStartsNone({ runner, order, clock, runs }: DeployRunnerStage): Promise<void> {
  same(await runner.find(order(1)), undefined, "before the start");
  const { id } = await runner.start(order(1));
  settle(runner, clock);
  await runner.find(order(2));
  await runner.find(order(1));
  await runner.read(id);
  settle(runner, clock);
  same(await runner.find(order(2)), undefined, "an order that was looked for");
  if (runs !== undefined) same(await runs(), 1, "runs of the service");
}

async function unknownRun({ runner, order, unknownId = "987654321" }: DeployRunnerStage): Promise<void> {
  const { id } = await runner.start(order(1));
  same(await runner.read(unknownId), undefined, "read");
  await refused(runner.cancel(unknownId), "not_found", "no", "cancel");
  const run = await runner.read(id);
  check(run?.outcome === undefined, "the other run goes on");
}

async function finished({ runner, order, clock, finish }: DeployRunnerStage): Promise<void> {
  needs(finish, "hook `finish`");
  const outcomes = ["succeeded", "failed", "cancelled"] as const;
  for (const [n, outcome] of outcomes.entries()) {
    const { id, createdAt } = await runner.start(order(n));
    clock.advance(120_000);
    await finish(id, outcome);
    clock.advance(1000);
    const run = await runner.read(id);
    sameFields(run, { id, status: "finished", outcome, attempt: 1, waitingFor: undefined }, outcome);
    check(run?.finishedAt !== undefined && epochMs(run.finishedAt) >= epochMs(createdAt), "it ended after it began");
    settle(runner, clock);
    sameFields(await runner.find(order(n)), { id, status: "finished", outcome }, `${outcome}, found`);
  }
}

async function cancelled({ runner, order, clock }: DeployRunnerStage): Promise<void> {
  const [mine, other] = [await runner.start(order(1)), await runner.start(order(2))];
  clock.advance(60_000);
  same((await runner.cancel(mine.id)).id, mine.id, "the id of the answer");
  clock.advance(3_600_000);
  sameFields(await runner.read(mine.id), { status: "finished", outcome: "cancelled" }, "an hour later");
  check((await runner.read(other.id))?.outcome === undefined, "the other run goes on");
}

async function cancelledLate({ runner, order, clock, finish }: DeployRunnerStage): Promise<void> {
  needs(finish, "hook `finish`");
  const { id } = await runner.start(order(1));
  clock.advance(60_000);
  await finish(id, "succeeded");
  clock.advance(1000);
  sameFields(await runner.cancel(id), { id, status: "finished", outcome: "succeeded" }, "the answer");
  clock.advance(3_600_000);
  sameFields(await runner.read(id), { status: "finished", outcome: "succeeded" }, "an hour later");
}

async function aborted({ runner, order, clock, sent }: DeployRunnerStage): Promise<void> {
  const { id } = await runner.start(order(1));
  const { reruns, gates } = runner;
  await abortedCalls(
    {
      start: (options) => runner.start(order(2), options),
      find: (options) => runner.find(order(1), options),
      read: (options) => runner.read(id, options),
      cancel: (options) => runner.cancel(id, options),
      ...(reruns && { rerunFailed: (options) => reruns.rerunFailed(id, options) }),
      ...(gates && {
        pending: (options) => gates.pending(id, options),
        answer: (options) => gates.answer(id, ["a"], true, "Go", options),
      }),
    },
    sent,
  );
  settle(runner, clock);
  same(await runner.find(order(2)), undefined, "an order whose start was aborted");
  check((await runner.read(id))?.outcome === undefined, "the run goes on");
}
