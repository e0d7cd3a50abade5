export type { CallOptions } from "./call.ts";
export type { Clock } from "./clock.ts";
export { FootplateError, type FootplateErrorCode, type FootplateErrorInit, type Problem } from "./error.ts";
export type { JsonObject, JsonValue, Refs } from "./json.ts";
export type * from "./line/conduct-policy.ts";
export type * from "./line/fact.ts";
export type * from "./line/people-fact.ts";
export type * from "./line/train-fact.ts";
export type * from "./line/window-fact.ts";
export type * from "./line/line.ts";
export { pairs, roster } from "./people/roster.ts";
export { type Briefing, briefing } from "./people/briefing.ts";
export { type Coverage, coverage } from "./people/coverage.ts";
export { type CoverProposal, coverRequests } from "./people/cover-requests.ts";
export type { DutyGap, DutySpan } from "./people/duties.ts";
export { type Load, type Loads, loads, type ShortNotice } from "./people/loads.ts";
export { type DutyNow, type OnDuty, onDuty } from "./people/on-duty.ts";
export { type Refused, refusal } from "./people/refusal.ts";
export { mayUseSecondary, type SecondaryAnswer, type SecondaryUse } from "./people/secondary.ts";
export { type WhomToAsk, whoToAsk } from "./people/who-to-ask.ts";
export {
  type Absence,
  type BriefingNote,
  type Cover,
  type Handover,
  type Place,
  type Roster,
  statusAt,
  type Swap,
} from "./people/roster-parts.ts";
export type { RosterOptions, RotationStrategy, RotationTurn } from "./people/rotation.ts";
export { type BestChannel, bestChannel } from "./people/working-hours.ts";
export { type LineRefs, lineRefs } from "./line/line-refs.ts";
export { lintLine } from "./line/lint-line.ts";
export { type Role, factAuthors, mayCause } from "./line/permissions.ts";
export { type ApplyEvent, type ApplyOptions, apply } from "./plan/apply.ts";
export type { Answer } from "./plan/decision.ts";
export { formatApplyEvent } from "./plan/format-apply-event.ts";
export { formatOperation, formatPlan, planLines, summary } from "./plan/format-plan.ts";
export type { GuardOptions } from "./plan/guard.ts";
export type { GivenAnswer, PlanContext, PlanOptions } from "./plan/context.ts";
export { plan } from "./plan/make-plan.ts";
export { leaseScope } from "./plan/lease-keeper.ts";
export { type TakeOver, takeOver } from "./plan/take-over.ts";
export type { DoneNote, DroppedNote, GoneNote, IntentNote, Note } from "./plan/note.ts";
export type {
  CreateOperation,
  FieldChange,
  ForeignConflict,
  ForeignCopy,
  NoteOperation,
  Operation,
  OperationBase,
  OrphanOperation,
  Plan,
  Question,
  Refusal,
  RemoveOperation,
  Unannounced,
  UpdateOperation,
} from "./plan/plan.ts";
export type { Busy, Calendar, CalendarEntry } from "./ports/calendar.ts";
export type { ChangeControl, ChangeRequest } from "./ports/change-control.ts";
export type { ChangeSource, Comparison, ReleasedVersion, SourceChange } from "./ports/change-source.ts";
export type { Chat, ChatMessage, PostedMessage } from "./ports/chat.ts";
export type { Check, CheckResult, Checkup, NeededPermission } from "./ports/checkup.ts";
export { judgeClock, type ServiceClock } from "./ports/service-clock.ts";
export type { DeployOrder, DeployRun, DeployRunner, PendingGate } from "./ports/deploy-runner.ts";
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
export { listingOf } from "./ports/listing-of.ts";
export type { LogBook, LogEntry } from "./ports/log-book.ts";
export { readMark, sameMark } from "./ports/mark.ts";
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
export type { OnCall, OnCallOverride, OnCallSchedule } from "./ports/on-call.ts";
export type { Alert, Heartbeats, Page, Pager, Responder } from "./ports/pager.ts";
export type { ComponentOwner, OwnerDirectory } from "./ports/owner-directory.ts";
export type { ConductPorts, MirrorName, PlanPorts } from "./ports/ports.ts";
export type {
  HeldTicket,
  KeyedText,
  NewBlocker,
  TicketBlocker,
  TicketComment,
  TrainTicket,
  TrainTickets,
} from "./ports/train-tickets.ts";
export type { ProbedTarget, RunningVersion, VersionProbe } from "./ports/version-probe.ts";
export { type Cadence, occurrenceDate } from "./time/cadence.ts";
export { addDays, dateIn, daysBetween, isoWeek, type Weekday, weekdayOf } from "./time/date.ts";
export { durationMs, formatDuration } from "./time/duration.ts";
export { epochMs, fromEpochMs, type Instant, type InstantLike, instant } from "./time/instant.ts";
export { contains, type Interval, interval, overlaps, span } from "./time/interval.ts";
export { occurrences, type Recurrence } from "./time/occurrences.ts";
export { overlapIndex, type OverlapIndex, overlappingPairs } from "./time/overlaps.ts";
export { startOfDay } from "./time/start-of-day.ts";
export { type GapPolicy, localText, type OverlapPolicy, resolveWall, type WallResolution } from "./time/wall-time.ts";
export { importWeekParity, type ParityGap } from "./time/week-parity.ts";
export { type ZoneProblem, zoneProblem } from "./time/zone.ts";
export { timetable } from "./timetable/build-timetable.ts";
export { type ClockShift, explainDst } from "./timetable/explain-dst.ts";
export { formatTimeline } from "./timetable/format-timeline.ts";
export { formatTimetable, type FormatTimetableOptions } from "./timetable/format.ts";
export { formatMoment } from "./timetable/format-moment.ts";
export { formatWindow } from "./timetable/format-window.ts";
export { type Change, type NextWindow, nextWindowFor } from "./timetable/next-window.ts";
export { printable } from "./text.ts";
export type * from "./timetable/timetable.ts";
