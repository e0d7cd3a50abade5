import { slotOf } from "../timetable/slots.ts";
import { expand } from "../timetable/expand.ts";
import { hostGuests } from "../timetable/guests.ts";
import type { Window } from "../timetable/timetable.ts";
import { epochMs, fromEpochMs, type Instant, type InstantLike, instant } from "../time/instant.ts";
import { policyOf } from "../train/conduct-policy.ts";
import type { WindowRecord } from "../train/train-state.ts";
import type { TrainView } from "../train/view.ts";

/** A window at a moment. */
export interface WindowNow {
  /** As the timetable has it; a cancelled one as it would have been. */
  readonly window: Window;
  /** What facts say about its use. */
  readonly record: WindowRecord;
  /**
   * `in_progress`: between its start and its planned end, or started and not completed, however late it is. A window that
   * nobody ever started is `completed` from its planned end on.
   */
  readonly state: "planned" | "in_progress" | "completed" | "cancelled";
  /** Extensions counted. */
  readonly plannedEnd: Instant;
  /** When it was completed. */
  readonly actualEnd?: Instant;
  /** In progress though its planned end has passed (F45). */
  readonly overrunning: boolean;
  /** Nobody claimed it in time, so that others may use it. Never where the policy gives no window away. */
  readonly free: boolean;
}

/** How a window stands at a moment; `undefined` where the timetable around the moment has no such window. */
export function windowNow(view: TrainView, id: string, now: InstantLike): WindowNow | undefined {
  const at = instant(now);
  const listed = view.timetable(at).windows.find((window) => window.id === id);
  const window = listed ?? cancelledWindow(view, id, at);
  if (window === undefined) return undefined;
  const record = recordOf(view, id);
  const state = listed === undefined ? "cancelled" : stateAt(window, record, epochMs(at));
  return {
    window,
    record,
    state,
    plannedEnd: window.end,
    ...(record.completedAt !== undefined && { actualEnd: record.completedAt }),
    overrunning: state === "in_progress" && epochMs(window.end) <= epochMs(at),
    free: state === "in_progress" && isFree(view, window, record, epochMs(at)),
  };
}

/** What facts say about a window's use; nothing yet where there are none. */
export function recordOf(view: TrainView, id: string): WindowRecord {
  return view.movements.windows[id] ?? { window: id, extensions: [], joined: [] };
}

function stateAt(window: Window, record: WindowRecord, nowMs: number): "planned" | "in_progress" | "completed" {
  if (record.completedAt !== undefined && epochMs(record.completedAt) <= nowMs) return "completed";
  if (record.startedAt !== undefined && epochMs(record.startedAt) <= nowMs) return "in_progress";
  if (nowMs < epochMs(window.start)) return "planned";
  return nowMs < epochMs(window.end) ? "in_progress" : "completed";
}

/** A window that facts cancelled is not listed any more. */
function cancelledWindow(view: TrainView, id: string, now: Instant): Window | undefined {
  const { line, facts, options } = view;
  const { drafts, folded } = expand(line, facts, view.timetable(now).range, options);
  const draft = drafts.find((one) => one.window.id === id && one.gone !== undefined);
  return draft && hostGuests(line, draft, folded).host;
}

function isFree(view: TrainView, window: Window, record: WindowRecord, nowMs: number): boolean {
  const { train } = window;
  if (train === undefined || slotOf(view.line, view.open.eras, train) === undefined) return false;
  const { noShowAfterMs } = policyOf(view.line, train);
  if (noShowAfterMs === undefined || nowMs < epochMs(window.start) + noShowAfterMs) return false;
  const used = view.movements.trains[train]?.orders.some((order) => order.window === window.id) === true;
  return !used && record.claimedAt === undefined && record.joined.length === 0;
}

/** When a window that nobody has claimed is given away; nothing where it never is. */
export function freeFrom(view: TrainView, window: Window): Instant | undefined {
  if (window.train === undefined) return undefined;
  const { noShowAfterMs } = policyOf(view.line, window.train);
  return noShowAfterMs === undefined ? undefined : fromEpochMs(epochMs(window.start) + noShowAfterMs);
}
