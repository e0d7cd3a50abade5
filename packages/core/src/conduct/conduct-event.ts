import type { Fact } from "../line/fact.ts";
import type { Instant } from "../time/instant.ts";

/** What happened in a tick, in order. */
export interface ConductEvent {
  readonly at: Instant;
  /**
   * `fact`: something was seen or decided, and recorded. `sent`: something was sent or changed outside. `waiting`: it waits,
   * for a person or for time. `trouble`: a service did not do as asked; the next tick tries again. `warning`: a person
   * should look at it, and conducting goes on; said once for each change, or at every tick that has no memory.
   */
  readonly type: "fact" | "sent" | "waiting" | "trouble" | "warning";
  readonly train?: string;
  /** One line for people. */
  readonly text: string;
  readonly fact?: Fact;
}
