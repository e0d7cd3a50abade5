import { placeOfWindow } from "../../line/place-of.ts";
import type { RefusedCommand } from "../../decided.ts";
import { epochMs, fromEpochMs, instant } from "../../time/instant.ts";
import { formatMoment } from "../../timetable/format-moment.ts";
import {
  type ActOf,
  conflict,
  type Judged,
  lastFact,
  type Matter,
  nextNumber,
  says,
  stands,
} from "../../train/decide/matter.ts";
import { notDriving } from "../../train/decide/who.ts";
import { lengthMs, sentence } from "../../train/decide/written.ts";
import { ordersUnderWay } from "../../train/gate-course.ts";
import { staysOpen } from "../may-complete.ts";
import type { WindowNow } from "../window-now.ts";
import { isNoWindow, windowNamed } from "./window-named.ts";

/** How far ahead a reopened window begins. */
const AHEAD_MS = 5 * 60_000;

/** Says that a window is over. Not while a problem is open, a deploy runs, a guest waits, or the train is at work (R22). */
export function completeWindow(matter: Matter, { window: id }: ActOf<"completeWindow">): Judged {
  const { view, by, now } = matter;
  const found = windowNamed(matter, id);
  if (isNoWindow(found)) return found;
  const { state, window, record } = found;
  if (record.completedAt !== undefined)
    return stands(lastFact(matter, "windowCompleted", (fact) => fact.window === id));
  if (window.host !== undefined) {
    return conflict(`${id} is a guest's place in ${window.host}`, "say that the guest is done (guestDone)");
  }
  if (state === "planned" || state === "cancelled") {
    return conflict(
      `window ${id} is ${state}, not in progress`,
      state === "planned" ? "cancel it if it is not needed (cancelWindow)" : "there is nothing to complete",
    );
  }
  const train = window.train === undefined ? undefined : view.movements.trains[window.train];
  const stays = staysOpen(view.movements, train, window, now);
  const refused =
    (window.train === undefined ? undefined : notDriving(matter, window.train)) ??
    running(matter, found) ??
    (stays && conflict(stays.message, stays.hint));
  if (refused !== undefined) return refused;
  const how = "bot" in by ? "us" : "person";
  return says({ id: `windowCompleted/${id}`, type: "windowCompleted", window: id, how });
}

/** A deploy of any train on the window's target. */
function running({ view }: Matter, { window }: WindowNow): RefusedCommand | undefined {
  if (window.stop === undefined) return undefined;
  const [found] = ordersUnderWay(view.movements, placeOfWindow(window));
  return found && conflict(`deploy ${found.order.id} is under way`, "wait for it, or stop it");
}

/** Cancels a window that has not begun. */
export function cancelWindow(matter: Matter, act: ActOf<"cancelWindow">): Judged {
  const reason = sentence("the reason", act.reason);
  const found = windowNamed(matter, act.window);
  if (isNoWindow(found)) return found;
  const { state, window } = found;
  const { id } = window;
  const cancelled = lastFact(matter, "windowCancelled", (fact) => fact.window === id);
  if (state === "cancelled" && cancelled !== undefined) return stands(cancelled);
  if (state !== "planned") {
    const hint = state === "in_progress" ? "complete it instead (completeWindow)" : "there is nothing to cancel";
    return conflict(`window ${id} is ${state}`, hint);
  }
  return says({ id: `windowCancelled/${id}`, type: "windowCancelled", window: id, reason });
}

/** Goes on after a completed window, in a new one linked to it. */
export function reopen(matter: Matter, act: ActOf<"reopen">): Judged {
  const { now } = matter;
  const forMs = lengthMs("the length", act.length);
  const start = act.start === undefined ? fromEpochMs(epochMs(now) + AHEAD_MS) : instant(act.start);
  const found = windowNamed(matter, act.window);
  if (isNoWindow(found)) return found;
  const { record, window, state } = found;
  const { id } = window;
  if (record.reopenedAs !== undefined) {
    const last = lastFact(matter, "windowReopened", (fact) => fact.window === id);
    const same =
      last !== undefined &&
      epochMs(last.end) - epochMs(last.start) === forMs &&
      (act.start === undefined || last.start === start);
    return same ? stands(last) : conflict(`window ${id} goes on as ${record.reopenedAs}`, "move or reopen that one");
  }
  if (record.completedAt === undefined) {
    const hint = state === "in_progress" ? "extend it with an approval" : "complete it first, or add a one-off window";
    return conflict(`window ${id} is ${state}, and was never completed`, state === "planned" ? "wait for it" : hint);
  }
  const refused =
    (window.train === undefined ? undefined : notDriving(matter, window.train)) ??
    (epochMs(start) < epochMs(now)
      ? conflict(`${formatMoment(start, window.zone)} has passed`, "let it begin a few minutes ahead")
      : undefined);
  if (refused !== undefined) return refused;
  const base = id.replace(/\/again\/\d+$/, "");
  const count = nextNumber(matter, "windowReopened", (fact) => fact.window.replace(/\/again\/\d+$/, "") === base);
  const as = `${base}/again/${count}`;
  const end = fromEpochMs(epochMs(start) + forMs);
  return says({ id: `windowReopened/${as}`, type: "windowReopened", window: id, as, start, end });
}
