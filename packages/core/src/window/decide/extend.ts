import { placeOfWindow } from "../../line/place-of.ts";
import type { RefusedCommand } from "../../decided.ts";
import { epochMs, fromEpochMs, type Instant, instant } from "../../time/instant.ts";
import { invalidInput } from "../../time/invalid-input.ts";
import { formatMoment } from "../../timetable/format-moment.ts";
import { contactOf } from "../../train/decide/approve.ts";
import {
  type ActOf,
  conflict,
  forbidden,
  type Judged,
  lastFact,
  type Matter,
  nextNumber,
  says,
  stands,
} from "../../train/decide/matter.ts";
import { notDriving } from "../../train/decide/who.ts";
import { lengthMs } from "../../train/decide/written.ts";
import { openView } from "../../train/view.ts";
import type { ApprovalState } from "../../train/train-state.ts";
import { type WindowNow, windowNow } from "../window-now.ts";
import { isNoWindow, windowNamed } from "./window-named.ts";

/** Moves the planned end of a window in progress, with the consent of the client or the customer's contact (R23). */
export function extend(matter: Matter, act: ActOf<"extend">): Judged {
  const given = givenOf(act);
  const found = windowNamed(matter, act.window);
  if (isNoWindow(found)) return found;
  const { window, plannedEnd } = found;
  const { train } = window;
  const last = lastFact(matter, "windowExtended", (fact) => fact.window === window.id);
  const until = "until" in given ? given.until : fromEpochMs(epochMs(plannedEnd) + given.forMs);
  if (last !== undefined && epochMs(until) === epochMs(plannedEnd) && last.end === plannedEnd) return stands(last);
  if (last !== undefined && "forMs" in given && isRepeated(matter, last.id, given.forMs)) return stands(last);
  const refused =
    notOpen(found) ?? (train === undefined ? undefined : notDriving(matter, train)) ?? notLater(matter, found, until);
  if (refused !== undefined) return refused;
  const approvals = train === undefined ? [] : (matter.view.movements.trains[train]?.approvals ?? []);
  const approval = approvals.findLast(
    (one) => (act.approval === undefined || one.approval === act.approval) && covers(one, window.id, until),
  );
  if (approval === undefined) return notApproved(matter, found, until, approvals, act.approval);
  const count = nextNumber(matter, "windowExtended", (fact) => fact.window === window.id);
  return says({
    id: `windowExtended/${window.id}/${count}`,
    type: "windowExtended",
    window: window.id,
    end: until,
    approval: approval.approval,
  });
}

type Given = { readonly until: Instant } | { readonly forMs: number };

function givenOf({ for: length, until }: ActOf<"extend">): Given {
  if (until !== undefined && length === undefined) return { until: instant(until) };
  if (until === undefined && length !== undefined) return { forMs: lengthMs("how much longer", length) };
  throw invalidInput("an extension says `for` how long or `until` when", "give one of the two");
}

/**
 * Whether the last extension was this very act: as much longer, by the same author, and nobody has approved anything
 * since. To go further on the same approval, an end is named.
 */
function isRepeated({ view, by, now }: Matter, last: string, forMs: number): boolean {
  const index = view.facts.findIndex(({ id }) => id === last);
  const fact = view.facts[index];
  if (fact?.type !== "windowExtended" || JSON.stringify(fact.by) !== JSON.stringify(by)) return false;
  const since = view.facts.slice(index + 1).some((one) => {
    return one.type === "approvalGiven" && one.subject.type === "extension" && one.subject.window === fact.window;
  });
  if (since) return false;
  const before = windowNow(openView(view.line, view.facts.slice(0, index), view.options), fact.window, now);
  return before !== undefined && epochMs(fact.end) - epochMs(before.plannedEnd) === forMs;
}

function notOpen({ state, window, record }: WindowNow): RefusedCommand | undefined {
  if (record.completedAt === undefined && (state === "in_progress" || state === "completed")) return undefined;
  const hint =
    state === "planned"
      ? "move it instead (moveWindow)"
      : state === "completed"
        ? "reopen it: that is a new window, linked to this one"
        : "add a one-off window to the line";
  return conflict(`window ${window.id} is ${state}, not in progress`, hint);
}

function notLater({ now }: Matter, { plannedEnd, window }: WindowNow, until: Instant): RefusedCommand | undefined {
  if (epochMs(until) > epochMs(plannedEnd) && epochMs(until) > epochMs(now)) return undefined;
  const after = epochMs(plannedEnd) > epochMs(now) ? plannedEnd : now;
  return conflict(
    `${formatMoment(until, window.zone)} does not extend ${window.id}`,
    `name an end after ${formatMoment(after, window.zone)}`,
  );
}

function covers({ subject }: ApprovalState, window: string, until: Instant): boolean {
  return subject.type === "extension" && subject.window === window && epochMs(subject.until) >= epochMs(until);
}

function notApproved(
  matter: Matter,
  { window }: WindowNow,
  until: Instant,
  approvals: readonly ApprovalState[],
  named: string | undefined,
): RefusedCommand {
  const contact = contactOf(matter, placeOfWindow(window));
  const who =
    contact === undefined ? "pass on the client's consent" : `let ${contact} approve it, or pass on the client's`;
  const end = formatMoment(until, window.zone);
  const far = approvals.findLast(({ subject }) => subject.type === "extension" && subject.window === window.id);
  if (named !== undefined && !approvals.some(({ approval }) => approval === named)) {
    return forbidden(`there is no approval ${named}`, `leave it out, or ${who} (approve)`);
  }
  return forbidden(
    far?.subject.type === "extension"
      ? `the approval ${far.approval} reaches to ${formatMoment(far.subject.until, window.zone)}, not to ${end}`
      : `nobody has approved that ${window.id} lasts until ${end}`,
    `${who} until then (approve)`,
  );
}
