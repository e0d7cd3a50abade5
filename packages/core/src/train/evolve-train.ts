import type { Fact, RiderBoarded } from "../line/fact.ts";
import type { LateRiderRequested } from "../line/train-fact.ts";
import { durationMs } from "../time/duration.ts";
import type { FoldContext } from "./fold-context.ts";
import type { LateRiderState, RiderCost, TargetState, TrainState } from "./train-state.ts";
import { own } from "./own.ts";

/** Folds what facts say about a train's phase and riders. */
export function foldTrain(context: FoldContext, state: TrainState, fact: Fact): TrainState {
  const { phase } = state;
  switch (fact.type) {
    case "trainCancelled":
      return phase === "planned" ? ended(state, "cancelled", fact) : state;
    case "trainAbandoned":
      return phase === "cut" || phase === "running" ? ended(state, "abandoned", fact) : state;
    case "trainArrived":
      return phase === "running" ? ended(state, "arrived", fact) : state;
    case "trainCut":
      return phase === "planned" ? { ...state, phase: "cut", since: fact.at, services: fact.services } : state;
    case "riderBoarded":
      return phase === "planned" ? boarded(context, state, fact) : state;
    case "riderLeft":
      return phase === "planned" && !state.left.includes(fact.service)
        ? { ...withoutRider(state, fact.service), left: [...state.left, fact.service] }
        : state;
    case "lateRiderRequested":
      return requested(context, state, fact);
    case "lateRiderAccepted":
      return answered(state, fact.rider, "accepted", fact);
    case "lateRiderRefused":
      return answered(state, fact.rider, "refused", fact);
    default:
      return state;
  }
}

/** Whether anything of the train may still change by its own course. */
export function isMoving({ phase }: TrainState): boolean {
  return phase === "cut" || phase === "running";
}

/** Whether the train is over. */
export function hasEnded({ phase }: Pick<TrainState, "phase">): boolean {
  return phase === "arrived" || phase === "cancelled" || phase === "abandoned";
}

function ended(state: TrainState, phase: "cancelled" | "abandoned" | "arrived", fact: Fact): TrainState {
  return { ...state, phase, since: fact.at, ...(fact.reason !== undefined && { reason: fact.reason }) };
}

function boarded(context: FoldContext, state: TrainState, fact: RiderBoarded): TrainState {
  const { service, version, target } = fact;
  if (target !== undefined && !context.targets.some((one) => one.target === target)) return state;
  return {
    ...state,
    left: state.left.filter((one) => one !== service),
    costs: costsWith(state.costs, fact),
    ...(target !== undefined && { overrides: overridden(state, target, service, version) }),
  };
}

function costsWith(
  costs: readonly RiderCost[],
  { service, reversible = "yes", rollback }: Pick<RiderBoarded, "service" | "reversible" | "rollback">,
): readonly RiderCost[] {
  const rollbackMs = rollback === undefined ? undefined : durationMs(rollback);
  const cost: RiderCost = { service, reversible, ...(rollbackMs !== undefined && { rollbackMs }) };
  return [...costs.filter((one) => one.service !== service), cost];
}

function overridden(state: TrainState, target: string, service: string, version: string): TrainState["overrides"] {
  return { ...state.overrides, [target]: { ...state.overrides[target], [service]: version } };
}

function withoutRider(state: TrainState, service: string): TrainState {
  const overrides = Object.entries(state.overrides).map(
    ([target, own]) => [target, Object.fromEntries(Object.entries(own).filter(([name]) => name !== service))] as const,
  );
  return {
    ...state,
    costs: state.costs.filter((one) => one.service !== service),
    overrides: Object.fromEntries(overrides),
  };
}

function requested(context: FoldContext, state: TrainState, fact: LateRiderRequested): TrainState {
  const { rider, service, version, target, reversible, rollback, by, at } = fact;
  const known = target === undefined || context.targets.some((one) => one.target === target);
  if (!isMoving(state) || !known || state.lateRiders.some((one) => one.rider === rider)) return state;
  const request: LateRiderState = {
    rider,
    service,
    version,
    ...(target !== undefined && { target }),
    by,
    requestedAt: at,
    ...(reversible !== undefined && { reversible }),
    ...(rollback !== undefined && { rollbackMs: durationMs(rollback) }),
    status: "requested",
  };
  return { ...state, lateRiders: [...state.lateRiders, request] };
}

function answered(state: TrainState, rider: string, status: "accepted" | "refused", fact: Fact): TrainState {
  const request = state.lateRiders.find((one) => one.rider === rider);
  if (request?.status !== "requested" || !isMoving(state)) return state;
  const lateRiders = state.lateRiders.map((one) => (one === request ? { ...one, status, decidedAt: fact.at } : one));
  const next = { ...state, lateRiders };
  return status === "accepted" ? withLateRider(next, request, fact) : next;
}

/** Takes the late rider on: the targets that it touches and that had begun qualify anew, no others (R8). */
function withLateRider(state: TrainState, request: LateRiderState, fact: Fact): TrainState {
  const { service, version, target, reversible = "yes", rollbackMs } = request;
  const cost: RiderCost = { service, reversible, ...(rollbackMs !== undefined && { rollbackMs }) };
  const begun = ({ status }: TargetState): boolean =>
    status === "promoting" || status === "soaking" || status === "passed";
  // A version that differs for one target goes on doing so when all the others move.
  const touches = (one: TargetState): boolean =>
    target === undefined ? own(state.overrides[one.target], service) === undefined : one.target === target;
  return {
    ...state,
    costs: [...state.costs.filter((one) => one.service !== service), cost],
    ...(target === undefined
      ? { services: { ...state.services, [service]: version } }
      : { overrides: overridden(state, target, service, version) }),
    targets: state.targets.map((one) =>
      touches(one) && begun(one) ? { ...one, status: "pending", since: fact.at } : one,
    ),
  };
}
