import { FootplateError, type TrainLine } from "@footplate/core";
import { noMovements, trainIn } from "@footplate/core/conduct";
import { problem, refuseIf } from "../bad-input.ts";
import type { Given } from "../command.ts";

/** The train that the second argument names, if there is one. Throws `invalid_input` where the line has no such train. */
export function trainArgument({ positionals }: Given, line: TrainLine): string | undefined {
  const [, train] = positionals;
  if (train === undefined) return undefined;
  try {
    trainIn(line, noMovements(line), train);
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    const hint = error.hint ?? "compare it with footplate timetable";
    refuseIf([problem("TRAIN", train, "the line has no such train", hint)], "no train can be looked at");
  }
  return train;
}
