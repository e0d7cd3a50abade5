import { epochMs, fromEpochMs, span, timetable, type TrainLine } from "@footplate/core";
import type { FakesState } from "../../examples/demo/control.ts";
import { SET_OUT } from "./lines.ts";

/** The deploys that were started while no window of their target was open, by the services' own clock (F38). */
export function startedOutside(line: TrainLine, { github }: FakesState): readonly string[] {
  const { windows } = timetable(line, [], span(SET_OUT, "P1D"));
  return github.runs.flatMap(({ inputs, createdAt }) => {
    const [, order = ""] = /\[(.+)\]/.exec(String(inputs["order"])) ?? [];
    const own = windows.filter(({ train = "", stop = "", target = "" }) =>
      order.startsWith(`${train}/${stop}/${target}/`),
    );
    const open = own.some(({ start, end }) => epochMs(start) <= createdAt && createdAt < epochMs(end));
    return open ? [] : [`${order} at ${fromEpochMs(createdAt)}`];
  });
}
