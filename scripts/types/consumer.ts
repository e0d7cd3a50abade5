import { createGitHub, type GitHub } from "@footplate/adapter-github";
import {
  FootplateError,
  instant,
  span,
  timetable,
  type DeployOrder,
  type TrainLine,
  type Window,
} from "@footplate/core";

const github: GitHub = createGitHub({ repository: { owner: "octo", name: "trains" }, token: () => "from a vault" });

export function windowsOf(line: TrainLine, now: string): readonly Window[] {
  return timetable(line, [], span(instant(now), "P4W")).windows.filter(({ status }) => status === "reviewed");
}

export async function deploy(order: DeployOrder, ticket: string): Promise<string> {
  try {
    const run = (await github.deployRunner.find(order)) ?? (await github.deployRunner.start(order));
    for await (const { status } of github.deployRunner.watch(run.id)) if (status === "done") break;
    await github.trainTickets.comment(ticket, { key: `${order.id}/deployed`, text: run.url ?? run.id });
    return run.id;
  } catch (error) {
    if (error instanceof FootplateError && error.code === "rate_limited") return `later: ${error.retryAfterMs ?? 0}`;
    throw error;
  }
}
