import type { Calendar } from "./calendar.ts";
import type { Journal } from "./journal.ts";
import type { NoticeBoard } from "./notice-board.ts";
import type { OnCall } from "./on-call.ts";

/** The names of the ports whose things mirror the timetable. */
export type MirrorName = "noticeBoard" | "calendar" | "onCall";

/** What planning and applying need: the journal, and at least one place to mirror to. */
export type PlanPorts = { readonly journal: Journal; readonly onCall?: OnCall } & (
  | { readonly noticeBoard: NoticeBoard; readonly calendar?: Calendar }
  | { readonly noticeBoard?: NoticeBoard; readonly calendar: Calendar }
);
