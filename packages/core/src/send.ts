import type { AnyCommand, FactOf } from "./any-command.ts";
import type { Clock } from "./clock.ts";
import type { CallOptions } from "./call.ts";
import { decide } from "./decide.ts";
import type { Decided } from "./decided.ts";
import { stableJson } from "./hash.ts";
import type { Fact } from "./line/fact.ts";
import type { TrainLine } from "./line/line.ts";
import { type RosterOptions, rosterOptions } from "./people/rotation.ts";
import type { Journal } from "./ports/journal.ts";

const TRIES = 5;

/** What `send` works with. */
export interface SendContext extends RosterOptions {
  readonly line: TrainLine;
  readonly ports: { readonly journal: Journal };
  readonly clock: Clock;
}

/** What became of a command: the facts that say it, or why nothing counts. */
export type Sent<Said extends Fact = Fact> = Decided<Said>;

/**
 * Records what a person does: the one door for every act, from an absence to a promotion. Reads the facts, judges the
 * command after them and records what it means. The same command twice is as once. What is recorded is read back: where
 * somebody else was faster, it is answered as refused. Refusals are values, also of what is no command: an unknown act, a
 * missing or ill-typed field (`invalid_input`). It throws what the journal throws.
 */
export async function send<Act extends AnyCommand["act"]>(
  context: SendContext,
  command: AnyCommand & { readonly act: Act },
  options?: CallOptions,
): Promise<Sent<FactOf<Act>>>;
export async function send(context: SendContext, command: AnyCommand, options: CallOptions = {}): Promise<Sent> {
  const { line, ports, clock } = context;
  const roster = rosterOptions(context);
  for (let tried = 0; tried < TRIES; tried += 1) {
    const before = await ports.journal.facts(line.id, options);
    const now = clock.now();
    const decided = decide(line, before, command, now, roster);
    if (!decided.ok || decided.already) return decided;
    const appended = await ports.journal.record(line.id, decided.facts, options);
    if (!appended.ok) continue;
    const after = await ports.journal.facts(line.id, options);
    // Under its id there may now stand what somebody else said at the same moment.
    const kept = decided.facts.map((fact) => after.find(({ id }) => id === fact.id));
    if (!decided.facts.every((fact, index) => saysTheSame(fact, kept[index]))) continue;
    const upTo = 1 + Math.max(...kept.map((fact) => (fact === undefined ? -1 : after.indexOf(fact))));
    // Where nothing came between, what was judged holds.
    if (upTo === before.length + decided.facts.length) return decided;
    const again = decide(line, after.slice(0, upTo), command, now, roster);
    if (!again.ok) return again;
    if (again.already) return decided;
  }
  return {
    ok: false,
    code: "conflict",
    message: "others kept writing to the journal meanwhile",
    hint: "send it again",
  };
}

function saysTheSame(fact: Fact, other: Fact | undefined): boolean {
  const { at: _at, ...said } = fact;
  const { at: _otherAt, ...kept } = other ?? { at: fact.at };
  return stableJson(said) === stableJson(kept);
}
