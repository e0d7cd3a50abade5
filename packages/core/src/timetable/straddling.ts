import type { TrainLine } from "../line/line.ts";
import type { Pairing } from "../people/pairing.ts";
import { worksThroughout } from "../people/working-hours.ts";
import { epochMs } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { timesOf } from "./draft.ts";
import type { Place } from "./places.ts";
import type { Slot } from "./slots.ts";
import { wallTimes } from "./wall-times.ts";

/** A place with the rule whose times it has on one train. */
export interface TimedPlace {
  readonly place: Place;
  /** The place that gives the times: its own, or for an exchange that of the other window of the target. */
  readonly timed: Place;
}

/**
 * The places that a train has with its pair (R52): a secondary one exchanges its times with the primary one, or is left
 * out, as its rule says and the pair's working hours ask. Only the rules' own times are judged, so that a window which
 * a fact moves stays.
 */
export function placesWithPair(
  line: TrainLine,
  slot: Slot,
  places: readonly Place[],
  pairOf: (slot: Slot) => Pairing,
): readonly TimedPlace[] {
  if (!hangsOnPair(places)) return places.map((place) => ({ place, timed: place }));
  const pair = pairOf(slot);
  const known = new Map<Place, Interval | undefined>();
  const times = (place: Place): Interval | undefined => {
    if (!known.has(place)) known.set(place, timesOf(line, slot.id, wallTimes(slot.date, place)));
    return known.get(place);
  };
  const works = (id: string | undefined, window: Interval | undefined): boolean =>
    window !== undefined &&
    worksThroughout(
      line.people.find((person) => person.id === id),
      window,
      line.zone,
    );
  const kindAt = (one: Place, kind: "primary" | "secondary"): Place | undefined =>
    places.find(({ rule, stop, target }) => rule.kind === kind && stop === one.stop && target === one.target);

  const timed = places.map((place): TimedPlace => {
    const [primary, secondary] = [kindAt(place, "primary"), kindAt(place, "secondary")];
    if (primary === undefined || secondary === undefined || (place !== primary && place !== secondary))
      return { place, timed: place };
    const rule = secondary.rule;
    const exchanged =
      rule.kind === "secondary" &&
      rule.exchange === true &&
      works(pair.primary, times(secondary)) &&
      !works(pair.primary, times(primary));
    const other = place === primary ? secondary : primary;
    return { place, timed: exchanged ? other : place };
  });
  const starts = timed.flatMap(({ place, timed: by }) => {
    const at = place.rule.kind === "primary" ? times(by)?.start : undefined;
    return at === undefined ? [] : [epochMs(at)];
  });
  const first = Math.min(...starts);
  return timed.filter(({ place, timed: by }) => {
    const { rule } = place;
    if (rule.kind !== "secondary" || rule.when !== "straddling") return true;
    const own = times(by);
    const primary = timed.find((one) => one.place === kindAt(place, "primary"));
    const others = primary && times(primary.timed);
    return (
      own !== undefined &&
      epochMs(own.start) >= first &&
      works(pair.backup, own) &&
      !works(pair.backup, others) &&
      !works(pair.primary, own)
    );
  });
}

/** Whether the pair has a say in which windows the places give, and when. */
export function hangsOnPair(places: readonly Place[]): boolean {
  return places.some(({ rule }) => rule.kind === "secondary" && (rule.when === "straddling" || rule.exchange === true));
}
