import { type FoldContext, versionOf } from "./fold-context.ts";
import type { TrainState } from "./train-state.ts";

/** A train of which nothing is known but the line; `undefined` where the line has no such train. */
export function freshTrain(context: FoldContext, train: string): TrainState | undefined {
  const slot = context.slot(train);
  if (slot === undefined) return undefined;
  return {
    train,
    version: versionOf(slot),
    phase: slot.noTrain === undefined ? "planned" : "cancelled",
    targets: context.targets.map((place) => ({ ...place, status: "pending" })),
    overrides: {},
    costs: [],
    lateRiders: [],
    left: [],
    blockers: [],
    problems: [],
    approvals: [],
    exceptions: [],
    changes: {},
    orders: [],
    quarantined: false,
    ...(slot.noTrain !== undefined && { reason: slot.noTrain.reason }),
  };
}
