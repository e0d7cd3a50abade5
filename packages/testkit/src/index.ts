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
export { mirrorCases } from "./mirror-cases.ts";
export type { MirrorStage, MirrorWorld } from "./mirror-stage.ts";
export type { MirrorFault, World, WorldResource, WriteCounts } from "./mirror-world.ts";
export { virtualClock, type VirtualClock } from "./virtual-clock.ts";
