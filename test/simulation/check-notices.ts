import { epochMs, type HeldNotice, type Instant, type Window } from "@footplate/core";
import type { TrainState, TrainView } from "@footplate/core/conduct";
import type { Deed } from "./meddlers.ts";
import type { Watch } from "./watch.ts";
import type { SimulatedWorld } from "./world.ts";

const MINUTE_MS = 60_000;
/** How long components may be down after a completion, by uptime. */
const RESTORED_MS = 30 * MINUTE_MS;
/** How long a window may stay open though its train is done. */
const CLOSED_MS = 60 * MINUTE_MS;
/** How far ahead of its end a board that is armed must have been seen to be disarmed. */
const SEEN_MS = 5 * MINUTE_MS;

interface Tracked {
  readonly id: string;
  readonly key: string;
  readonly startMs: number;
  state: HeldNotice["state"];
  end: Instant;
  autoClose: boolean;
  completedMs?: number;
}

/** Holds the notices of a board against what the journal says. */
export interface NoticeCheck {
  check(view: TrainView, now: Instant, deeds: readonly Deed[], wasDown: boolean, all: boolean): Promise<void>;
}

/** A check that has seen no notice yet. */
export function noticeCheck({ memory }: SimulatedWorld, watch: Watch): NoticeCheck {
  const tracked = new Map<string, Tracked>();
  const { noticeBoard } = memory;

  const completed = (one: Tracked, view: TrainView, now: Instant, deeds: readonly Deed[], wasDown: boolean): void => {
    const state = view.movements.trains[trainOf(one.key)];
    if (deeds.some(({ what, to }) => what === "closed" && to === one.id)) return;
    const bySelf = one.autoClose && epochMs(one.end) <= epochMs(now);
    const endMs = bySelf ? epochMs(one.end) : epochMs(now);
    for (const problem of state?.problems ?? []) {
      if (problem.target !== undefined && problem.target !== targetOf(one.key)) continue;
      const openedMs = epochMs(problem.openedAt);
      const closedMs = problem.closedAt === undefined ? Number.POSITIVE_INFINITY : epochMs(problem.closedAt);
      if (openedMs > endMs || closedMs <= endMs) continue;
      const armed = deeds.findLast(({ what, to }) => what === "armed" && to === one.id);
      const seenMs = Math.max(openedMs, armed === undefined ? 0 : epochMs(armed.at));
      if (bySelf && (wasDown || endMs - seenMs < SEEN_MS)) continue;
      watch.wrong(
        "no window is completed while a problem is open (R22)",
        `${one.key} ${bySelf ? "by itself" : "by us"}, ${problem.problem}`,
      );
    }
  };

  const extended = (one: Tracked, view: TrainView, held: HeldNotice): void => {
    if (held.state !== "in_progress" || epochMs(held.item.end) <= epochMs(one.end)) return;
    const fact = view.facts.findLast(
      (known) => known.type === "windowExtended" && known.window === one.key && known.end === held.item.end,
    );
    const approvals = view.movements.trains[trainOf(one.key)]?.approvals ?? [];
    const approved =
      fact?.type === "windowExtended" &&
      approvals.some(
        ({ approval, subject }) =>
          approval === fact.approval &&
          subject.type === "extension" &&
          epochMs(subject.until) >= epochMs(held.item.end),
      );
    if (!approved) watch.wrong("an extension on the page is approved (R23)", `${one.key} until ${held.item.end}`);
  };

  return {
    async check(view, now, deeds, wasDown, all) {
      if (all) {
        for (const { id, mark, item } of noticeBoard.world.live()) {
          if (mark === undefined || tracked.has(id)) continue;
          const startMs = epochMs(item.start);
          tracked.set(id, { id, key: mark.key, startMs, state: "scheduled", end: item.end, autoClose: false });
        }
      }
      const active = new Set<string>();
      const held = new Map<string, HeldNotice>();
      for (const { id, startMs } of tracked.values()) {
        if (startMs > epochMs(now) + 24 * 3_600_000) continue;
        const notice = await noticeBoard.read(id);
        if (notice === undefined || (notice.ended === true && notice.state === "scheduled")) {
          tracked.delete(id);
          continue;
        }
        held.set(id, notice);
        if (notice.state === "in_progress") for (const component of notice.item.components) active.add(component);
      }
      for (const [id, notice] of held) {
        const one = tracked.get(id);
        if (one === undefined) continue;
        if (notice.state === "completed" && one.state !== "completed") {
          completed(one, view, now, deeds, wasDown);
          one.completedMs = epochMs(now);
        }
        extended(one, view, notice);
        one.state = notice.state;
        one.end = notice.item.end;
        one.autoClose = notice.autoClose;
        const state = view.movements.trains[trainOf(one.key)];
        const open = state !== undefined && hasOpenProblem(state, targetOf(one.key));
        if (one.state === "in_progress") {
          const window = view.timetable(now).windows.find((known) => known.id === one.key);
          const done = window !== undefined && state !== undefined && !open && isDone(view, state, window);
          watch.lasting("a window whose train is done is completed", one.key, done, CLOSED_MS);
        }
        if (one.state !== "completed") continue;
        for (const component of notice.item.components) {
          const { status } = await noticeBoard.components.get(component);
          const meddled = deeds.some(
            ({ what, to, at }) => what === "component" && to === component && epochMs(at) > (one.completedMs ?? 0),
          );
          const down = status === "under_maintenance" && !active.has(component) && !open && !meddled;
          watch.lasting(
            "completed means components are operational (R15)",
            `${one.key} ${component}`,
            down,
            RESTORED_MS,
          );
          if (!down && !open && epochMs(now) - (one.completedMs ?? 0) > 3 * RESTORED_MS) tracked.delete(id);
        }
      }
    },
  };
}

function hasOpenProblem({ problems }: TrainState, target: string): boolean {
  return problems.some((one) => one.closedAt === undefined && (one.target ?? target) === target);
}

function isDone({ movements }: TrainView, state: TrainState, { stop, target, guests }: Window): boolean {
  const place = state.targets.find((one) => one.target === `${stop ?? ""}/${target ?? ""}`);
  const waits = guests.some(({ guest, status }) => status === "accepted" && !movements.guestsDone.includes(guest));
  const running = state.orders.some(
    ({ target: on, status }) =>
      on === place?.target && (status === "ordered" || status === "missing" || status === "running"),
  );
  const done = place?.status === "passed" || place?.status === "skipped" || place?.status === "rolled_back";
  return !waits && !running && (done || state.phase === "abandoned" || state.phase === "cancelled");
}

/** The train that a window's id names. */
export function trainOf(window: string): string {
  return window.split("/", 2).join("/");
}

function targetOf(window: string): string {
  return window.split("/").slice(2, 4).join("/");
}
