export type { StageClock } from "./case-tools.ts";
export { changeControlCases, type ChangeControlCasesWorld, type ChangeControlStage } from "./change-control-cases.ts";
export { changeSourceCases, type ChangeSourceCasesWorld, type ChangeSourceStage } from "./change-source-cases.ts";
export { chatCases } from "./chat-cases.ts";
export type { ChatCasesWorld, ChatStage } from "./chat-stage.ts";
export type { Case } from "./check.ts";
export { deployRunnerCases } from "./deploy-runner-cases.ts";
export type { DeployRunnerStage, DeployRunnerWorld } from "./deploy-runner-stage.ts";
export { exampleOrder } from "./example-order.ts";
export {
  type FakeService,
  fakeWorld,
  type FakeWorld,
  type FakeWorldOptions,
  type ServiceFault,
  type WorldCall,
  type WorldSnapshot,
} from "./fake-world.ts";
export { type CrashMode, faults, type Injector, wrapPort } from "./faults.ts";
export { journalCases } from "./journal-cases.ts";
export type { JournalStage } from "./journal-stage.ts";
export { logBookCases, type LogBookStage, type LogBookWorld } from "./log-book-cases.ts";
export {
  type JournalDump,
  memoryJournal,
  type MemoryJournal,
  type MemoryJournalOptions,
  type StoredLease,
} from "./memory-journal.ts";
export {
  type ChangeControlWorld,
  memoryChangeControl,
  type MemoryChangeControl,
  type MemoryChangeControlOptions,
  type MemoryChangeRequest,
} from "./memory-change-control.ts";
export {
  type ChangeSourceWorld,
  memoryChangeSource,
  type MemoryChangeSource,
  type MemoryChangeSourceOptions,
  type MemoryRelease,
} from "./memory-change-source.ts";
export { type ChatSeen, type ChatWorld, memoryChat, type MemoryChat, type MemoryChatOptions } from "./memory-chat.ts";
export type { DeployWorld } from "./deploy-world.ts";
export { memoryDeployRunner, type MemoryDeployRunner, type MemoryDeployRunnerOptions } from "./memory-deploy-runner.ts";
export { type LogWorld, memoryLogBook, type MemoryLogBook, type MemoryLogEntry } from "./memory-log-book.ts";
export type { CallFault, CallFaults, MemoryHabits } from "./memory-calls.ts";
export { memoryMirror, type MemoryMirror, type MemoryMirrorOptions } from "./memory-mirror.ts";
export { memoryNoticeBoard, type MemoryNoticeBoard, type MemoryNoticeBoardOptions } from "./memory-notice-board.ts";
export { memoryOnCall, type MemoryOnCall, type MemoryOnCallOptions, type MemorySchedule } from "./memory-on-call.ts";
export {
  memoryOwnerDirectory,
  type MemoryOwnerDirectory,
  type MemoryOwnerDirectoryOptions,
  type OwnerWorld,
} from "./memory-owner-directory.ts";
export {
  type MemoryAlert,
  memoryPager,
  type MemoryPager,
  type MemoryPagerOptions,
  type PagerWorld,
} from "./memory-pager.ts";
export type { MemoryRun, MemoryRunScript } from "./memory-run.ts";
export { memoryTargets, type MemoryTargets } from "./memory-targets.ts";
export { memoryTrainTickets, type MemoryTrainTickets, type MemoryTrainTicketsOptions } from "./memory-train-tickets.ts";
export { memoryVersionProbe } from "./memory-version-probe.ts";
export { mirrorCases } from "./mirror-cases.ts";
export type { MirrorStage, MirrorWorld } from "./mirror-stage.ts";
export type { MirrorFault, World, WorldResource, WriteCounts } from "./mirror-world.ts";
export { noticeBoardCases } from "./notice-board-cases.ts";
export type { NoticeBoardCasesWorld, NoticeBoardStage } from "./notice-board-stage.ts";
export type { MemoryNotice, NoticeBoardSeen, NoticeBoardWorld } from "./notice-world.ts";
export { noticeItems, type NoticeItems } from "./notice-items.ts";
export type { NoticeLife, NoticeUpdate } from "./notice-life.ts";
export { onCallCases, type OnCallStage, type OnCallWorld } from "./on-call-cases.ts";
export { ownerDirectoryCases, type OwnerDirectoryStage, type OwnerDirectoryWorld } from "./owner-directory-cases.ts";
export { pagerCases, type PagerCasesWorld, type PagerStage } from "./pager-cases.ts";
export { virtualClock, type VirtualClock } from "./virtual-clock.ts";
export type { MemoryBlocker, MemoryTicket, TicketWorld } from "./ticket-world.ts";
export { trainTicketCases } from "./train-ticket-cases.ts";
export type { TrainTicketStage, TrainTicketWorld } from "./train-ticket-stage.ts";
export { versionProbeCases, type VersionProbeStage, type VersionProbeWorld } from "./version-probe-cases.ts";
