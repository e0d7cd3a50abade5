import type { TrainLine } from "../line/line.ts";
import type { WindowReopened } from "../line/window-fact.ts";
import { epochMs, fromEpochMs } from "../time/instant.ts";
import { dated, type Draft, extended, type Times } from "./draft.ts";
import type { Folded } from "./fold.ts";

/**
 * The windows in which completed ones go on. They are like the window that they follow, but for guests; whoever reopened
 * it gave the times, so that no review is needed until they are moved.
 */
export function reopenedDrafts(line: TrainLine, folded: Folded, drafts: readonly Draft[]): readonly Draft[] {
  const made = new Map<string, Draft>();
  for (const fact of folded.reopened.values()) {
    const followed = made.get(fact.window) ?? drafts.find(({ window }) => window.id === fact.window);
    if (followed !== undefined) made.set(fact.as, reopenedDraft(line, folded, fact, followed));
  }
  return [...made.values()];
}

function reopenedDraft(line: TrainLine, folded: Folded, fact: WindowReopened, followed: Draft): Draft {
  const facts = folded.windows.get(fact.as);
  const given = facts?.moved ?? fact;
  const bare: Times = {
    start: fromEpochMs(epochMs(given.start)),
    end: fromEpochMs(epochMs(given.end)),
    findings: [],
  };
  const times = extended(bare, facts) ?? bare;
  const { gone, slot } = followed;
  const {
    completedAt: _completed,
    extendedFrom: _extended,
    moved: _moved,
    blocked: _blocked,
    resolvedBy: _resolved,
    ...same
  } = followed.window;
  const why = gone ?? facts?.cancelled;
  return {
    window: {
      ...same,
      id: fact.as,
      reopens: fact.window,
      ...dated(line, same.zone, times, facts),
      ...(facts?.moved === undefined && { status: "reviewed" }),
      capacity: 0,
      guests: [],
    },
    ...(slot !== undefined && { slot }),
    expectedMs: epochMs(times.end) - epochMs(times.start),
    ...(why !== undefined && { gone: why }),
    findings: [],
  };
}
