import { FootplateError } from "../error.ts";
import type { DeployFinished } from "../line/train-fact.ts";
import type { DeployRun } from "../ports/deploy-runner.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import type { ClosedBy } from "../train/gate.ts";
import { mayPromote } from "../train/may-promote.ts";
import { checkedOrder } from "../train/order.ts";
import type { OrderState } from "../train/train-state.ts";
import { openView, type TrainView } from "../train/view.ts";
import { windowNow } from "../window/window-now.ts";
import { BOT } from "./conduct-context.ts";
import type { DeployEffect } from "./effect.ts";
import { leaseLost } from "./lease-lost.ts";
import { othersBefore } from "./orders-before.ts";
import {
  askedOf,
  type Delivered,
  type EffectWork,
  type Errand,
  type NoErrand,
  type Prevented,
} from "./perform-effect-work.ts";

/** How long after its decision a deploy may still be started, in milliseconds: nobody means a decision of last week. */
const LONGEST_MS = 48 * 3_600_000;
/** What may close a gate after the decision, so that it counts no more. Its window is judged apart: it may run short. */
const CLOSES_LATER: ReadonlySet<ClosedBy> = new Set([
  "phase",
  "hold",
  "blocker",
  "problem",
  "freeze",
  "no_deploy_day",
  "skipped",
  "quarantined",
]);

/**
 * The start of a deploy. The order is held against the facts just before it is sent: one that rests on no recorded fact, or
 * says something else than it, is `forbidden`; one whose gate has closed since is not sent but recorded as cancelled, so that
 * its target may be decided upon again.
 */
export function deployErrand(work: EffectWork, effect: DeployEffect): Errand | NoErrand {
  const { deployRunner: runner } = work.ports;
  if (runner === undefined) return { type: "unwired", port: "deployRunner" };
  const { order } = effect;
  return {
    mirror: "deploys",
    key: effect.key,
    sendMs: runner.sendMs,
    settleMs: runner.settleMs,
    asked: askedOf(effect, { target: order.target }),
    async find(_since, call) {
      const run = await runner.find(order, call);
      return run && delivered(run);
    },
    send: async (call) => delivered(await runner.start(order, call)),
    prevented: (when) => prevented(work, effect, when),
  };
}

function delivered(run: DeployRun): Delivered {
  return { id: run.id, got: { attempt: run.attempt, ...(run.url !== undefined && { url: run.url }) }, run };
}

async function prevented(
  work: EffectWork,
  { order }: DeployEffect,
  when: "before" | "last",
): Promise<Prevented | undefined> {
  const { ports, line, clock, signal, options, lease, clockStops } = work;
  const facts = await ports.journal.facts(line.id, { signal });
  try {
    checkedOrder(line, facts, order);
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    return { type: "failed", code: error.code, error };
  }
  const now = clock.now();
  const view = openView(line, facts, options);
  const state = view.movements.trains[order.train]?.orders.find(({ id }) => id === order.id);
  if (state === undefined) return { type: "moot", why: "the order does not count" };
  if (state.status !== "ordered" && state.status !== "missing")
    return { type: "moot", why: `the deploy is ${state.status}` };
  if (clockStops !== undefined && state.kind === "promote" && "bot" in state.by)
    return { type: "waiting", why: clockStops };
  const why = closedSince(view, order.train, state, now);
  if (why === undefined) {
    const [other] = othersBefore(view, state);
    return other === undefined ? undefined : { type: "waiting", why: `deploy ${other.id} is not over` };
  }
  // Only once the intent keeps other processes away: they look at the facts after theirs.
  if (when === "before") return undefined;
  const fact: DeployFinished = {
    id: `${order.id}/finished/1`,
    at: now,
    by: BOT,
    reason: why,
    type: "deployFinished",
    train: order.train,
    order: order.id,
    attempt: 1,
    outcome: "cancelled",
  };
  await lease.hold(0);
  const recorded = await ports.journal.record(line.id, [fact], { ...lease.fence(), signal });
  if (!recorded.ok) throw leaseLost();
  return { type: "cancelled", why, facts: [fact] };
}

/** Why an order must not be started any more, though it was decided. A rollback waits for nothing but other deploys. */
function closedSince(view: TrainView, train: string, order: OrderState, now: Instant): string | undefined {
  if (order.stopAskedAt !== undefined) return "somebody wanted it stopped before it was started";
  if (epochMs(now) - epochMs(order.orderedAt) > LONGEST_MS) return "it was decided more than 48 hours ago";
  if (order.kind === "rollback") return undefined;
  const { target, window, by } = order;
  const gate = mayPromote(view, { train, target, by }, now);
  const [closure] = gate.open ? [] : gate.closures.filter((one) => CLOSES_LATER.has(one.by));
  if (closure !== undefined) return closure.message;
  const used = window === undefined ? undefined : windowNow(view, window, now);
  const open = window === undefined || (used?.state === "in_progress" && !used.overrunning);
  return open ? undefined : `window ${window} is not open any more`;
}
