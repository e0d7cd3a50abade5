import { epochMs, type Instant, type LogBook, type LogEntry } from "@footplate/core";
import { type CallFaults, memoryCalls, type MemoryHabits } from "./memory-calls.ts";
import { keyProblems, refuse, textProblems } from "./memory-input.ts";
import { type Row, vendorStore } from "./vendor-store.ts";

/** An entry as the log holds it. */
export interface MemoryLogEntry extends Omit<LogEntry, "key"> {
  readonly id: string;
  /** Absent: somebody else's. */
  readonly key?: string;
  /** When the log got it. */
  readonly written: Instant;
}

/** Behind the log: what it holds, and what people do there. */
export interface LogWorld extends CallFaults {
  /** Every entry, oldest first, as JSON. */
  seen(): readonly MemoryLogEntry[];
  /** Somebody else writes. Returns the entry's id. */
  humanAppend(by: string, text: string): string;
  /** How often `append` was called, whatever became of it. */
  attempts(): number;
}

/** A log in memory. */
export interface MemoryLogBook extends LogBook {
  readonly world: LogWorld;
}

type Kept = Omit<MemoryLogEntry, "id" | "written">;

/**
 * A log in memory. A key is looked for in what is listed: what is appended again before `settleMs` may be there twice.
 * `since` is compared with the time at which the log got an entry.
 */
export function memoryLogBook(options: MemoryHabits): MemoryLogBook {
  const { clock, sendMs = 10_000, settleMs = 60_000, lagMs = 0 } = options;
  const calls = memoryCalls(clock, sendMs);
  const { late } = calls;
  const store = vendorStore<Kept>(late, settleMs, lagMs);
  let attempts = 0;

  const insert = (kept: Kept): Row<Kept> => store.insert(`l${store.all().length + 1}`, kept);
  const ours = (key: string) => store.listed().filter(({ item }) => item.key === key);

  return {
    spec: 1,
    sendMs,
    settleMs,
    append(wish, call) {
      const entry = structuredClone(wish);
      return calls.write(
        call,
        () => {
          refuse([...keyProblems(entry.key), ...textProblems("text", entry.text), ...textProblems("by", entry.by)]);
          const { id } = ours(entry.key)[0] ?? insert(entry);
          return { id };
        },
        { attempted: () => void (attempts += 1) },
      );
    },
    find: (key, since, call) =>
      calls.read(call, () => {
        const row = ours(key).find(({ createdAt }) => epochMs(createdAt) >= epochMs(since));
        return row && { id: row.id };
      }),
    world: {
      seen: () => (
        late.land(),
        store.all().map(({ id, item, createdAt }) => ({ id, ...structuredClone(item), written: createdAt }))
      ),
      humanAppend: (by, text) => (late.land(), insert({ by, text, at: clock.now() }).id),
      attempts: () => attempts,
      failNext: calls.failNext,
      pendingFaults: calls.pendingFaults,
    },
  };
}
