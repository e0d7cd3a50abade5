import { epochMs } from "../time/instant.ts";
import { formatMoment } from "./format-moment.ts";
import type { Placed } from "./placed.ts";
import { bySlot, type Slot } from "./slots.ts";
import type { Finding, Window } from "./timetable.ts";

/**
 * On one target no train's primary window starts before an older train's ends, which is when it was completed. One finding
 * for each newer window.
 */
export function overtakingFindings(windows: readonly Placed[]): readonly Finding[] {
  const byTarget = new Map<string, (Placed & { readonly slot: Slot })[]>();
  for (const one of windows) {
    const { window, slot } = one;
    if (window.kind !== "primary" || slot === undefined) continue;
    const target = `${window.stop}/${window.target}`;
    const list = byTarget.get(target);
    if (list === undefined) byTarget.set(target, [{ ...one, slot }]);
    else list.push({ ...one, slot });
  }
  const findings: Finding[] = [];
  for (const list of byTarget.values()) {
    list.sort((a, b) => bySlot(a.slot, b.slot));
    let older: End | undefined;
    let own: End | undefined;
    let train: string | undefined;
    for (const one of list) {
      if (one.slot.id !== train) older = later(older, own);
      train = one.slot.id;
      if (older !== undefined && one.startMs < older.endMs && one.listed)
        findings.push(overtaking(older.window, one.window));
      own = later(own, endOf(one));
    }
  }
  return findings;
}

interface End {
  readonly window: Window;
  readonly endMs: number;
}

function endOf({ window, endMs }: Placed): End {
  const { completedAt } = window;
  return { window, endMs: completedAt === undefined ? endMs : Math.min(endMs, epochMs(completedAt)) };
}

function later(one: End | undefined, other: End | undefined): End | undefined {
  return one === undefined || (other !== undefined && other.endMs > one.endMs) ? other : one;
}

function overtaking(older: Window, newer: Window): Finding {
  return {
    code: "overtaking",
    severity: "error",
    message: `${newer.id} starts at ${formatMoment(newer.start, newer.zone)}, before the older train's ${older.id} ends at ${formatMoment(older.end, older.zone)}`,
    hint: "move the newer train's window behind the older one's, or cancel one of them",
    subjects: [older.id, newer.id],
  };
}
