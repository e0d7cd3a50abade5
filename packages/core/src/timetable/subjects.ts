import type { TrainLine } from "../line/line.ts";
import { type EraSlots, slotOf } from "./slots.ts";
import type { Place } from "./places.ts";

/** What facts may name. Knows by the shape of an id, for all time, without computing any timetable. */
export interface Subjects {
  train(id: string): boolean;
  /** Any window but a guest's. */
  window(id: string): boolean;
  /** The date of the window's slot, or of a one-off window. */
  dateOf(window: string): string | undefined;
  /** The guest that a guest's window id names. */
  guest(id: string): string | undefined;
}

/** The train id that a window id begins with. */
export function trainPart(window: string): string {
  return window.split("/", 2).join("/");
}

/** What the line's facts may name. */
export function subjectsOf(
  line: TrainLine,
  eras: readonly EraSlots[],
  placesIn: (within: EraSlots) => readonly Place[],
): Subjects {
  const oneOffs = new Map((line.oneOffWindows ?? []).map(({ id, date }) => [`${line.id}/one-off/${id}`, date]));
  const paths = new Map(eras.map((within) => [within, new Set(placesIn(within).map(({ path }) => path))]));
  const guests = `${line.id}/guest/`;
  return {
    train: (id) => slotOf(line, eras, id) !== undefined,
    window(id) {
      if (oneOffs.has(id)) return true;
      const train = trainPart(id);
      const slot = slotOf(line, eras, train);
      return slot !== undefined && paths.get(slot.in)?.has(id.slice(train.length + 1)) === true;
    },
    dateOf: (window) => oneOffs.get(window) ?? slotOf(line, eras, trainPart(window))?.date,
    guest: (id) => (id.startsWith(guests) ? id.slice(guests.length) : undefined),
  };
}
