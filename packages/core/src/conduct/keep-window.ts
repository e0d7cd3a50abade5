import type { CallOptions } from "../call.ts";
import type { HeldNotice } from "../ports/notice-board.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { formatMoment } from "../timetable/format-moment.ts";
import type { Window } from "../timetable/timetable.ts";
import { placeOfWindow } from "../line/place-of.ts";
import { targetIn, trainIn } from "../train/train-in.ts";
import type { TargetStatus, TrainState } from "../train/train-state.ts";
import type { TrainView } from "../train/view.ts";
import { openProblems, runningOrders, staysOpen, waitingGuests } from "../window/may-complete.ts";
import { BOT } from "./conduct-context.ts";
import { keepCalendarEnd } from "./keep-calendar.ts";
import { append, attempt, catchUp, record, say, stateOf, type Work } from "./work.ts";

/** How long after its start a notice may still be called scheduled by a board that starts notices itself, in milliseconds. */
const START_MS = 120_000;

/**
 * Brings a window in use to what facts want of it: in progress from its start, never about to close by itself while
 * anything is open, ending when the extension says, completed with its components operational once all is done. Every
 * step is compared with the notice first, so that it may be repeated.
 */
export async function keepWindow(
  work: Work,
  planned: Window,
  notice: HeldNotice | "unknown" | undefined,
  now: Instant,
): Promise<void> {
  const board = work.context.ports.noticeBoard;
  const train = planned.train;
  await keepCalendarEnd(work, planned);
  // What is not known is not guessed: the next tick looks again.
  if (notice === "unknown") return;
  if (board === undefined || notice === undefined) return keepUnannounced(work, planned, now);
  const window = asAnnounced(planned, notice);
  const call: CallOptions = { signal: work.context.signal };
  const { completedAt } = work.view.movements.windows[window.id] ?? {};
  if (completedAt === undefined && notice.state === "scheduled" && epochMs(now) - epochMs(window.start) >= START_MS) {
    if (work.clockStops !== undefined) return say(work, "waiting", `starting ${window.id}: ${work.clockStops}`, train);
    const text = `Work on ${window.name} has begun.`;
    const begun = await attempt(work, `starting ${window.id}`, train, () => board.start(notice.id, text, call));
    if (begun !== undefined)
      await record(work, [{ id: `${window.id}/started`, at: now, by: BOT, type: "windowStarted", window: window.id }]);
    return;
  }
  if (completedAt === undefined && notice.state !== "completed") {
    if (notice.autoClose && mayNotClose(work, window)) {
      const disarmed = await attempt(work, `keeping ${window.id} open`, train, () => board.disarm(notice.id, call));
      if (disarmed !== undefined) say(work, "sent", `${window.id} will not close by itself any more`, train);
    }
    if (notice.state === "in_progress" && epochMs(window.end) > epochMs(notice.item.end))
      await extend(work, window, notice, call);
  }
  await close(work, window, notice, now, call);
}

/** A window whose times nobody reviewed ends as it is announced (R7); an extension rests on an approval of its own. */
function asAnnounced(window: Window, { item: { end } }: HeldNotice): Window {
  return window.status === "draft" && window.extendedFrom === undefined ? { ...window, end } : window;
}

async function extend(work: Work, window: Window, notice: HeldNotice, call: CallOptions): Promise<void> {
  const { noticeBoard: board } = work.context.ports;
  if (board === undefined) return;
  const minutes = Math.round((epochMs(window.end) - epochMs(notice.item.end)) / 60_000);
  const text = `The maintenance takes ${String(minutes)} minutes longer, until ${formatMoment(window.end, window.zone)}.`;
  const extended = await attempt(work, `extending ${window.id}`, window.train, () =>
    board.extend(notice.id, window.end, text, call),
  );
  if (extended !== undefined)
    say(work, "sent", `${window.id} is extended by ${String(minutes)} minutes, and customers are told`, window.train);
}

