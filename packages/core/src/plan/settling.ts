import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import type { PlanContext } from "./context.ts";
import type { LeaseKeeper } from "./lease-keeper.ts";
import type { Plan } from "./plan.ts";

/** A wait after which everything that only time decides can be decided. */
export interface Wait {
  readonly until: Instant;
  /** From now on, in milliseconds, above 0. */
  readonly ms: number;
}

/** How long planning again is no use; `undefined` when nothing of the plan waits for time. By the journal's clock. */
export async function settling(
  { ports, signal }: PlanContext,
  { questions, operations }: Plan,
): Promise<Wait | undefined> {
  const times = [
    ...questions.flatMap((question) => (question.type === "settling" ? [epochMs(question.until) + 1] : [])),
    ...operations.flatMap((operation) =>
      operation.action === "create" && operation.notBefore !== undefined ? [epochMs(operation.notBefore)] : [],
    ),
  ];
  if (times.length === 0) return undefined;
  const last = times.reduce((a, b) => Math.max(a, b));
  const { now } = await ports.journal.info({ signal });
  return { until: fromEpochMs(last), ms: Math.max(1, last - epochMs(now)) };
}

/** Sleeps in slices, so that the lease is kept meanwhile. By the monotonic clock: the wall clock may jump. */
export async function sleepHolding(
  { clock, signal }: PlanContext,
  lease: LeaseKeeper,
  ms: number,
  sliceMs: number,
): Promise<void> {
  const endsMs = clock.monotonicMs() + ms;
  for (;;) {
    const leftMs = endsMs - clock.monotonicMs();
    if (leftMs <= 0) return;
    await clock.sleep(Math.min(leftMs, sliceMs), signal);
    await lease.hold(0);
  }
}
