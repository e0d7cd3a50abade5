import type { CallOptions } from "../call.ts";
import { placeOfWindow } from "../line/place-of.ts";
import type { HeldNotice } from "../ports/notice-board.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { formatMoment, formatTimes } from "../timetable/format-moment.ts";
import type { Window } from "../timetable/timetable.ts";
import { policyOf } from "../train/conduct-policy.ts";
import { trainIn } from "../train/train-in.ts";
import { runningOrders, staysOpen } from "../window/may-complete.ts";
import { type OldAnnouncement, oldAnnouncements } from "./old-announcement.ts";
import { append, attempt, catchUp, say, stateOf, type Work } from "./work.ts";

/**
 * Keeps the notices of windows that moved at what was announced until somebody reviewed the new times (R7): nothing of them
 * is published, and at the announced end the notice is completed and its components are given back, unless a deploy is
 * under way or a problem is open there. The window itself has neither begun nor ended by that, and is announced anew once
 * it is reviewed.
 */
export async function keepOldAnnouncements(work: Work, train: string | undefined, now: Instant): Promise<void> {
  for (const old of oldAnnouncements(work, now)) {
    work.context.signal?.throwIfAborted();
    if (train !== undefined && old.window.train !== train) continue;
    if (old.window.status === "draft") say(work, "waiting", oldAnnouncementText(old), old.window.train);
    if (epochMs(old.told.start) <= epochMs(now)) await keep(work, old, now);
    else {
      const startMs = epochMs(old.told.start);
      const { reminders } = policyOf(work.view.line, old.window.train ?? "");
      work.wakes.push(...[0, ...reminders.team].map((ms) => fromEpochMs(startMs - ms)));
    }
  }
}

/** What people must know of it. */
function oldAnnouncementText({ window, told }: OldAnnouncement): string {
  const [was, will] = [told, window].map((times) => formatTimes(times, window.zone));
  return `${window.id} moved to ${will}, and customers still see ${was}: review it (reviewWindow), so that they are told`;
}

async function keep(work: Work, { window, id }: OldAnnouncement, now: Instant): Promise<void> {
  const { noticeBoard: board } = work.context.ports;
  if (board === undefined) return;
  const { train } = window;
  const call: CallOptions = { signal: work.context.signal };
  const read = await attempt(work, `the notice of ${window.id}`, train, () =>
    board.read(id, call).then((notice) => ({ notice })),
  );
  const notice = read?.notice;
  // What is not known, or was taken away by hand, is the plan's to ask about.
  if (notice === undefined) return;
  if (notice.state !== "completed") {
    if (notice.autoClose && isAtWork(work, window)) {
      const disarmed = await attempt(work, `keeping ${window.id} open`, train, () => board.disarm(id, call));
      if (disarmed !== undefined) say(work, "sent", `${window.id} will not close by itself any more`, train);
    }
    if (epochMs(now) < epochMs(notice.item.end)) return void work.wakes.push(notice.item.end);
    if (isNeeded(work, window, notice, now)) return;
    // A problem that somebody named since the tick began keeps it open, too; a review lets it tell of the new times.
    await catchUp(work);
    if (isNeeded(work, window, notice, now) || !oldAnnouncements(work, now).some((one) => one.id === id)) return;
  }
  const text = `The maintenance of ${window.name} is completed.`;
  const closed = await attempt(work, `completing ${window.id}`, train, () => board.complete(id, text, call));
  if (closed === undefined) return;
  if (!(await restored(work, notice, now, call))) {
    work.wakes.push(fromEpochMs(epochMs(now) + board.settleMs));
    return;
  }
  const generation = stateOf(work, "noticeBoard", window.id).live?.generation ?? 1;
  if (!(await append(work, "noticeBoard", window.id, { type: "gone", generation, id, by: "us" }))) return;
  const until = formatMoment(notice.item.end, window.zone);
  say(work, "sent", `what was announced of ${window.id} until ${until} is completed: the window has moved`, train);
}

/** Whether something goes on at the target for which customers must still see the maintenance. */
function isNeeded({ view }: Work, window: Window, { item }: HeldNotice, now: Instant): boolean {
  const { train } = window;
  const state = train === undefined ? undefined : trainIn(view.line, view.movements, train);
  // Its guests come when it comes.
  return (
    staysOpen(view.movements, state, { ...window, start: item.start, end: item.end, guests: [] }, now) !== undefined
  );
}

function isAtWork({ view }: Work, window: Window): boolean {
  if (window.train === undefined) return false;
  return runningOrders(trainIn(view.line, view.movements, window.train), placeOfWindow(window)).length > 0;
}

/** Whether the board shows no component under maintenance any more; another maintenance may hold one for longer. */
async function restored(work: Work, { item }: HeldNotice, now: Instant, call: CallOptions): Promise<boolean> {
  const { noticeBoard: board } = work.context.ports;
  if (board === undefined || epochMs(now) - epochMs(item.end) > 3 * board.settleMs) return true;
  for (const id of item.components) {
    const component = await attempt(work, `the component ${id}`, undefined, () => board.components.get(id, call));
    if (component === undefined || component.status === "under_maintenance") return false;
  }
  return true;
}
