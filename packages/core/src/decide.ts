import type { AnyCommand, FactOf } from "./any-command.ts";
import type { Command } from "./commands.ts";
import { decideConduct, free, isConductAct } from "./decide-conduct.ts";
import type { Decided } from "./decided.ts";
import { FootplateError } from "./error.ts";
import type { Fact } from "./line/fact.ts";
import type { PeopleFact } from "./line/people-fact.ts";
import type { TrainLine } from "./line/line.ts";
import { draftOf } from "./people/drafts.ts";
import { refusal } from "./people/refusal.ts";
import { openRoster } from "./people/roster.ts";
import type { RosterOptions } from "./people/rotation.ts";
import { type InstantLike, instant } from "./time/instant.ts";
import { openView } from "./train/view.ts";
import { unusable } from "./unusable.ts";

/**
 * The facts that a command stands for after the facts before it, or why it is refused. Pure: `send` records them. Ids
 * follow from the command and the facts before, so that the same command after the same facts gives the same facts. What
 * is no command, such as one without a required field, is refused with `invalid_input`.
 */
export function decide<Act extends AnyCommand["act"]>(
  line: TrainLine,
  facts: readonly Fact[],
  command: AnyCommand & { readonly act: Act },
  now: InstantLike,
  options?: RosterOptions,
): Decided<FactOf<Act>>;
export function decide(
  line: TrainLine,
  facts: readonly Fact[],
  command: AnyCommand,
  now: InstantLike,
  options: RosterOptions = {},
): Decided {
  const refused = unusable(command);
  if (refused !== undefined) return refused;
  if (!isConductAct(command)) return decidePeople(line, facts, command, now, options);
  return decideConduct(openView(line, facts, options), command, { person: command.by }, now);
}

function decidePeople(
  line: TrainLine,
  facts: readonly Fact[],
  command: Command,
  now: InstantLike,
  options: RosterOptions,
): Decided<PeopleFact> {
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
