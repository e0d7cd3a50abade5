import { placeOfWindow } from "../line/place-of.ts";
import { isUnderWay } from "../train/evolve-deploy.ts";
import { hasEnded } from "../train/evolve-train.ts";
import { epochMs, type InstantLike, instant } from "../time/instant.ts";
import type { Window } from "../timetable/timetable.ts";
import type { Movements, OrderState, TrainState } from "../train/train-state.ts";

/** Why a window must stay open, and the way out. */
export interface StaysOpen {
  readonly message: string;
  readonly hint: string;
}

/** The train's orders on a target whose deploy is not over. */
export function runningOrders(state: TrainState, target: string): readonly OrderState[] {
  return state.orders.filter((order) => order.target === target && isUnderWay(order));
}

/** Open problems of the train that concern the target: its own, and those of the whole train. */
export function openProblems(state: TrainState, target: string): TrainState["problems"] {
  return state.problems.filter((one) => one.closedAt === undefined && (one.target ?? target) === target);
}

/** Accepted guests of the window that have not finished. */
export function waitingGuests({ guests }: Window, movements: Movements): readonly string[] {
  return guests
    .filter(({ status, guest }) => status === "accepted" && !movements.guestsDone.includes(guest))
    .map(({ guest }) => guest);
}

/**
 * Why a window may not be completed, or nothing when it may (R22): no problem is open, no deploy runs, guests have
 * finished, and the train is done with the target, or the planned end has passed without the train being at work on it.
 */
export function staysOpen(
  movements: Movements,
  state: TrainState | undefined,
  window: Window,
  now: InstantLike,
): StaysOpen | undefined {
  const over = epochMs(instant(now)) >= epochMs(window.end);
  const guests = waitingGuests(window, movements);
  if (state !== undefined && window.stop !== undefined) {
    const target = placeOfWindow(window);
    const [problem] = openProblems(state, target);
    if (problem !== undefined)
      return {
        message: `problem ${problem.problem} is open: ${problem.summary}`,
        hint: "decide and close the problem, or extend the window with an approval",
      };
    const [order] = runningOrders(state, target);
    if (order !== undefined) return { message: `deploy ${order.id} is not over`, hint: "wait for it, or stop it" };
    const status = state.targets.find((one) => one.target === target)?.status ?? "pending";
    if (status === "promoting")
      return { message: `${target} has not shown its version yet`, hint: "wait until it is read from the target" };
    const ended = hasEnded(state);
    const done = ended || status === "passed" || status === "skipped" || status === "rolled_back";
    if (status === "failed" && !ended)
      return { message: `${target} failed and nothing is decided`, hint: "open a problem and choose a course" };
    if (!done && !over)
      return { message: `the train is not done with ${target}`, hint: "wait until the target passed, or skip it" };
  } else if (!over) {
    return { message: "its planned end has not come", hint: "cancel it, or wait" };
  }
  if (guests.length > 0)
    return {
      message: `guests have not finished: ${guests.join(", ")}`,
      hint: "let them say that they are done (guestDone)",
    };
  return undefined;
}
