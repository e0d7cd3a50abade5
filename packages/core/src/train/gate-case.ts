import type { Actor } from "../line/fact.ts";
import type { Instant } from "../time/instant.ts";
import type { Window } from "../timetable/timetable.ts";
import type { Policy } from "./conduct-policy.ts";
import type { ClosedBy, Closure } from "./gate.ts";
import type { TargetState, TrainState } from "./train-state.ts";
import type { TrainView } from "./view.ts";

/** What is asked of the gate. */
export interface PromoteAsk {
  readonly train: string;
  /** `stop/target`. */
  readonly target: string;
  /** Who wants to promote. Without one, and for bots, whoever has the duty to promote must be there. */
  readonly by?: Actor;
  /** Only these riders (R16). @default all */
  readonly services?: readonly string[];
  /** The train's ticket. `unknown`: it could not be read, and the train waits. @default not judged */
  readonly ticket?: "open" | "closed" | "unknown";
}

/** One question to the gate with what judging it takes. */
export interface GateCase {
  readonly view: TrainView;
  readonly ask: PromoteAsk;
  readonly now: Instant;
  readonly state: TrainState;
  readonly place: TargetState;
  readonly policy: Policy;
  /** The train's windows on the target, in order of start. */
  readonly windows: readonly Window[];
  /** The one of them that is open, the one that ends last where there are several. */
  readonly window?: Window;
}

/** A reason why the gate is closed. */
export function closure(by: ClosedBy, message: string, hint: string, until?: Instant): Closure {
  return { by, message, hint, ...(until !== undefined && { until }) };
}
