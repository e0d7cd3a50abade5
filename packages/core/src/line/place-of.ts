import type { Target, TrainLine } from "./line.ts";

/** A target of the line with its stop. */
export interface PlaceOf {
  /** `stop/target`. */
  readonly id: string;
  /** For people: `Production, Client A`. */
  readonly name: string;
  readonly zone: string;
  readonly target: Target;
}

/** The target that `stop/target` names. */
export function placeOf(line: TrainLine, id: string): PlaceOf | undefined {
  const [stopId, targetId] = id.split("/");
  const stop = line.stops.find((one) => one.id === stopId);
  const target = stop?.targets.find((one) => one.id === targetId);
  if (stop === undefined || target === undefined) return undefined;
  return { id, name: `${stop.name}, ${target.name}`, zone: target.zone ?? line.zone, target };
}

/** `stop/target` of a window; a bare `/` for one of no target. */
export function placeOfWindow({ stop, target }: { readonly stop?: string; readonly target?: string }): string {
  return `${stop ?? ""}/${target ?? ""}`;
}
