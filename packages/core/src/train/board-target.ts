import { hasEnded } from "./evolve-train.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import type { Window } from "../timetable/timetable.ts";
import { staysOpen } from "../window/may-complete.ts";
import { recordOf, windowNow } from "../window/window-now.ts";
import type { BoardTarget, BoardWindow } from "./board-parts.ts";
import { policyOf, soakOf } from "./conduct-policy.ts";
import { windowsOn } from "./gate-time.ts";
import { mayPromote } from "./may-promote.ts";
import { missedHint, missedWindow } from "./missed.ts";
import { namedIn } from "./named-in.ts";
import type { TargetState, TrainState } from "./train-state.ts";
import type { TrainView } from "./view.ts";

/** One target of a train for the board. */
export function boardTarget(view: TrainView, state: TrainState, place: TargetState, at: Instant): BoardTarget {
  const { target, stop, status, since, reason, order } = place;
  const position = view.movements.positions[target];
  const { window, nextWindow } = windowsAround(view, state, target, at);
  const soakMs = soakOf(policyOf(view.line, state.train), stop);
  return {
    target,
    name: nameOf(view, target),
    status,
    ...(since !== undefined && { since }),
    ...(reason !== undefined && { reason }),
    ...(status === "soaking" && since !== undefined && { soaksUntil: fromEpochMs(epochMs(since) + soakMs) }),
    ...(position !== undefined && {
      position: {
        version: position.version,
        ...(position.train !== undefined && { train: position.train }),
        since: position.since,
      },
    }),
    ...(order !== undefined && { order }),
    ...(window !== undefined && { window }),
    ...(nextWindow !== undefined && { nextWindow }),
    ...missed(view, state, place, at),
    ...(isLeft(state, place) && { gate: mayPromote(view, { train: state.train, target }, at) }),
  };
}

function missed(view: TrainView, state: TrainState, place: TargetState, at: Instant): Pick<BoardTarget, "missed"> {
  const last = missedWindow(view, state, place, at);
  if (last === undefined) return {};
  const { id, end, zone, status } = last;
  const { completedAt } = recordOf(view, id);
  return {
    missed: {
      window: id,
      endedAt: completedAt ?? end,
      zone,
      ...(status === "draft" && { draft: true }),
      hint: missedHint(state),
    },
  };
}

/** Whether the train may still be promoted to the target one day. */
function isLeft(state: TrainState, { status }: TargetState): boolean {
  if (hasEnded(state)) return false;
  return status === "pending" || status === "failed" || status === "rolled_back";
}

function nameOf({ line }: TrainView, target: string): string {
  const [stopId, id] = target.split("/");
  const stop = line.stops.find((one) => one.id === stopId);
  return `${stop?.name ?? stopId ?? ""}, ${stop?.targets.find((one) => one.id === id)?.name ?? id ?? ""}`;
}

function windowsAround(
  view: TrainView,
  state: TrainState,
  target: string,
  at: Instant,
): Pick<BoardTarget, "window" | "nextWindow"> {
  const windows = windowsOn(view, state.train, target, at).flatMap((one) => boardWindow(view, state, one, at) ?? []);
  const inProgress = windows.findLast((one) => one.state === "in_progress");
  const window = inProgress ?? windows.findLast((one) => one.state === "completed");
  const nextWindow = windows.find((one) => one.state === "planned");
  return { ...(window !== undefined && { window }), ...(nextWindow !== undefined && { nextWindow }) };
}

function boardWindow(view: TrainView, state: TrainState, window: Window, at: Instant): BoardWindow | undefined {
  const now = windowNow(view, window.id, at);
  if (now === undefined || now.state === "cancelled") return undefined;
  const { record, overrunning, free, actualEnd } = now;
  const { id, kind, status, start, end, zone, extendedFrom, guests } = window;
  return {
    window: id,
    kind,
    state: now.state,
    ...(status === "draft" && { draft: true }),
    start,
    end,
    zone,
    ...(extendedFrom !== undefined && { extendedFrom }),
    ...(actualEnd !== undefined && { completedAt: actualEnd }),
    overrunning,
    ...(now.state === "in_progress" && { remainingMs: epochMs(end) - epochMs(at), ...ending(view, state, window, at) }),
    free,
    ...(record.claimedBy !== undefined && { claimedBy: record.claimedBy }),
    joined: record.joined.map((person) => namedIn(view.line, person)),
    guests,
  };
}

/** When a window in progress is completed without a word, or why it is not, if nothing else happens. */
function ending(
  { movements }: TrainView,
  state: TrainState,
  window: Window,
  at: Instant,
): Pick<BoardWindow, "endsAt" | "keptOpen"> {
  if (staysOpen(movements, state, window, at) === undefined) return { endsAt: at };
  const lateMs = Math.max(epochMs(at), epochMs(window.end));
  const kept = staysOpen(movements, state, window, fromEpochMs(lateMs));
  return kept === undefined ? { endsAt: fromEpochMs(lateMs) } : { keptOpen: kept.message };
}
