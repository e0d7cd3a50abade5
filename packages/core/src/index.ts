export type { CallOptions } from "./call.ts";
export type { Clock } from "./clock.ts";
export { FootplateError, type FootplateErrorCode, type FootplateErrorInit, type Problem } from "./error.ts";
export type { JsonObject, JsonValue, Refs } from "./json.ts";
export type * from "./line/fact.ts";
export type * from "./line/line.ts";
export type { DoneNote, DroppedNote, GoneNote, IntentNote, Note } from "./plan/note.ts";
export type { Busy, Calendar, CalendarEntry } from "./ports/calendar.ts";
export type {
  Appended,
  Journal,
  JournalInfo,
  Lease,
  LeaseAnswer,
  LeaseHolder,
  Leases,
  NoteStream,
} from "./ports/journal.ts";
export type { Held, HeldLinks, Listing, Mark, Mirror } from "./ports/mirror.ts";
export type {
  Component,
  Components,
  ComponentStatus,
  HeldNotice,
  Notice,
  NoticeBoard,
  NoticeState,
} from "./ports/notice-board.ts";
export type { Cadence } from "./time/cadence.ts";
export { epochMs, fromEpochMs, type Instant, type InstantLike, instant } from "./time/instant.ts";
export type { Interval } from "./time/interval.ts";
export type { GapPolicy, OverlapPolicy } from "./time/wall-time.ts";
export type * from "./timetable/timetable.ts";
