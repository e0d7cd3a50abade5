import type { TrainLine } from "../line/line.ts";
import { invalidInput, shown } from "../time/invalid-input.ts";
import { foldContext } from "./fold-context.ts";
import { freshTrain } from "./fresh-train.ts";
import type { Movements, TargetState, TrainState } from "./train-state.ts";
import { own } from "./own.ts";

/**
 * A train as the facts have it, also one of which there is none yet. Throws `invalid_input` where the line has no such
 * train.
 */
export function trainIn(line: TrainLine, movements: Movements, train: string): TrainState {
  const state = own(movements.trains, train) ?? freshTrain(foldContext(line), train);
  if (state !== undefined) return state;
  throw invalidInput(
    `the line ${line.id} has no train ${shown(train)}`,
    "use an id from its timetable: <line>/<era>.<slot>",
  );
}

/** A target as the train sees it. */
export function targetIn(state: TrainState, target: string): TargetState | undefined {
  return state.targets.find((one) => one.target === target);
}
