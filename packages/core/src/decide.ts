import type { Command } from "./commands.ts";
import { FootplateError } from "./error.ts";
import type { Fact, PeopleFact } from "./line/fact.ts";
import type { TrainLine } from "./line/line.ts";
import { draftOf } from "./people/drafts.ts";
import { refusal, type Refused } from "./people/refusal.ts";
import { openRoster } from "./people/roster.ts";
import type { RosterOptions } from "./people/rotation.ts";
import { type InstantLike, instant } from "./time/instant.ts";

/** Why a command is refused, and the way out. */
export interface RefusedCommand {
  readonly ok: false;
  /**
   * `invalid_input`: it cannot be used. `not_found`: it names what is not there. `forbidden`: permission or somebody's
   * consent is missing. `conflict`: it comes too late.
   */
  readonly code: "invalid_input" | Refused["code"];
  /** One sentence. */
  readonly message: string;
  /** The way out. */
  readonly hint: string;
}

/** What a command means after the facts before it. */
export type Decided =
  | {
      readonly ok: true;
      readonly facts: readonly PeopleFact[];
      /** Whether the facts are there and hold, so that saying it again changes nothing. */
      readonly already: boolean;
    }
  | RefusedCommand;

/**
 * The facts that a command stands for after the facts before it, or why it is refused. Pure: `send` records them. Ids
 * follow from the command and the facts before, so that the same command after the same facts gives the same facts.
 */
export function decide(
  line: TrainLine,
  facts: readonly Fact[],
  command: Command,
  now: InstantLike,
  options: RosterOptions = {},
): Decided {
  const at = instant(now);
  const { by, reason } = command;
  if (!line.people.some(({ id }) => id === by)) {
    const hint = `use one of ${line.people.map(({ id }) => id).join(", ")}`;
    return { ok: false, code: "not_found", message: `the line has no person ${by}`, hint };
  }
  try {
    const draft = draftOf(openRoster(line, facts, options), command, at);
    if ("message" in draft) return { ok: false, ...draft };
    if (draft.standing !== undefined) return { ok: true, facts: [draft.standing], already: true };
    const id = free(draft.id, new Set(facts.map((fact) => fact.id)));
    const fact = draft.fact({ id, at, by: { person: by }, ...(reason !== undefined && { reason }) });
    const refused = refusal(line, facts, fact, options);
    return refused === undefined ? { ok: true, facts: [fact], already: false } : { ok: false, ...refused };
  } catch (error) {
    if (!(error instanceof FootplateError) || error.code !== "invalid_input") throw error;
    return { ok: false, code: "invalid_input", message: error.message, hint: error.hint ?? "write it as documented" };
  }
}

function free(id: string, taken: ReadonlySet<string>): string {
  let found = id;
  for (let count = 2; taken.has(found); count += 1) found = `${id}#${count}`;
  return found;
}
