import type { Freeze, TrainLine } from "../line/line.ts";
import { addDays } from "../time/date.ts";
import { wallMs } from "../time/wall-time.ts";
import { ianaZone } from "../time/zone.ts";
import type { Placed } from "./placed.ts";
import type { Finding } from "./timetable.ts";

/** A freeze with its moments. */
export interface FreezeSpan {
  readonly freeze: Freeze;
  readonly startMs: number;
  readonly endMs: number;
}

/** The line's freezes with their moments. */
export function freezeSpans(line: TrainLine): readonly FreezeSpan[] {
  return (line.freezes ?? []).map((freeze) => {
    const zone = ianaZone(freeze.zone ?? line.zone);
    const { from, to } = freeze;
    return {
      freeze,
      startMs: wallMs(from.date, from.at ?? "00:00", zone),
      // A whole day ends where the next begins, be it shown twice; a wall time that is shown twice is over the second time.
      endMs: to.at === undefined ? wallMs(addDays(to.date, 1), "00:00", zone) : wallMs(to.date, to.at, zone, "second"),
    };
  });
}

/** Whether a scope of `stop` or `stop/target` entries, or none for everything, covers the place. */
export function inScope(
  scope: readonly string[] | undefined,
  stop: string | undefined,
  target: string | undefined,
): boolean {
  return scope === undefined || scope.includes(stop ?? "") || scope.includes(`${stop}/${target}`);
}

/** The freezes that a window of some target runs into. */
export function freezesOf(
  spans: readonly FreezeSpan[],
  startMs: number,
  endMs: number,
  stop: string | undefined,
  target: string | undefined,
): readonly Freeze[] {
  return spans
    .filter((span) => span.startMs < endMs && startMs < span.endMs && inScope(span.freeze.scope, stop, target))
    .map(({ freeze }) => freeze);
}

/** A finding for each freeze that the window runs into. Reservations of others are not judged. */
export function freezeFindings(spans: readonly FreezeSpan[], { window, startMs, endMs }: Placed): readonly Finding[] {
  const { stop, target } = window;
  if (stop === undefined || target === undefined) return [];
  return freezesOf(spans, startMs, endMs, stop, target).map((freeze) => ({
    code: "window_in_freeze",
    severity: freeze.class === "hard" ? "error" : "warning",
    message: `${window.id} lies in the ${freeze.class} freeze ${freeze.id} (${freeze.name})`,
    hint:
      freeze.allows === undefined
        ? "move the window out of the freeze, or cancel it"
        : `move the window out of the freeze, which still allows: ${freeze.allows}`,
    subjects: [window.id, freeze.id],
  }));
}
