import type { Fact } from "./line/fact.ts";
import type { Refused } from "./people/refusal.ts";
import type { Closure } from "./train/gate.ts";

/** Why a command is refused, and the way out. */
export interface RefusedCommand {
  readonly ok: false;
  /**
   * `invalid_input`: it cannot be used. `not_found`: it names what is not there. `forbidden`: permission or somebody's
   * consent is missing. `conflict`: it comes too late or too early, or something else stands in the way.
   */
  readonly code: "invalid_input" | Refused["code"];
  /** One sentence. */
  readonly message: string;
  /** The way out. */
  readonly hint: string;
  /** For a promotion that finds its gate closed: all reasons, of every target that was asked for. */
  readonly closures?: readonly Closure[];
}

/** What a command means after the facts before it. */
export type Decided<Said extends Fact = Fact> =
  | {
      readonly ok: true;
      /** What is to be recorded, or what says the same already. */
      readonly facts: readonly Said[];
      /** Whether the facts are there and hold, so that saying it again changes nothing. */
      readonly already: boolean;
      /** What the author should know, such as how long a rollback will take (R28). One sentence each. */
      readonly notes?: readonly string[];
    }
  | RefusedCommand;
