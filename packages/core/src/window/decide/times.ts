import type { RefusedCommand } from "../../decided.ts";
import { trainOf } from "../../line/subject.ts";
import { dateIn } from "../../time/date.ts";
import { epochMs, instant } from "../../time/instant.ts";
import { invalidInput } from "../../time/invalid-input.ts";
import { ianaZone } from "../../time/zone.ts";
import { formatMoment } from "../../timetable/format-moment.ts";
import { canMoveTo } from "../../timetable/reach.ts";
import { slotOf } from "../../timetable/slots.ts";
import {
  type ActOf,
  conflict,
  type Judged,
  lastFact,
  type Matter,
  missing,
  nextNumber,
  says,
  stands,
} from "../../train/decide/matter.ts";
import type { WindowNow } from "../window-now.ts";
import { isNoWindow, windowNamed } from "./window-named.ts";

/** Says that a window's times are right, so that it may be announced (R7). */
export function reviewWindow(matter: Matter, act: ActOf<"reviewWindow">): Judged {
  const found = windowNamed(matter, act.window);
  if (isNoWindow(found)) return found;
  const { window, state } = found;
  const { id, start, end } = window;
  const own = (fact: { readonly window: string }): boolean => fact.window === id;
  const last = lastFact(matter, "windowReviewed", own);
  if (window.status === "reviewed" && last?.start === start && last.end === end) return stands(last);
  if (matter.view.line.review === "none") {
    return conflict(`the line reviews no windows: ${id} may be announced as it is`, "there is nothing to review");
  }
  const refused =
    followsHost(found) ??
    (state === "completed" || state === "cancelled"
      ? conflict(`window ${id} is ${state}`, "review the windows that are still to come")
      : undefined);
  if (refused !== undefined) return refused;
  if (window.blocked !== undefined) {
    return conflict(
      `window ${id} has no clear time: ${window.blocked}`,
      "set `gap` or `overlap` on the line, or move it",
    );
  }
  const count = nextNumber(matter, "windowReviewed", own);
  return says({ id: `windowReviewed/${id}/${count}`, type: "windowReviewed", window: id, start, end });
}

/** Gives a window that has not begun new times. Its review begins anew. */
export function moveWindow(matter: Matter, act: ActOf<"moveWindow">): Judged {
  const [start, end] = [instant(act.start), instant(act.end)];
  if (epochMs(end) <= epochMs(start)) throw invalidInput("the window would end before it begins", "give a later end");
  const found = windowNamed(matter, act.window);
  if (isNoWindow(found)) return found;
  const { window, state } = found;
  const { id } = window;
  const own = (fact: { readonly window: string }): boolean => fact.window === id;
  const last = lastFact(matter, "windowMoved", own);
  if (window.moved === true && last?.start === start && last.end === end && window.end === end) return stands(last);
  const refused =
    followsHost(found) ??
    (state === "planned"
      ? undefined
      : conflict(
          `window ${id} is ${state}`,
          state === "in_progress" ? "extend or complete it instead" : "move one that is still to come",
        )) ??
    tooFar(matter, found, { start, end });
  if (refused !== undefined) return refused;
  if (epochMs(start) <= epochMs(matter.now)) {
    return conflict(`${formatMoment(start, window.zone)} has passed`, "name a start that is still to come");
  }
  const count = nextNumber(matter, "windowMoved", own);
  return says({ id: `windowMoved/${id}/${count}`, type: "windowMoved", window: id, start, end });
}

function followsHost({ window: { id, host } }: WindowNow): RefusedCommand | undefined {
  if (host === undefined) return undefined;
  return missing(`${id} has no times of its own: it follows ${host}`, `name ${host}`);
}

function tooFar(
  { view }: Matter,
  { window }: WindowNow,
  times: Parameters<typeof canMoveTo>[1],
): RefusedCommand | undefined {
  const date =
    slotOf(view.line, view.open.eras, trainOf(window.id))?.date ?? dateIn(window.start, ianaZone(window.zone));
  return canMoveTo(date, times)
    ? undefined
    : conflict(`${window.id} belongs to ${date}, years away from there`, "compare the year");
}
