import { epochMs } from "../time/instant.ts";
import type { Draft } from "./draft.ts";
import { bySlot, type Slot } from "./slots.ts";
import type { Finding, Window } from "./timetable.ts";

/** On one target no train's primary window starts before an older train's ends. One finding for each newer window. */
export function overtakingFindings(drafts: readonly Draft[], listed: (window: Window) => boolean): readonly Finding[] {
  const byTarget = new Map<string, { readonly window: Window; readonly slot: Slot }[]>();
  for (const { window, slot } of drafts) {
    if (window.kind !== "primary" || slot === undefined) continue;
    const target = `${window.stop}/${window.target}`;
    const list = byTarget.get(target);
    if (list === undefined) byTarget.set(target, [{ window, slot }]);
    else list.push({ window, slot });
  }
  const findings: Finding[] = [];
  for (const list of byTarget.values()) {
    list.sort((a, b) => bySlot(a.slot, b.slot));
    let latest: Window | undefined;
    for (const { window } of list) {
      if (latest !== undefined && epochMs(window.start) < epochMs(latest.end) && listed(window)) {
        findings.push(overtaking(latest, window));
      }
      if (latest === undefined || epochMs(window.end) > epochMs(latest.end)) latest = window;
    }
  }
  return findings;
}

function overtaking(older: Window, newer: Window): Finding {
  return {
    code: "overtaking",
    severity: "error",
    message: `${newer.id} starts at ${newer.start}, before the older train's ${older.id} ends at ${older.end}`,
    hint: "move the newer train's window behind the older one's, or cancel one of them",
    subjects: [older.id, newer.id],
  };
}
