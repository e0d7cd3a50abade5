export {
  type JournalDump,
  memoryJournal,
  type MemoryJournal,
  type MemoryJournalOptions,
  type StoredLease,
} from "./memory-journal.ts";
export { memoryMirror, type MemoryMirror, type MemoryMirrorOptions } from "./memory-mirror.ts";
export type { MirrorFault, World, WorldResource, WriteCounts } from "./mirror-world.ts";
export { virtualClock, type VirtualClock } from "./virtual-clock.ts";
