export type { Case } from "./check.ts";
export { type CrashMode, faults, type Injector, wrapPort } from "./faults.ts";
export { journalCases, type JournalStage } from "./journal-cases.ts";
export {
  type JournalDump,
  memoryJournal,
  type MemoryJournal,
  type MemoryJournalOptions,
  type StoredLease,
} from "./memory-journal.ts";
export { memoryMirror, type MemoryMirror, type MemoryMirrorOptions } from "./memory-mirror.ts";
export { mirrorCases, type MirrorStage, type MirrorWorld } from "./mirror-cases.ts";
export type { MirrorFault, World, WorldResource, WriteCounts } from "./mirror-world.ts";
export { virtualClock, type VirtualClock } from "./virtual-clock.ts";