/** Completes the notice and sees to its components; noted only once both are read back. */
async function close(work: Work, window: Window, notice: HeldNotice, now: Instant, call: CallOptions): Promise<void> {
  const board = work.context.ports.noticeBoard;
  if (board === undefined || stateOf(work, "windowClose", window.id).live !== undefined) return;
  if (!mayClose(work, window, now)) return;
  // A problem that somebody named since the tick began keeps it open, too.
  await catchUp(work);
  if (!mayClose(work, window, now)) return;
  const text = `The maintenance of ${window.name} is completed.`;
  const closed = await attempt(work, `completing ${window.id}`, window.train, () =>
    board.complete(notice.id, text, call),
  );
  if (closed === undefined) return;
  await record(work, [
    { id: `${window.id}/completed`, at: now, by: BOT, type: "windowCompleted", window: window.id, how: "us" },
  ]);
  if (!(await restored(work, window, notice, now, call))) {
    work.wakes.push(fromEpochMs(epochMs(now) + board.settleMs));
    return;
  }
  await append(work, "windowClose", window.id, {
    type: "done",
    generation: 1,
    nonce: notice.id,
    id: notice.id,
    got: {},
  });
  say(work, "sent", `${window.id} is completed and its components are operational`, window.train);
}

function mayClose({ view }: Work, window: Window, now: Instant): boolean {
  const state = trainOfWindow(view, window);
  if (view.movements.windows[window.id]?.completedAt === undefined)
    return staysOpen(view.movements, state, window, now) === undefined;
  // Closed by somebody else while something is wrong: what customers see of the components is left to people (F84).
  return state === undefined || openProblems(state, placeOfWindow(window)).length === 0;
}

/**
 * Whether no component is left under maintenance (R15, F86). Another maintenance may hold one, or a lagging list may still
 * show one that is over: so it is asked again for as long as lists may be wrong, and a little longer.
 */
async function restored(
  work: Work,
  window: Window,
  notice: HeldNotice,
  now: Instant,
  call: CallOptions,
): Promise<boolean> {
  const board = work.context.ports.noticeBoard;
  if (board === undefined) return true;
  const { completedAt = now } = work.view.movements.windows[window.id] ?? {};
  if (epochMs(now) - epochMs(completedAt) > 3 * board.settleMs) return true;
  for (const id of notice.item.components) {
    const component = await attempt(work, `the component ${id}`, window.train, () => board.components.get(id, call));
    if (component === undefined || component.status === "under_maintenance") return false;
  }
  return true;
}

/** A window that no notice tells of begins by its time, and ends when the train is done with it. */
async function keepUnannounced(work: Work, window: Window, now: Instant): Promise<void> {
  const { startedAt, completedAt } = work.view.movements.windows[window.id] ?? {};
  const state = trainOfWindow(work.view, window);
  const fact = { at: now, by: BOT, window: window.id };
  if (startedAt === undefined && work.clockStops !== undefined)
    return say(work, "waiting", `starting ${window.id}: ${work.clockStops}`, window.train);
  if (startedAt === undefined) await record(work, [{ ...fact, id: `${window.id}/started`, type: "windowStarted" }]);
  if (completedAt !== undefined || staysOpen(work.view.movements, state, window, now) !== undefined) return;
  await record(work, [{ ...fact, id: `${window.id}/completed`, type: "windowCompleted", how: "us" }]);
}

/** Whether the board must not complete the window by itself now. */
function mayNotClose({ view }: Work, window: Window): boolean {
  if (waitingGuests(window, view.movements).length > 0) return true;
  const state = trainOfWindow(view, window);
  if (state === undefined) return false;
  const target = placeOfWindow(window);
  return (
    state.hold !== undefined ||
    openProblems(state, target).length > 0 ||
    runningOrders(state, target).length > 0 ||
    // A deploy that has succeeded may still fail its soak.
    AT_WORK.has(targetIn(state, target)?.status)
  );
}

const AT_WORK: ReadonlySet<TargetStatus | undefined> = new Set<TargetStatus>(["promoting", "soaking", "failed"]);

function trainOfWindow({ line, movements }: TrainView, { train }: Window): TrainState | undefined {
  return train === undefined ? undefined : trainIn(line, movements, train);
}
