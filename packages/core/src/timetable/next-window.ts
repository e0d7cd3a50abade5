import type { Fact } from "../line/fact.ts";
import type { DurationText, TrainLine } from "../line/line.ts";
import type { RosterOptions } from "../people/rotation.ts";
import { durationMs } from "../time/duration.ts";
import { epochMs, fromEpochMs, type Instant, type InstantLike, instant } from "../time/instant.ts";
import { span } from "../time/interval.ts";
import { invalidInput, shown } from "../time/invalid-input.ts";
import { closedDays } from "./closed-days.ts";
import { expand } from "./expand.ts";
import { freezeSpans, freezesOf } from "./freezes.ts";
import { hostGuests } from "./guests.ts";
import type { Window } from "./timetable.ts";
import { touchedDays } from "./touched-days.ts";

/** A change that is not part of a train and looks for a window. */
export interface Change {
  readonly line: TrainLine;
  readonly facts: readonly Fact[];
  /** The change does not start before. */
  readonly from: InstantLike;
  /** Where it may go, as `stop/target`: any one of them. @default any window that takes guests */
  readonly targets?: readonly string[];
  /** How long it needs, ISO 8601. */
  readonly length: DurationText;
  /** How far to look ahead, ISO 8601. @default `P8W` */
  readonly through?: DurationText;
}

/** The first window that takes the change, and its place inside; or why there is none. */
export type NextWindow =
  | { readonly window: Window; readonly start: Instant; readonly end: Instant }
  | { readonly none: string };

/**
 * The first window in which a change can go along (R31): with capacity free and room behind the train and every guest
 * that asked before, not in a hard freeze or on a day without deploys, its wall time clear. Its place is the one that
 * `timetable` gives the change once it has asked for it. `options` hold rotations of one's own: who conducts may decide
 * which windows there are. Throws `invalid_input` for a length of nothing, an unknown target, and what cannot be read.
 */
export function nextWindowFor(change: Change, options: RosterOptions = {}): NextWindow {
  const { line, facts, targets } = change;
  const through = change.through ?? "P8W";
  const range = span(change.from, through);
  const lengthMs = durationMs(change.length);
  if (lengthMs <= 0) throw invalidInput(`a change cannot last ${change.length}`, "write a length such as PT30M");
  for (const target of targets ?? []) refuseUnknown(line, target);
  const closed = closedDays(line);
  const freezes = freezeSpans(line);
  const { folded, drafts } = expand(line, facts, range, options);
  const why = new Map<string, number>();
  let best: { readonly window: Window; readonly startMs: number } | undefined;
  for (const draft of drafts) {
    const { stop, target, capacity } = draft.window;
    if (draft.gone !== undefined || capacity === 0) continue;
    if (targets !== undefined && !targets.includes(`${stop}/${target}`)) continue;
    const { host, guests } = hostGuests(line, draft, folded);
    const startMs = Math.max(epochMs(host.start) + draft.expectedMs, ...guests.map(({ end }) => epochMs(end)));
    if (startMs < epochMs(range.start) || epochMs(host.start) >= epochMs(range.end)) continue;
    const endMs = startMs + lengthMs;
    const refused = (): string | undefined => {
      if (host.blocked !== undefined) return "unclear";
      if (guests.length >= capacity) return "full";
      if (endMs > epochMs(host.end)) return "too short";
      const frozen = freezesOf(freezes, startMs, endMs, stop, target).some((freeze) => freeze.class === "hard");
      if (frozen) return "frozen";
      return touchedDays(host).some((date) => closed.noDeploy(date) !== undefined)
        ? "on a day without deploys"
        : undefined;
    };
    const reason = refused();
    if (reason !== undefined) why.set(reason, (why.get(reason) ?? 0) + 1);
    else if (best === undefined || before(startMs, host, best)) best = { window: host, startMs };
  }
  if (best !== undefined) {
    return { window: best.window, start: fromEpochMs(best.startMs), end: fromEpochMs(best.startMs + lengthMs) };
  }
  const counts = [...why].map(([reason, count]) => `${count} ${reason}`).join(", ");
  const scope = targets === undefined ? "no window" : `no window of ${targets.join(", ")}`;
  return {
    none: `${scope} takes ${change.length} within ${through} of ${instant(change.from)}: ${counts === "" ? "none takes guests" : counts}`,
  };
}

function refuseUnknown(line: TrainLine, target: string): void {
  const known = line.stops.flatMap(({ id, targets }) => targets.map((one) => `${id}/${one.id}`));
  if (known.includes(target)) return;
  throw invalidInput(
    `the line has no target ${shown(target)}`,
    `write stop/target, such as ${known.slice(0, 5).join(", ")}`,
  );
}

function before(startMs: number, window: Window, best: { readonly window: Window; readonly startMs: number }): boolean {
  return startMs < best.startMs || (startMs === best.startMs && window.id < best.window.id);
}
