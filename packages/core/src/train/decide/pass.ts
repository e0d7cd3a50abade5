import { hasEnded } from "../evolve-train.ts";
import type { RefusedCommand } from "../../decided.ts";
import { openProblems } from "../../window/may-complete.ts";
import { epochMs, fromEpochMs } from "../../time/instant.ts";
import { formatMoment } from "../../timetable/format-moment.ts";
import { policyOf, soakOf } from "../conduct-policy.ts";
import { isUnderWay } from "../evolve-deploy.ts";
import { isOpen } from "../evolve-trouble.ts";
import { goesOn } from "../gate-course.ts";
import type { TargetState, TrainState } from "../train-state.ts";
import { type ActOf, conflict, type Judged, lastFact, type Matter, missing, says, stands } from "./matter.ts";
import { isRefused, noPlace, targetsAt, trainNamed } from "./places.ts";
import { notAlone, notDriving } from "./who.ts";
import { sentence } from "./written.ts";

/** Says that targets are well: their soak is over and nothing speaks against them. */
export function pass(matter: Matter, { train, at }: ActOf<"pass">): Judged {
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const named = targetsAt(matter.view.line, at);
  if (named.length === 0) return noPlace(matter.view.line, at);
  const places = state.targets.filter(({ target, status }) => {
    return named.includes(target) && (status !== "skipped" || named.length === 1);
  });
  const rest = places.filter(({ status }) => status !== "passed");
  if (rest.length === 0 && places.length > 0) {
    const passed = (target: string): ReturnType<typeof lastFact> =>
      lastFact(matter, "targetPassed", (fact) => fact.train === train && fact.target === target);
    return stands(...places.map(({ target }) => passed(target)));
  }
  const refused =
    notDriving(matter, train) ??
    notAlone(matter, train, "pass") ??
    blocked(state) ??
    rest.reduce<RefusedCommand | undefined>((found, place) => found ?? notWell(matter, state, place), undefined);
  if (refused !== undefined) return refused;
  if (rest.length === 0) return conflict(`${state.version} skips every target of ${at}`, "go on to the next stop");
  return says(
    ...rest.map(({ target }) => {
      const count = state.orders.filter((one) => one.target === target).length;
      return { id: `targetPassed/${train}/${target}/${count}`, type: "targetPassed", train, target } as const;
    }),
  );
}

function blocked({ blockers, version }: TrainState): RefusedCommand | undefined {
  const open = blockers.filter(isOpen);
  if (open.length === 0) return undefined;
  const names = open.map(({ blocker, owner }) => `${blocker} (${owner})`).join(", ");
  return conflict(`blockers of ${version} are open: ${names}`, "resolve them, or overrule them by name (resume)");
}

function notWell(
  { view, now }: Matter,
  state: TrainState,
  { target, stop, status, since }: TargetState,
): RefusedCommand | undefined {
  if (status !== "soaking") {
    return conflict(
      `${state.version} is ${status} on ${target}`,
      status === "promoting" ? "wait until the target shows the version" : "promote it there first",
    );
  }
  const problem = openProblems(state, target).find(({ decision }) => !goesOn(decision?.course));
  if (problem !== undefined) {
    return conflict(
      `problem ${problem.problem} is open: ${problem.summary}`,
      "decide what is done about it, and close it once it is over",
    );
  }
  const overMs = epochMs(since ?? now) + soakOf(policyOf(view.line, state.train), stop);
  if (epochMs(now) >= overMs) return undefined;
  const over = formatMoment(fromEpochMs(overMs), view.line.zone);
  return conflict(`${target} is watched until ${over}`, "wait until then, or shorten the soak of the line");
}

/** Leaves a target out; the next train brings both. */
export function skip(matter: Matter, act: ActOf<"skip">): Judged {
  const { train, target } = act;
  const reason = sentence("the reason", act.reason);
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const place = state.targets.find((one) => one.target === target);
  if (place === undefined) return noPlace(matter.view.line, target);
  const own = (fact: { readonly train: string; readonly target: string }): boolean =>
    fact.train === train && fact.target === target;
  if (place.status === "skipped") return stands(lastFact(matter, "targetSkipped", own));
  const order = state.orders.find((one) => one.target === target && isUnderWay(one));
  if (order !== undefined) {
    return conflict(`deploy ${order.id} is under way on ${target}`, "wait for it, or stop it, and roll back");
  }
  if (!["pending", "failed", "rolled_back"].includes(place.status)) {
    return conflict(`${state.version} is ${place.status} on ${target}`, "roll it back there, then skip the target");
  }
  if (matter.view.movements.positions[target]?.version === state.version) {
    return conflict(`${target} runs ${state.version}`, "roll it back there, then skip the target");
  }
  if (hasEnded(state)) {
    return conflict(`${state.version} is ${state.phase}`, "it goes nowhere any more: there is nothing to skip");
  }
  return says({ id: `targetSkipped/${train}/${target}`, type: "targetSkipped", train, target, reason });
}

/** Stops a deploy. It may go on for a while. */
export function stopDeploy(matter: Matter, { train, order: id }: ActOf<"stopDeploy">): Judged {
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const order = state.orders.find((one) => one.id === id);
  if (order === undefined) {
    const running = state.orders.filter(isUnderWay).map((one) => one.id);
    return missing(
      `${state.version} has no order ${id}`,
      running.length > 0 ? `use ${running.join(", ")}` : "no deploy of it is under way",
    );
  }
  if (order.stopAskedAt !== undefined) {
    return stands(lastFact(matter, "deployStopAsked", (fact) => fact.train === train && fact.order === id));
  }
  if (!isUnderWay(order)) return conflict(`deploy ${id} is over: ${order.status}`, "roll back what it did");
  return says({ id: `deployStopAsked/${id}`, type: "deployStopAsked", train, order: id });
}
