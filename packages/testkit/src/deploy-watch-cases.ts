import type { DeployRun } from "@footplate/core";
import { missing, needs, sameFields } from "./case-tools.ts";
import { check, same } from "./check.ts";
import type { DeployRunnerStage } from "./deploy-runner-stage.ts";
import { sameJson } from "./equal.ts";

/** More states than any run of a case has. */
const most = 50;

export async function watchFollows({ runner, order, finish }: DeployRunnerStage): Promise<void> {
  needs(finish, "hook `finish`");
  const { id } = await runner.start(order(1));
  const seen: DeployRun[] = [];
  for await (const run of runner.watch(id)) {
    seen.push(run);
    check(seen.length < most, "the same states come again and again");
    if (seen.length === 1) await finish(id, "failed");
  }
  check(
    seen.every((run) => run.id === id),
    "it is the run that was asked for",
  );
  check(seen.length >= 2, "the first state and the last are seen");
  check(
    seen.every((run, index) => index === 0 || !sameJson(run, seen[index - 1])),
    "no state is given twice in a row",
  );
  sameFields(seen.at(-1), { id, status: "finished", outcome: "failed" }, "the last state");
  same(seen.filter(({ status }) => status === "finished").length, 1, "times that it is seen finished");
}

export async function watchOnce({ runner, order, clock, finish }: DeployRunnerStage): Promise<void> {
  needs(finish, "hook `finish`");
  const { id } = await runner.start(order(1));
  await finish(id, "succeeded");
  clock.advance(1000);
  const seen: DeployRun[] = [];
  for await (const run of runner.watch(id)) {
    seen.push(run);
    check(seen.length < most, "the same states come again and again");
  }
  same(seen.length, 1, "states");
  sameFields(seen[0], { id, status: "finished", outcome: "succeeded" }, "the state");
}

export async function watchEnds({ runner, order }: DeployRunnerStage): Promise<void> {
  const { id } = await runner.start(order(1));
  const stop = new AbortController();
  const seen: DeployRun[] = [];
  for await (const run of runner.watch(id, { signal: stop.signal })) {
    seen.push(run);
    stop.abort({ because: "enough was seen" });
  }
  same(
    seen.map((run) => run.id),
    [id],
    "what was seen before the signal aborted",
  );
}

export async function watchHearsSignal({ runner, order, sent }: DeployRunnerStage): Promise<void> {
  const { id } = await runner.start(order(1));
  const before = sent?.();
  const seen: DeployRun[] = [];
  for await (const run of runner.watch(id, { signal: AbortSignal.abort() })) seen.push(run);
  same(seen, [], "what was seen");
  same(sent?.(), before, "requests");
}

export async function watchUnknown({ runner, unknownId = "987654321" }: DeployRunnerStage): Promise<void> {
  const look = async (): Promise<void> => {
    for await (const _run of runner.watch(unknownId)) check(false, "there is nothing to see");
  };
  await missing(look(), "watch");
}
