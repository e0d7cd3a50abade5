import type { Fact } from "../line/fact.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { formatMoment } from "../timetable/format-moment.ts";
import type { Window } from "../timetable/timetable.ts";
import type { ClosedBy, Closure } from "../train/gate.ts";
import { windowsOn } from "../train/gate-time.ts";
import { mayPromote } from "../train/may-promote.ts";
import { isNotThere, missedHint, windowsLeft } from "../train/missed.ts";
import { targetIn, trainIn } from "../train/train-in.ts";
import type { TrainState } from "../train/train-state.ts";
import type { TrainView } from "../train/view.ts";
import type { Due, Step } from "./effects-due-context.ts";
import { placeName } from "./texts.ts";

/** What is over once the window is, so that its way out is of no use any more. */
const OVER: ReadonlySet<ClosedBy> = new Set<ClosedBy>(["window", "clock", "freeze", "no_deploy_day"]);

/**
 * What there is to say of a window that has ended without the train having got to its target or tried to: why nothing was
 * deployed, and what is left. Nothing where all is well.
 */
export function nothingDeployed(
  due: Due,
  { before, after }: Step,
  { window: id, at }: Extract<Fact, { readonly type: "windowCompleted" }>,
  { train, target }: { readonly train: string; readonly target: string },
): ((zone: string) => string) | undefined {
  const { line } = due.view;
  const ended: TrainView = { ...due.view, movements: after };
  const window = windowsOn(ended, train, target, due.now).find((one) => one.id === id);
  const state = trainIn(line, after, train);
  const place = targetIn(state, target);
  if (window === undefined || place === undefined || !isNotThere(ended, state, place)) return undefined;
  if (state.orders.some((order) => order.window === id)) return undefined;
  const why = reason(due, { ...due.view, movements: before }, window, { train, target, at });
  const next = nextOne(ended, state, target, due.now);
  return (zone) => `; nothing was deployed to ${placeName(line, target)}: ${why}. ${next(zone)}`;
}

interface Ended {
  readonly train: string;
  /** `stop/target`. */
  readonly target: string;
  /** When the window was completed. */
  readonly at: Instant;
}

/** Why the train could not go when it last could have: at the end nothing goes any more, for another reason. */
function reason(due: Due, before: TrainView, { start, end, status }: Window, { train, target, at }: Ended): string {
  const { leastMs, steps } = due.policy(train);
  const lastMs = Math.max(epochMs(start), Math.min(epochMs(end), epochMs(at)) - leastMs);
  const gate = mayPromote(before, { train, target }, fromEpochMs(lastMs));
  if (gate.open) return steps.promote === "conductor" ? "nobody promoted it" : "it was not promoted";
  const [first] = gate.closures;
  if (status === "draft" && (first === undefined || first.by === "window")) return "its times were not reviewed";
  return first === undefined ? "the way was closed" : closureText(first);
}

function closureText({ by, message, hint }: Closure): string {
  return OVER.has(by) ? message : `${message} (${hint})`;
}

function nextOne(view: TrainView, state: TrainState, target: string, now: Instant): (zone: string) => string {
  const [next] = windowsLeft(view, state.train, target, now);
  if (next === undefined) return () => `There is no other window: ${missedHint(state)}`;
  const review = next.status === "draft" ? ", once its times are reviewed" : "";
  return (zone) => `The next window is ${formatMoment(next.start, zone)}${review}`;
}
