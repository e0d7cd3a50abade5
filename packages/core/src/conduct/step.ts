import { decideConduct } from "../decide-conduct.ts";
import type { Fact } from "../line/fact.ts";
import type { Instant } from "../time/instant.ts";
import type { ConductCommand } from "../train-commands.ts";
import type { TrainState } from "../train/train-state.ts";
import type { TrainView } from "../train/view.ts";
import { BOT } from "./conduct-context.ts";

/** What the train does next by itself. */
export interface Step {
  /** Facts to record; then ask again. None: it waits. */
  readonly facts: readonly Fact[];
  /** Why it waits, for people. */
  readonly waiting: readonly string[];
  /** When time alone lets it go on. */
  readonly wakes: readonly Instant[];
}

/** What a step is worked out from. */
export interface Acting {
  readonly view: TrainView;
  readonly state: TrainState;
  readonly ticket: "open" | "closed" | "unknown";
  readonly now: Instant;
  /** Why nothing is opened by this machine's clock; absent while it is right (F38). */
  readonly clockStops?: string;
}

/** Nothing to do, and nothing to wait for. */
export const nothing: Step = { facts: [], waiting: [], wakes: [] };

/** The step that a decision gives, or why it waits. */
export function decided(view: TrainView, command: ConductCommand, now: Instant): Step {
  const result = decideConduct(view, command, BOT, now);
  if (!result.ok) return { ...nothing, waiting: [result.message] };
  return { ...nothing, facts: result.already ? [] : result.facts };
}
