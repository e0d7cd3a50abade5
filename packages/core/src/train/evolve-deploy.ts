import type { Fact } from "../line/fact.ts";
import type { DeployFinished, DeployOrdered, DeployStarted } from "../line/train-fact.ts";
import type { OrderState, TargetState, TargetStatus, TrainState } from "./train-state.ts";

/** Folds what facts say about orders and their deploys, and about targets that pass or are left out. */
export function foldDeploy(state: TrainState, fact: Fact): TrainState {
  switch (fact.type) {
    case "deployOrdered":
      return ordered(state, fact);
    case "deployStarted":
      return started(state, fact);
    case "deployFinished":
      return finished(state, fact);
    case "deployMissing":
      return order(state, fact.order, (one) => (one.status === "ordered" ? { ...one, status: "missing" } : one));
    case "deployStopAsked":
      return order(state, fact.order, (one) =>
        isUnderWay(one) && one.stopAskedAt === undefined ? { ...one, stopAskedAt: fact.at } : one,
      );
    case "targetPassed":
      return target(state, fact.target, (one) => (one.status === "soaking" ? moved(one, "passed", fact) : one));
    case "targetSkipped":
      return skipped(state, fact.target, fact.reason, fact);
    default:
      return state;
  }
}

/** Whether the deploy of an order may still do something. */
export function isUnderWay({ status }: OrderState): boolean {
  return status === "ordered" || status === "missing" || status === "running";
}

/** The target with another status, since now. */
export function moved(before: TargetState, status: TargetStatus, { at }: Pick<Fact, "at">): TargetState {
  const { reason: _reason, ...rest } = before;
  return before.status === status ? before : { ...rest, status, since: at };
}

/** The train with one target changed; the same where nothing is. */
export function target(state: TrainState, id: string, next: (before: TargetState) => TargetState): TrainState {
  const before = state.targets.find((one) => one.target === id);
  const after = before && next(before);
  if (before === undefined || after === undefined || after === before) return state;
  return { ...state, targets: state.targets.map((one) => (one === before ? after : one)) };
}

/** The train with one order changed, there and at its target; the same where nothing is. */
export function order(state: TrainState, id: string, next: (before: OrderState) => OrderState): TrainState {
  const before = state.orders.find((one) => one.id === id);
  const after = before && next(before);
  if (before === undefined || after === undefined || after === before) return state;
  const orders = state.orders.map((one) => (one === before ? after : one));
  return target({ ...state, orders }, before.target, (one) => (one.order?.id === id ? { ...one, order: after } : one));
}

function ordered(state: TrainState, fact: DeployOrdered): TrainState {
  const { phase } = state;
  const place = state.targets.find((one) => one.target === fact.target);
  if (place === undefined || state.orders.some(({ id }) => id === fact.id)) return state;
  const goes = phase === "cut" || phase === "running";
  if (fact.kind === "promote" && (!goes || place.status === "skipped")) return state;
  const one = orderOf(fact);
  const leaves = fact.kind === "rollback" && fact.version !== state.version;
  const next: TrainState = {
    ...state,
    // Who goes back has not arrived after all, and is conducted until it has.
    ...((phase === "cut" || phase === "arrived") && { phase: "running", since: fact.at }),
    orders: [...state.orders, one],
    quarantined: state.quarantined || leaves,
    exceptions: state.exceptions.map((used) =>
      used.exception === fact.exception ? { ...used, usedBy: [...used.usedBy, fact.id] } : used,
    ),
  };
  return target(next, fact.target, (before) =>
    fact.partial ? { ...before, order: one } : { ...moved(before, "promoting", fact), order: one },
  );
}

function orderOf(fact: DeployOrdered): OrderState {
  const { id, kind, target: place, version, services, partial, window, exception, bundles, by, at } = fact;
  return {
    id,
    kind,
    target: place,
    version,
    services,
    ...(partial && { partial }),
    ...(window !== undefined && { window }),
    ...(exception !== undefined && { exception }),
    ...(bundles !== undefined && { bundles }),
    by,
    orderedAt: at,
    status: "ordered",
  };
}

function started(state: TrainState, fact: DeployStarted): TrainState {
  const { run, attempt, url, at } = fact;
  const before = state.orders.find(({ id }) => id === fact.order);
  if (before === undefined) return state;
  // Somebody ran it again: what was over is open once more (F91).
  const again = attempt > (before.attempt ?? 0);
  if (!again && !isUnderWay(before)) return state;
  if (!again && before.status === "running" && before.run === run) return state;
  const next = order(state, fact.order, ({ finishedAt: _finished, ...one }) => ({
    ...one,
    status: "running",
    run,
    attempt,
    startedAt: at,
    ...(url !== undefined && { url }),
  }));
  return target(next, before.target, (one) =>
    one.order?.id === fact.order && one.status === "failed" && !before.partial ? moved(one, "promoting", fact) : one,
  );
}

function finished(state: TrainState, fact: DeployFinished): TrainState {
  const before = state.orders.find(({ id }) => id === fact.order);
  if (before === undefined || !isUnderWay(before) || fact.attempt < (before.attempt ?? 0)) return state;
  const { outcome, attempt, at } = fact;
  const next = order(state, fact.order, (one) => ({ ...one, status: outcome, attempt, finishedAt: at }));
  if (outcome === "succeeded") return next;
  return target(next, before.target, (one) =>
    one.order?.id === fact.order && one.status === "promoting" ? moved(one, "failed", fact) : one,
  );
}

function skipped(state: TrainState, id: string, reason: string, fact: Fact): TrainState {
  return target(state, id, (one) =>
    one.status === "pending" || one.status === "failed" || one.status === "rolled_back"
      ? { ...moved(one, "skipped", fact), reason }
      : one,
  );
}
