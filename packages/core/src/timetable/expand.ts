import type { Fact } from "../line/fact.ts";
import type { Era, TrainLine } from "../line/line.ts";
import { type OpenRoster, openRoster } from "../people/roster.ts";
import type { RosterOptions } from "../people/rotation.ts";
import type { Interval } from "../time/interval.ts";
import type { Draft } from "./draft.ts";
import { type Folded, foldFacts } from "./fold.ts";
import { oneOffDrafts } from "./one-off.ts";
import { type Place, placesOf } from "./places.ts";
import { reopenedDrafts } from "./reopened.ts";
import { draggedRange, slotDates } from "./reach.ts";
import { type EraSlots, eraSlots, type Slot, slotOf, slotsBetween } from "./slots.ts";
import { subjectsOf, trainPart } from "./subjects.ts";
import { windowsOf } from "./windows.ts";

/** The part of a line that can matter for a range: more than what lies in it, since windows are long and are moved. */
export interface Expansion {
  readonly eras: readonly EraSlots[];
  readonly folded: Folded;
  readonly crew: OpenRoster;
  /** Slots that can matter, in order. */
  readonly slots: readonly Slot[];
  /** Their windows and the one-off ones, also those that are not used. Guests are not placed yet. */
  readonly drafts: readonly Draft[];
}

/** Expands what can matter for the range. */
export function expand(
  line: TrainLine,
  facts: readonly Fact[],
  range: Interval,
  options: RosterOptions = {},
): Expansion {
  const eras = eraSlots(line);
  const places = new Map<Era, readonly Place[]>(line.eras.map((era) => [era, placesOf(line, era)]));
  const placesIn = ({ era }: EraSlots): readonly Place[] => places.get(era) ?? [];
  const folded = foldFacts(line, facts, subjectsOf(line, eras, placesIn));
  const crew = openRoster(line, facts, options, eras);
  const reach = draggedRange(range, folded, (window) => slotOf(line, eras, trainPart(window)));
  const slots = eras.flatMap((within) => slotsBetween(line, within, ...slotDates(placesIn(within), reach)));
  const drafts = slots.flatMap((slot) => windowsOf(line, slot, placesIn(slot.in), folded, crew.pairOf));
  const ruled = [...drafts, ...oneOffDrafts(line, eras, folded)];
  return { eras, folded, crew, slots, drafts: [...ruled, ...reopenedDrafts(line, folded, ruled)] };
}
