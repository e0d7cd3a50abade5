import { formatMoment } from "./format-moment.ts";
import type { Placed } from "./placed.ts";
import type { Finding, Severity, Window } from "./timetable.ts";

/**
 * The overlaps between windows of which one has no target, or both the same one, each with the later starter second.
 * Left out are guests, whose host is there in their stead, and a train's two windows on one target.
 * Takes the windows in order of start.
 */
export function conflicts(windows: readonly Placed[]): readonly (readonly [Placed, Placed])[] {
  const pairs: (readonly [Placed, Placed])[] = [];
  // Who still works, by target; the empty name is for those without one.
  const active = new Map<string, Placed[]>();
  for (const one of windows) {
    const { kind, stop, target } = one.window;
    if (kind === "guest") continue;
    const own = target === undefined ? "" : `${stop}/${target}`;
    for (const place of own === "" ? [...active.keys()] : [own, ""]) {
      const still = (active.get(place) ?? []).filter(({ endMs }) => endMs > one.startMs);
      active.set(place, still);
      for (const other of still) if (!sameParty(other.window, one.window)) pairs.push([other, one]);
    }
    active.set(own, [...(active.get(own) ?? []), one]);
  }
  return pairs;
}

/** The finding for each overlap whose later starter is listed. */
export function conflictFindings(windows: readonly Placed[]): readonly Finding[] {
  return conflicts(windows)
    .filter(([, later]) => later.listed)
    .map(([{ window: earlier }, { window: later }]) => ({
      code: "overlap",
      severity: severityOf(earlier, later),
      message: `${earlier.id} (${earlier.class}) and ${later.id} (${later.class}) overlap from ${formatMoment(later.start, later.zone)}`,
      hint:
        severityOf(earlier, later) === "info"
          ? "nothing has to be done: an informational window is only shown"
          : "move one of them, or give the rule a class that allows company",
      subjects: [earlier.id, later.id],
    }));
}

function severityOf(a: Window, b: Window): Severity {
  if (a.class === "informational" || b.class === "informational") return "info";
  return a.class === "exclusive" && b.class === "exclusive" ? "error" : "warning";
}

function sameParty(a: Window, b: Window): boolean {
  const regular = (window: Window): boolean => window.kind === "primary" || window.kind === "secondary";
  return a.train === b.train && a.stop === b.stop && regular(a) && regular(b);
}
