import type { Clock } from "./clock.ts";
import type { CallOptions } from "./call.ts";
import type { Command } from "./commands.ts";
import { type Decided, decide } from "./decide.ts";
import { stableJson } from "./hash.ts";
import type { Fact } from "./line/fact.ts";
import type { TrainLine } from "./line/line.ts";
import { refusalIn } from "./people/refusal.ts";
import { roster } from "./people/roster.ts";
import type { RosterOptions } from "./people/rotation.ts";
import type { Journal } from "./ports/journal.ts";

const TRIES = 5;

/** What `send` works with. */
export interface SendContext extends RosterOptions {
  readonly line: TrainLine;
  readonly ports: { readonly journal: Journal };
  readonly clock: Clock;
}

/** What became of a command: the facts that say it, or why nothing counts. */
export type Sent = Decided;

/**
 * Records what a person does: the one door for absences, covers, swaps, handovers and briefings. Reads the facts, judges
 * the command after them and records it. The same command twice is as once. What is recorded is read back: where
 * somebody else was faster, it is answered as refused. Refusals are values; it throws what the journal throws.
 */
export async function send(context: SendContext, command: Command, options: CallOptions = {}): Promise<Sent> {
  const { line, ports, clock, strategies } = context;
  const rosterOptions: RosterOptions = strategies === undefined ? {} : { strategies };
  for (let tried = 0; tried < TRIES; tried += 1) {
    const before = await ports.journal.facts(line.id, options);
    const decided = decide(line, before, command, clock.now(), rosterOptions);
    if (!decided.ok || decided.already) return decided;
    const appended = await ports.journal.record(line.id, decided.facts, options);
    if (!appended.ok) continue;
    const after = await ports.journal.facts(line.id, options);
    // Under its id there may now stand what somebody else said at the same moment.
    const kept = decided.facts.map((fact) => after.find(({ id }) => id === fact.id));
    if (!decided.facts.every((fact, index) => saysTheSame(fact, kept[index]))) continue;
    const { findings } = roster(line, after, rosterOptions);
    const lost = decided.facts.map((fact) => refusalIn(findings, fact)).find((refused) => refused !== undefined);
    return lost === undefined ? decided : { ok: false, ...lost };
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
