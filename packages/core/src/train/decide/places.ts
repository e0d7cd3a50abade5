import type { RefusedCommand } from "../../decided.ts";
import type { TrainLine } from "../../line/line.ts";
import { shown } from "../../time/invalid-input.ts";
import { trainIn } from "../train-in.ts";
import type { TrainState } from "../train-state.ts";
import { slotOf } from "../../timetable/slots.ts";
import { type Matter, missing } from "./matter.ts";

/** A train of the line as it stands, or why there is none. */
export function trainNamed({ view }: Matter, train: string): TrainState | RefusedCommand {
  if (slotOf(view.line, view.open.eras, train) !== undefined) return trainIn(view.line, view.movements, train);
  return missing(
    `the line has no train ${shown(train)}`,
    `use the id of a train from the timetable, such as ${view.line.id}/${view.line.eras[0]?.id ?? "era"}.1`,
  );
}

/** Whether it is a refusal and not what was asked for. */
export function isRefused(value: object): value is RefusedCommand {
  return "ok" in value && value.ok === false;
}

/** The targets that `stop` or `stop/target` names, all without one; none where the line has no such place. */
export function targetsAt(line: TrainLine, place?: string): readonly string[] {
  return line.stops.flatMap((stop) =>
    stop.targets
      .map(({ id }) => `${stop.id}/${id}`)
      .filter((target) => place === undefined || place === stop.id || place === target),
  );
}

/** The line has no such stop or target. */
export function noPlace(line: TrainLine, place: string): RefusedCommand {
  return missing(`the line has no stop or target ${shown(place)}`, `use ${targetsAt(line).join(", ")}`);
}

/** Refuses a target that the line does not have; one that is not given is every target. */
export function unknownTarget(line: TrainLine, target: string | undefined): RefusedCommand | undefined {
  if (target === undefined || targetsAt(line).includes(target)) return undefined;
  return missing(`the line has no target ${shown(target)}`, `use ${targetsAt(line).join(", ")}`);
}

/** Refuses services that the line does not have. */
export function unknownServices(line: TrainLine, services: readonly string[]): RefusedCommand | undefined {
  const unknown = services.find((service) => !line.services.some(({ id }) => id === service));
  if (unknown === undefined) return undefined;
  return missing(
    `the line has no service ${shown(unknown)}`,
    `use ${line.services.map(({ id }) => id).join(", ") || "a service once the line has one"}`,
  );
}
