import type { Instant } from "../time/instant.ts";
import { trainIn } from "../train/train-in.ts";
import { observed } from "./observation.ts";
import { attempt, record, type Work } from "./work.ts";

/**
 * Asks the runner to stop what somebody wants stopped, at each tick until it has: asked twice is asked once. What was not
 * started yet is stopped by not starting it.
 */
export async function stopDeploys(work: Work, train: string, now: Instant): Promise<void> {
  const { ports, signal } = work.context;
  const wanted = trainIn(work.view.line, work.view.movements, train).orders.filter(
    ({ status, stopAskedAt }) => status === "running" && stopAskedAt !== undefined,
  );
  for (const order of wanted) {
    const { run: id } = order;
    if (id === undefined) continue;
    const run = await attempt(work, `stopping the deploy of ${order.target}`, train, () =>
      ports.deployRunner.cancel(id, { signal }),
    );
    if (run !== undefined) await record(work, observed(work.view, train, { type: "run", order, run }, now));
  }
}
