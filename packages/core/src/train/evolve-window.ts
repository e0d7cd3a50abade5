import type { Fact } from "../line/fact.ts";
import { epochMs } from "../time/instant.ts";
import type { FoldContext } from "./fold-context.ts";
import type { Motion } from "./motion.ts";
import type { WindowRecord } from "./train-state.ts";

/** Folds what facts say about a window in use. */
export function foldWindow(
  context: FoldContext,
  motion: Motion,
  fact: Extract<Fact, { readonly window: string }>,
): void {
  const known = motion.window(fact.window);
  if (known === undefined && !context.knowsWindow(fact.window)) return;
  const before: WindowRecord = known ?? { window: fact.window, extensions: [], joined: [] };
  const after = folded(before, fact);
  if (after === before) return;
  motion.setWindow(after);
  if (fact.type === "windowReopened") motion.setWindow({ window: fact.as, extensions: [], joined: [] });
}

function folded(before: WindowRecord, fact: Fact): WindowRecord {
  const over = before.completedAt !== undefined;
  switch (fact.type) {
    case "windowStarted":
      return over || before.startedAt !== undefined ? before : { ...before, startedAt: fact.at };
    case "windowExtended": {
      const { end, approval, at } = fact;
      return over ? before : { ...before, extensions: [...before.extensions, { end, approval, at }] };
    }
    case "windowCompleted":
      return over ? before : { ...before, completedAt: fact.at, how: fact.how };
    case "windowReopened": {
      const sound = over && before.reopenedAs === undefined && epochMs(fact.start) < epochMs(fact.end);
      return sound ? { ...before, reopenedAs: fact.as } : before;
    }
    case "windowClaimed":
      return over || before.claimedAt !== undefined ? before : { ...before, claimedBy: fact.by, claimedAt: fact.at };
    case "joined":
      return before.joined.includes(fact.person) ? before : { ...before, joined: [...before.joined, fact.person] };
    default:
      return before;
  }
}
