import { type InstantLike, instant } from "../time/instant.ts";
import { policyOf } from "./conduct-policy.ts";
import { foldContext } from "./fold-context.ts";
import { freshTrain } from "./fresh-train.ts";
import { closure, type GateCase, type PromoteAsk } from "./gate-case.ts";
import { consentClosures } from "./gate-consent.ts";
import { bundledTrains, courseClosures } from "./gate-course.ts";
import { closesAt, exceptionFor, freezesAt, nextWindow, openWindow, timeClosures, windowsOn } from "./gate-time.ts";
import type { Gate } from "./gate.ts";
import { targetIn } from "./train-in.ts";
import type { TrainView } from "./view.ts";
import { own } from "./own.ts";

/**
 * Whether a train may be promoted to a target now: the one gate that every path asks. All reasons are collected, and any
 * one of them closes it (F94). Going back never passes here: no window, freeze or hold stands in its way.
 */
export function mayPromote(view: TrainView, ask: PromoteAsk, now: InstantLike): Gate {
  const one = gateCase(view, ask, now);
  if (one === undefined) {
    const unknown = closure(
      "unknown_target",
      `the line ${view.line.id} has no train ${ask.train} or no target ${ask.target}`,
      "use a train of its timetable, and write stop/target",
    );
    return { open: false, closures: [unknown] };
  }
  const course = courseClosures(one);
  if (view.recorded && course.length === 0) return { open: true, bundles: bundledTrains(one) };
  const closures = view.recorded ? course : [...course, ...timeClosures(one), ...consentClosures(one)];
  if (closures.length === 0 && one.window !== undefined) {
    const [exception] = freezesAt(one).map(({ freeze }) => exceptionFor(one, freeze.id)?.exception);
    return {
      open: true,
      window: one.window.id,
      ...(exception !== undefined && { exception }),
      nextClose: closesAt({ ...one, window: one.window }),
      bundles: bundledTrains(one),
    };
  }
  const next = nextWindow(one.windows, view.movements, one.now);
  return { open: false, closures, ...(next !== undefined && { nextOpen: next.start, nextClose: next.end }) };
}

/** The question with what judging it takes; nothing where the line has no such train or target. */
export function gateCase(view: TrainView, ask: PromoteAsk, now: InstantLike): GateCase | undefined {
  const at = instant(now);
  const state = own(view.movements.trains, ask.train) ?? freshTrain(foldContext(view.line), ask.train);
  const place = state && targetIn(state, ask.target);
  if (state === undefined || place === undefined) return undefined;
  const policy = policyOf(view.line, ask.train);
  const windows = windowsOn(view, ask.train, ask.target, at);
  const window = openWindow(windows, view.movements, policy, at);
  return { view, ask, now: at, state, place, policy, windows, ...(window !== undefined && { window }) };
}
