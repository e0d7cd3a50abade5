import type { Journal } from "@footplate/core";
import { type JournalStage, memoryJournal, virtualClock } from "@footplate/testkit";

/** What makes a broken journal of a sound one; `reopened` says that it comes after a restart. */
export type Broken = (journal: Journal, reopened: boolean) => Journal;

/** The stage of the cases, with the journal replaced by what `broken` makes of it. */
export function journalStage(broken: Broken = (journal) => journal): () => Promise<JournalStage> {
  return async () => {
    const clock = virtualClock("2026-01-01T00:00:00Z");
    const journal = memoryJournal({ clock });
    return {
      journal: broken(journal, false),
      advance: clock.advance,
      reopen: async () => {
        const again = memoryJournal({ clock });
        again.restore(journal.dump());
        return broken(again, true);
      },
    };
  };
}
