import type { DeployRunner, PendingGate } from "@footplate/core";
import { needs, sameFields, settle } from "./case-tools.ts";
import { check, frozen, refused, same } from "./check.ts";
import type { DeployRunnerStage } from "./deploy-runner-stage.ts";

export async function rerun({ runner, order, clock, finish }: DeployRunnerStage): Promise<void> {
  needs(runner.reruns, "group `reruns`");
  needs(finish, "hook `finish`");
  const { id, createdAt } = await runner.start(order(1));
  clock.advance(60_000);
  await finish(id, "failed");
  clock.advance(60_000);
  const expected = { id, createdAt, attempt: 2, outcome: undefined, finishedAt: undefined } as const;
  sameFields(await runner.reruns.rerunFailed(id), expected, "the answer");
  settle(runner, clock);
  sameFields(await runner.read(id), expected, "read");
  sameFields(await runner.find(order(1)), expected, "found");
  await finish(id, "succeeded");
  clock.advance(1000);
  sameFields(await runner.read(id), { id, attempt: 2, status: "finished", outcome: "succeeded" }, "at the end");
}

export async function rerunRefused({ runner, order, clock, finish }: DeployRunnerStage): Promise<void> {
  needs(runner.reruns, "group `reruns`");
  needs(finish, "hook `finish`");
  const { id } = await runner.start(order(1));
  await refused(runner.reruns.rerunFailed(id), "conflict", "no", "a run that goes on");
  await finish(id, "succeeded");
  clock.advance(1000);
  await refused(runner.reruns.rerunFailed(id), "conflict", "no", "a run that succeeded");
  sameFields(await runner.read(id), { attempt: 1, status: "finished", outcome: "succeeded" }, "read");
}

type Gates = NonNullable<DeployRunner["gates"]>;

async function waiting(
  stage: DeployRunnerStage,
): Promise<{ readonly id: string; readonly gates: Gates; readonly pending: readonly PendingGate[] }> {
  const { runner, clock, startWaiting } = stage;
  needs(runner.gates, "group `gates`");
  needs(startWaiting, "hook `startWaiting`");
  const id = await startWaiting();
  clock.advance(60_000);
  return { id, gates: runner.gates, pending: await runner.gates.pending(id) };
}

export async function gateShown(stage: DeployRunnerStage): Promise<void> {
  const found = await waiting(stage);
  const { id, pending } = found;
  const run = await stage.runner.read(id);
  sameFields(run, { status: "waiting", outcome: undefined }, "read");
  check(pending.length > 0, "something is pending");
  check(
    pending.every((gate) => gate.id !== "" && gate.name !== "" && gate.mayAnswer),
    "what is pending has an id and a name, and we may answer",
  );
  same(
    [...(run?.waitingFor ?? [])].toSorted(),
    pending.map(({ name }) => name).toSorted(),
    "what the run says it waits for",
  );
  const other = await stage.runner.start(stage.order(5));
  stage.clock.advance(60_000);
  same(await found.gates.pending(other.id), [], "what a run waits for that waits for nothing");
}

export async function gateAnswered(stage: DeployRunnerStage): Promise<void> {
  const found = await waiting(stage);
  const { id, gates, pending } = found;
  await gates.answer(id, frozen(pending.map((gate) => gate.id)), true, "Go");
  stage.clock.advance(1000);
  same(await gates.pending(id), [], "what is pending afterwards");
  const run = await stage.runner.read(id);
  check(run !== undefined && run.status !== "waiting", "the run goes on");
  check(run.outcome === undefined || run.outcome === "succeeded", "and is not stopped");
}

export async function gateRejected(stage: DeployRunnerStage): Promise<void> {
  const found = await waiting(stage);
  const { id, gates, pending } = found;
  await gates.answer(
    id,
    pending.map((gate) => gate.id),
    false,
    "Not today",
  );
  stage.clock.advance(3_600_000);
  const run = await stage.runner.read(id);
  sameFields(run, { status: "finished" }, "an hour later");
  check(run?.outcome !== "succeeded" && run?.outcome !== undefined, "it did not succeed");
  same(await gates.pending(id), [], "what is pending afterwards");
}
