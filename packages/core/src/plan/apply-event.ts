import type { FootplateError } from "../error.ts";
import type { Instant } from "../time/instant.ts";
import type { Operation, Plan } from "./plan.ts";

/** What happens while a plan is applied, as it happens. */
export type ApplyEvent =
  /** The plan that will be carried out; said again when waiting has changed it. Nothing is written before the next event is asked for. */
  | { readonly type: "planned"; readonly plan: Plan }
  /** It is not yet certain what an earlier run did, or the journal is new; applying goes on by itself at `until`. */
  | { readonly type: "waiting"; readonly until: Instant }
  /** A person should look at it, and applying goes on: this machine's clock is off (F38). */
  | { readonly type: "warning"; readonly text: string }
  | { readonly type: "recorded"; readonly facts: number }
  | { readonly type: "started"; readonly operation: Operation; readonly number: number; readonly of: number }
  | { readonly type: "done"; readonly operation: Operation; readonly id?: string }
  /** Left for the next run: somebody else changed it meanwhile. */
  | { readonly type: "left"; readonly operation: Operation; readonly why: string }
  | { readonly type: "failed"; readonly operation: Operation; readonly error: FootplateError }
  | { readonly type: "finished"; readonly done: number; readonly left: number; readonly failed: number };
