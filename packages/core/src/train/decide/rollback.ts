import type { RefusedCommand } from "../../decided.ts";
import type { Refused } from "../../people/refusal.ts";
import { formatDuration } from "../../time/duration.ts";
import { policyOf } from "../conduct-policy.ts";
import { ordersUnderWay } from "../gate-course.ts";
import { judgeRollback, type RollbackPlan } from "../guards.ts";
import { rollbackCost } from "../rollback-cost.ts";
import type { TargetState, TrainState } from "../train-state.ts";
import { type ActOf, conflict, type Judged, type Matter, type Saying } from "./matter.ts";
import { isRefused, noPlace, targetsAt, trainNamed } from "./places.ts";
import { orderId, ordersOf } from "./promote.ts";
import { sentence } from "./written.ts";

/**
 * Puts targets back on what they ran before. No window, freeze, hold, quarantine or problem stands in its way: only a deploy
 * that runs there, with the offer to stop it, or that nothing is known to go back to (R27).
 */
export function rollback(matter: Matter, act: ActOf<"rollback">): Judged {
  const { line } = matter.view;
  const { train, at, to } = act;
  const reason = sentence("the reason", act.reason);
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const named = targetsAt(line, at);
  if (named.length === 0) return noPlace(line, at ?? "");
  const places = state.targets.filter(({ target }) => named.includes(target));
  const back = places.filter((place) => isBack(place, to));
  const touched = places.filter((place) => !back.includes(place) && isTouched(matter, state, place, to));
  if (touched.length === 0) {
    return back.length > 0 ? { ok: true, says: [], standing: ordersOf(matter, back) } : nothingThere(state, at);
  }
  const judged = touched.map(({ target }) => ({ target, plan: planned(matter, state, target, act) }));
  const possible = judged.flatMap(({ target, plan }) => (plan.ok ? [{ target, plan }] : []));
  const stuck = judged.flatMap(({ plan }) => (plan.ok ? [] : [plan]));
  // Of a whole train what can go back does, and what cannot is said; what is named goes back whole or not at all.
  const rest = stuck.filter((plan) => at !== undefined || possible.length + back.length === 0 || plan.running);
  if (rest[0] !== undefined) return { ok: false, code: rest[0].code, message: rest[0].message, hint: rest[0].hint };
  if (possible.length === 0) return { ok: true, says: [], standing: ordersOf(matter, back) };
  return {
    ok: true,
    says: possible.flatMap(({ target, plan }) => [...stops(matter, target), order(state, target, plan, reason)]),
    standing: [],
    notes: [...notes(matter, state), ...stuck.map(({ message }) => message)],
  };
}

/** Whether the target goes back already, or has gone. */
function isBack({ order, status }: TargetState, to: string | undefined): boolean {
  if (order?.kind !== "rollback" || (to !== undefined && order.version !== to)) return false;
  return (
    status === "rolled_back" || (status === "promoting" && order.status !== "failed" && order.status !== "cancelled")
  );
}

/** Whether the train is on the target, or a deploy of it was there that may have left something. */
function isTouched(
  { view }: Matter,
  state: TrainState,
  { target, status, order }: TargetState,
  to: string | undefined,
): boolean {
  const runs = view.movements.positions[target]?.version;
  if (runs === state.version) return true;
  if (order === undefined) return false;
  if (status === "promoting" || status === "failed" || status === "soaking") return true;
  // It went back to one version, and somebody wants another.
  if (status === "rolled_back") return to !== undefined && runs !== to;
  return ordersUnderWay(view.movements, target).some((one) => one.state.train === state.train);
}

function nothingThere({ version }: TrainState, at: string | undefined): RefusedCommand {
  return conflict(
    at === undefined ? `${version} runs nowhere` : `${version} does not run on ${at}`,
    "look at the board, and roll back the train that runs there",
  );
}

type Planned =
  | ({ readonly ok: true } & RollbackPlan)
  | ({ readonly ok: false; /** A deploy stands in the way. */ readonly running: boolean } & Refused);

function planned(
  { view }: Matter,
  state: TrainState,
  target: string,
  { to, from, stopRunning = false }: ActOf<"rollback">,
): Planned {
  const running = ordersUnderWay(view.movements, target);
  // What is being stopped already needs no second word.
  const stopping = running.every(({ order: { stopAskedAt } }) => stopAskedAt !== undefined);
  const plan = judgeRollback(view, state, {
    target,
    stopRunning: stopRunning || stopping,
    ...(to !== undefined && { to }),
    ...(from !== undefined && { from }),
  });
  return plan.ok ? plan : { ...plan, running: !stopRunning && !stopping };
}

/** The deploys on the target that are to stop first; the rollback waits for them. */
function stops({ view }: Matter, target: string): readonly Saying[] {
  return ordersUnderWay(view.movements, target)
    .filter(({ order: { stopAskedAt } }) => stopAskedAt === undefined)
    .map(({ state: { train }, order: { id } }) => {
      return { id: `deployStopAsked/${id}`, type: "deployStopAsked", train, order: id };
    });
}

function order(state: TrainState, target: string, { version, services }: RollbackPlan, reason: string): Saying {
  return {
    id: orderId(state, target, "rollback"),
    type: "deployOrdered",
    train: state.train,
    kind: "rollback",
    target,
    version,
    services,
    reason,
  };
}

/** What going back means, said with the decision (R28). */
function notes({ view }: Matter, state: TrainState): readonly string[] {
  const { ms, slow, irreversible } = rollbackCost(state, policyOf(view.line, state.train));
  return [
    `going back takes about ${formatDuration(ms)}`,
    ...(slow.length > 0 ? [`data must be moved back for ${slow.join(", ")}`] : []),
    ...(irreversible.length > 0 ? [`${irreversible.join(", ")} cannot be taken back`] : []),
  ];
}
