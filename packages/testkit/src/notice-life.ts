import { epochMs, fromEpochMs, type Instant, type Notice, type NoticeState } from "@footplate/core";
import type { DueWork } from "./late-work.ts";
import type { Row, VendorStore } from "./vendor-store.ts";

/** What was said on a notice. */
export interface NoticeUpdate {
  readonly at: Instant;
  readonly text: string;
  /** Whether subscribers were told. */
  readonly told: boolean;
}

/** How far a notice has come, beside what the mirror knows of it. */
export interface NoticeLife {
  readonly state: NoticeState;
  readonly autoClose: boolean;
  /** Oldest first; none of those that only time makes. */
  readonly updates: readonly NoticeUpdate[];
}

/** What happens next to a notice by itself: it starts, and where it is armed it is completed at its end. */
export function nextTransition(
  row: Row<Notice>,
  life: NoticeLife,
  change: (id: string, state: NoticeState) => void,
): DueWork | undefined {
  if (row.state !== "live" || life.state === "completed") return undefined;
  const to = life.state === "scheduled" ? "in_progress" : "completed";
  if (to === "completed" && !life.autoClose) return undefined;
  return { atMs: epochMs(to === "in_progress" ? row.item.start : row.item.end), effect: () => change(row.id, to) };
}

/** The lives of notices, with the lag of the board's listings. */
export interface NoticeLives {
  of(id: string): NoticeLife;
  /** As a listing that begins now shows it. */
  listed(): (id: string) => NoticeLife;
  change(id: string, parts: Partial<NoticeLife>): void;
  say(id: string, text: string, told: boolean): void;
}

const unborn: NoticeLife = { state: "scheduled", autoClose: false, updates: [] };

export function noticeLives(store: VendorStore<NoticeLife>, nowMs: () => number): NoticeLives {
  const of = (id: string): NoticeLife => store.find(id)?.item ?? unborn;
  const change = (id: string, parts: Partial<NoticeLife>): void => {
    const row = store.find(id);
    const item = { ...of(id), ...parts };
    if (row === undefined) store.insert(id, item);
    else store.change(row, { item });
  };
  return {
    of,
    change,
    listed() {
      const shown = new Map(store.listed().map((row) => [row.id, row.item]));
      return (id) => shown.get(id) ?? unborn;
    },
    say(id, text, told) {
      if (text === "") return;
      change(id, { updates: [...of(id).updates, { at: fromEpochMs(nowMs()), text, told }] });
    },
  };
}
