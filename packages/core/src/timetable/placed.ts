import { epochMs } from "../time/instant.ts";
import type { Slot } from "./slots.ts";
import type { Window } from "./timetable.ts";

/** A window that is used, with its moments as numbers, which sorting and sweeping ask for again and again. */
export interface Placed {
  readonly window: Window;
  readonly slot: Slot | undefined;
  readonly startMs: number;
  readonly endMs: number;
  /** Whether it starts in the range; the others are there to be compared with. */
  readonly listed: boolean;
}

/** The window with its moments as numbers. */
export function placed(window: Window, slot: Slot | undefined, inRange: (ms: number) => boolean): Placed {
  const startMs = epochMs(window.start);
  return { window, slot, startMs, endMs: epochMs(window.end), listed: inRange(startMs) };
}

/** Order by start, then by id. */
export function byStart(a: Placed, b: Placed): number {
  return a.startMs - b.startMs || (a.window.id < b.window.id ? -1 : a.window.id > b.window.id ? 1 : 0);
}
