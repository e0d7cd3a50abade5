import type { TrainLine } from "@footplate/core";

/** Zone by whose clock a window is planned, read from its id: that of its rule, else its target's, else the line's. */
export function windowZone(line: TrainLine, window: string): string {
  const [, train = "", first = "", second = "", kind] = window.split("/");
  const zoneAt = (stop: string, target: string): string =>
    line.stops.find(({ id }) => id === stop)?.targets.find(({ id }) => id === target)?.zone ?? line.zone;
  if (train === "one-off") {
    const rule = line.oneOffWindows?.find(({ id }) => id === first);
    return rule === undefined ? line.zone : (rule.zone ?? zoneAt(rule.stop, rule.target));
  }
  const rules = line.eras.find(({ id }) => train.startsWith(`${id}.`))?.windows ?? [];
  if (kind === undefined) {
    const reserved = rules.find((rule) => rule.kind === "reserved" && rule.id === second);
    return reserved?.zone ?? line.zone;
  }
  const there = rules.flatMap((rule) =>
    rule.kind !== "reserved" && rule.kind === kind && rule.stop === first && (rule.target ?? second) === second
      ? [rule]
      : [],
  );
  // A rule for one target goes before that for its stop.
  return (there.find(({ target }) => target !== undefined) ?? there[0])?.zone ?? zoneAt(first, second);
}
