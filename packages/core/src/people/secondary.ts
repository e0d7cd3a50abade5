import { contains } from "../time/interval.ts";
import { type InstantLike, instant } from "../time/instant.ts";
import { slotOf } from "../timetable/slots.ts";
import type { Window } from "../timetable/timetable.ts";
import { coverageIn } from "./coverage.ts";
import { pairAt } from "./duties.ts";
import { readerOf } from "./roster.ts";
import type { Roster } from "./roster-parts.ts";

/** Somebody who wants to promote inside a secondary window. */
export interface SecondaryUse {
  readonly window: Window;
  /** Person id. */
  readonly person: string;
  /** Whether the train's ticket shows that the train waits. */
  readonly waiting: boolean;
}

/** Whether a secondary window may be used, or why not. */
export type SecondaryAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: string; readonly hint: string };

/**
 * Whether a person may promote inside a secondary window now (R53). Who has the duty `promote`, the primary or who covers
 * it, may; the backup may without a handover if the ticket shows that the train waits. Says nothing of freezes and holds.
 */
export function mayUseSecondary(roster: Roster, now: InstantLike, use: SecondaryUse): SecondaryAnswer {
  const { window, person, waiting } = use;
  const at = instant(now);
  const refuse = (why: string, hint: string): SecondaryAnswer => ({ ok: false, why, hint });
  if (window.kind !== "secondary") return refuse("it is not a secondary window", "ask about a secondary window");
  if (!contains(window, at)) return refuse("the window is not open now", "wait for it, or hand the train over");
  const open = readerOf(roster);
  const slot = window.train === undefined ? undefined : slotOf(roster.line, open.eras, window.train);
  if (slot === undefined) return refuse("the window serves no train of the line", "ask about a window of a train");
  const pair = pairAt(open, slot, at);
  const holds = coverageIn(open, window).spans.some(
    (span) => span.duty === "promote" && span.person === person && contains(span, at),
  );
  if (holds || person === pair.primary) return { ok: true };
  if (person !== pair.backup)
    return refuse("the person is not in the train's pair", "let the pair do it, or hand the train over with a note");
  return waiting
    ? { ok: true }
    : refuse("the ticket does not show that the train waits", "ask the primary, or hand the train over with a note");
}
