import type { CallOptions } from "../call.ts";
import type { Window } from "../timetable/timetable.ts";
import { attempt, liveId, say, stateOf, type Work } from "./work.ts";

/**
 * Brings the end of a window's calendar entry to what its last extension says: a plan leaves alone what has begun. An end
 * that is neither the planned one nor that of an earlier extension is somebody's edit, and stays.
 */
export async function keepCalendarEnd(work: Work, window: Window): Promise<void> {
  const { calendar } = work.context.ports;
  const { extensions = [], completedAt } = work.view.movements.windows[window.id] ?? {};
  const id = liveId(work, "calendar", window.id);
  if (calendar === undefined || id === undefined || extensions.length === 0 || completedAt !== undefined) return;
  const planned = stateOf(work, "calendar", window.id).live?.got["end"];
  const ours: readonly unknown[] = [planned, ...extensions.map(({ end }) => end)];
  const call: CallOptions = { signal: work.context.signal };
  await attempt(work, `moving the calendar's end of ${window.id}`, window.train, async () => {
    const held = await calendar.read(id, call);
    if (held === undefined || held.ended === true || held.item.end === window.end || !ours.includes(held.item.end))
      return;
    await calendar.update(held, { ...held.item, end: window.end }, held.mark?.facts ?? 0, call);
    say(work, "sent", `the calendar shows the new end of ${window.id}`, window.train);
  });
}
