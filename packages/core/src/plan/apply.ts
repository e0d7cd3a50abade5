import { FootplateError } from "../error.ts";
import type { ApplyEvent } from "./apply-event.ts";
import { carryOut } from "./carry-out.ts";
import { clockWarning, ownClock } from "../ports/service-clock.ts";
import { mirrorsOf, type PlanContext, type PlanOptions } from "./context.ts";
import { type LeaseKeeper, leaseKeeper } from "./lease-keeper.ts";
import { plan } from "./make-plan.ts";
import type { Plan } from "./plan.ts";
import { settling, sleepHolding } from "./settling.ts";

export type { ApplyEvent } from "./apply-event.ts";

/** How to apply. */
export interface ApplyOptions extends PlanOptions {
  /** A plan that was looked at before: applied only if planning again gives the same, else `stale_plan` (F78). */
  readonly plan?: Plan;
  /** Names the process to others that find the lease taken. @default `footplate` */
  readonly holder?: string;
  /** A source of nonces, for repeatable tests. @default random UUIDs */
  readonly nonce?: () => string;
  /** Longest time to wait for what settles by itself, in milliseconds; 0 leaves it to the next run. @default 180000 */
  readonly patienceMs?: number;
}

/** Shortest time for which the lease is taken, in milliseconds. */
const LEASE_MS = 120_000;

/**
 * Plans, then carries the plan out, one operation after the other: intent, send, read the answer back, done. It may be
 * stopped or may crash anywhere; running it again converges, and nothing is doubled or lost.
 *
 * Throws what `plan` throws, `stale_plan`, `guard_refused`, `journal_missing`, `conflict` when another process holds the
 * lease, `lease_lost` when it was lost on the way, and `journal_unwritable` (then nothing was sent, F72).
 */
export async function* apply(context: PlanContext, options: ApplyOptions = {}): AsyncGenerator<ApplyEvent, void, void> {
  const lease = await leaseKeeper(context, options.holder ?? "footplate", leaseFor(context));
  try {
    let warned = false;
    for await (const event of applyHolding(context, options, lease)) {
      yield event;
      // The listings that the plan rests on told the time as well.
      const clock = warned ? undefined : ownClock(context.ports);
      warned = true;
      const text = clock && clockWarning(clock);
      if (text !== undefined) yield { type: "warning", text };
    }
  } finally {
    await lease.release();
  }
}

/** How long a lease must be taken for to apply under it, in milliseconds. */
export function leaseFor({ ports }: PlanContext): number {
  return Math.max(LEASE_MS, ...mirrorsOf(ports).map(([, { sendMs }]) => 2 * sendMs));
}

/** The same for who holds the lease already. */
export async function* applyHolding(
  context: PlanContext,
  options: ApplyOptions,
  lease: LeaseKeeper,
): AsyncGenerator<ApplyEvent, void, void> {
  let current = await plan(context, options);
  yield { type: "planned", plan: current };
  refuse(current);
  const patienceEndsMs = context.clock.monotonicMs() + (options.patienceMs ?? 180_000);
  for (;;) {
    const wait = await settling(context, current);
    if (wait === undefined || context.clock.monotonicMs() + wait.ms > patienceEndsMs) break;
    yield { type: "waiting", until: wait.until };
    await sleepHolding(context, lease, wait.ms, leaseFor(context) / 4);
    const before = current.fingerprint;
    current = await plan(context, options);
    if (current.fingerprint !== before) yield { type: "planned", plan: current };
  }
  if (options.plan !== undefined && options.plan.fingerprint !== current.fingerprint) {
    throw new FootplateError({
      code: "stale_plan",
      message: `the plan of ${options.plan.madeAt} no longer fits: line, facts or the world have changed`,
      hint: "plan again and look at what changed",
    });
  }
  refuse(current);
  yield* carryOut(context, options.nonce ?? (() => crypto.randomUUID()), lease, current);
}

function refuse({ refusals }: Plan): void {
  const [first] = refusals;
  if (first === undefined) return;
  throw new FootplateError({
    code: first.code,
    message: refusals.map(({ message }) => message).join("; "),
    hint: first.hint,
  });
}
