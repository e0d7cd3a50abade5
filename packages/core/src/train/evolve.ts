import type { Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { foldDeploy } from "./evolve-deploy.ts";
import { foldTrain } from "./evolve-train.ts";
import { foldTrouble } from "./evolve-trouble.ts";
import { foldVersionRead } from "./evolve-version.ts";
import { foldWindow } from "./evolve-window.ts";
import { type FoldContext, foldContext } from "./fold-context.ts";
import { freshTrain } from "./fresh-train.ts";
import { type Motion, motionOf } from "./motion.ts";
import type { Movements, TrainState } from "./train-state.ts";

/** A line on which nothing has moved. */
export function noMovements(line: TrainLine): Movements {
  return { line: line.id, trains: {}, positions: {}, windows: {}, guestsDone: [] };
}

/** Everything that moves on a line, after all its facts. They count in the order given, each id once. */
export function movements(line: TrainLine, facts: readonly Fact[]): Movements {
  const context = foldContext(line);
  const motion = motionOf(noMovements(line));
  const seen = new Set<string>();
  for (const fact of facts) {
    if (seen.has(fact.id)) continue;
    seen.add(fact.id);
    fold(context, motion, fact);
  }
  return motion.value();
}

/**
 * What moves on a line after one more fact. A fact that names nothing known, or makes no sense in the state, changes
 * nothing, and then the very same object is given back: who may record what is judged before. Pure.
 */
export function evolve(line: TrainLine, before: Movements, fact: Fact): Movements {
  return evolveIn(foldContext(line), before, fact);
}

/** `evolve` where many facts are folded one by one. */
export function evolveIn(context: FoldContext, before: Movements, fact: Fact): Movements {
  const motion = motionOf(before);
  fold(context, motion, fact);
  return motion.value();
}

function fold(context: FoldContext, motion: Motion, fact: Fact): void {
  if (fact.type === "guestDone") motion.guestDone(fact.guest);
  else if (fact.type === "versionRead") foldVersionRead(context, motion, fact);
  else if ("train" in fact) foldOneTrain(context, motion, fact);
  else if ("window" in fact) foldWindow(context, motion, fact);
}

function foldOneTrain(context: FoldContext, motion: Motion, fact: Extract<Fact, { readonly train: string }>): void {
  const known = motion.train(fact.train);
  const before = known ?? freshTrain(context, fact.train);
  if (before === undefined) return;
  const after = folded(context, before, fact);
  if (after !== before) motion.setTrain(after);
}

function folded(context: FoldContext, state: TrainState, fact: Extract<Fact, { readonly train: string }>): TrainState {
  return foldTrain(context, foldDeploy(foldTrouble(state, fact), fact), fact);
}
