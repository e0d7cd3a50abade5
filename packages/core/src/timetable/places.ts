import type {
  Era,
  ReservedWindowRule,
  Stop,
  StopWindowRule,
  Target,
  TrainLine,
  WindowClass,
  WindowRule,
} from "../line/line.ts";
import { durationMs } from "../time/duration.ts";
import { ianaZone } from "../time/zone.ts";

/** One window that a rule gives every train: a target's, or a reservation. */
export interface Place {
  /** What follows the train's id in the window's id. */
  readonly path: string;
  readonly rule: WindowRule;
  /** Index of the rule in its era. */
  readonly index: number;
  readonly name: string;
  readonly stop?: string;
  readonly target?: string;
  /** IANA zone of its wall times. */
  readonly zone: string;
  readonly class: WindowClass;
  readonly capacity: number;
  /** Planned length in milliseconds; `undefined` for a wall end. */
  readonly lengthMs: number | undefined;
  /** What the train is expected to need, in milliseconds; `undefined` for the whole window. */
  readonly expectedMs: number | undefined;
}

/**
 * The places of an era. A rule that names a target replaces the stop-wide rule of the same kind for it; of two rules
 * for the same place the first counts.
 */
export function placesOf(line: TrainLine, era: Era): readonly Place[] {
  const places = new Map<string, Place>();
  const indexed = era.windows.map((rule, index) => ({ rule, index }));
  const named = indexed.filter(({ rule }) => rule.kind === "reserved" || rule.target !== undefined);
  const wide = indexed.filter((entry) => !named.includes(entry));
  for (const { rule, index } of [...named, ...wide]) {
    for (const place of rule.kind === "reserved" ? [reserved(line, rule, index)] : atStop(line, rule, index)) {
      if (!places.has(place.path)) places.set(place.path, place);
    }
  }
  return [...places.values()];
}

function atStop(line: TrainLine, rule: StopWindowRule, index: number): readonly Place[] {
  const stop = line.stops.find(({ id }) => id === rule.stop);
  const targets = stop?.targets.filter(({ id }) => rule.target === undefined || rule.target === id) ?? [];
  return stop === undefined ? [] : targets.map((target) => stopPlace(line, rule, index, stop, target));
}

function stopPlace(line: TrainLine, rule: StopWindowRule, index: number, stop: Stop, target: Target): Place {
  return {
    ...common(rule, index, rule.zone ?? target.zone ?? line.zone),
    path: `${stop.id}/${target.id}/${rule.kind}`,
    name: `${stop.name}, ${target.name}${rule.kind === "secondary" ? " (secondary)" : ""}`,
    stop: stop.id,
    target: target.id,
    class: rule.class ?? "exclusive",
  };
}

function reserved(line: TrainLine, rule: ReservedWindowRule, index: number): Place {
  return {
    ...common(rule, index, rule.zone ?? line.zone),
    path: `reserved/${rule.id}`,
    name: rule.name,
    class: rule.class ?? "shared",
  };
}

function common(
  rule: WindowRule,
  index: number,
  zone: string,
): Pick<Place, "rule" | "index" | "zone" | "capacity" | "lengthMs" | "expectedMs"> {
  return {
    rule,
    index,
    zone: ianaZone(zone),
    capacity: rule.capacity ?? 0,
    lengthMs: rule.length === undefined ? undefined : durationMs(rule.length),
    expectedMs: rule.expected === undefined ? undefined : durationMs(rule.expected),
  };
}
