export type { Case } from "./check.ts";
export { type CrashMode, faults, type Injector, wrapPort } from "./faults.ts";
export { journalCases } from "./journal-cases.ts";
export type { JournalStage } from "./journal-stage.ts";
export {
  type JournalDump,
  memoryJournal,
  type MemoryJournal,
  type MemoryJournalOptions,
  type StoredLease,
} from "./memory-journal.ts";
export { memoryMirror, type MemoryMirror, type MemoryMirrorOptions } from "./memory-mirror.ts";
export { memoryOnCall, type MemoryOnCall, type MemoryOnCallOptions, type MemorySchedule } from "./memory-on-call.ts";
export {
  type MemoryAlert,
  memoryPager,
  type MemoryPager,
  type MemoryPagerOptions,
  type PagerWorld,
} from "./memory-pager.ts";
export { mirrorCases } from "./mirror-cases.ts";
export type { MirrorStage, MirrorWorld } from "./mirror-stage.ts";
export type { MirrorFault, World, WorldResource, WriteCounts } from "./mirror-world.ts";
export { onCallCases, type OnCallStage, type OnCallWorld } from "./on-call-cases.ts";
export { pagerCases, type PagerCasesWorld, type PagerStage } from "./pager-cases.ts";
export { virtualClock, type VirtualClock } from "./virtual-clock.ts";
