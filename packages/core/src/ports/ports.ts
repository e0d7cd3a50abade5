import type { Calendar } from "./calendar.ts";
import type { Journal } from "./journal.ts";
import type { NoticeBoard } from "./notice-board.ts";

/** The names of the ports whose things mirror the timetable. */
export type MirrorName = "noticeBoard" | "calendar";

/** What planning and applying need: the journal, and at least one place to mirror to. */
export type PlanPorts = { readonly journal: Journal } & (
  | { readonly noticeBoard: NoticeBoard; readonly calendar?: Calendar }
  | { readonly noticeBoard?: NoticeBoard; readonly calendar: Calendar }
);
