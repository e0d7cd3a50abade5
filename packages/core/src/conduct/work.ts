import { FootplateError } from "../error.ts";
import type { Fact } from "../line/fact.ts";
import { type KeyState, keyState, unknownKey } from "../plan/key-state.ts";
import type { LeaseKeeper } from "../plan/lease-keeper.ts";
import type { Note } from "../plan/note.ts";
import type { ServiceClock } from "../ports/service-clock.ts";
import type { Instant } from "../time/instant.ts";
import { type TrainView, viewWith } from "../train/view.ts";
import type { ConductContext } from "./conduct-context.ts";
import type { ConductEvent } from "./conduct-event.ts";
import { leaseLost } from "./lease-lost.ts";
import { appendNote } from "./append-note.ts";
import { type EffectStreams, streamOf } from "./effect-notes.ts";
import { factLine } from "./fact-line.ts";

/** One tick at work: what it knows, and what it did so far. */
export interface Work {
  readonly context: ConductContext;
  readonly lease: LeaseKeeper;
  readonly nonce: () => string;
  readonly events: ConductEvent[];
  /** When something can go on that waits for time only. */
  readonly wakes: Instant[];
  /** Line, facts and what follows from them; a new one after each recording. */
  view: TrainView;
  /** What the journal knows of each key. */
  readonly streams: EffectStreams;
  /** How this machine's clock stands to the services'. Absent: none of them has told its time. */
  clock?: ServiceClock;
  /** Why nothing is opened by this machine's clock. */
  clockStops?: string;
}

/** What the journal knows of a key. */
export function stateOf({ streams }: Pick<Work, "streams">, mirror: string, key: string): KeyState {
  const stream = streamOf(streams, mirror, key);
  return stream === undefined ? unknownKey : keyState(stream);
}

/** The vendor's id of a live resource. */
export function liveId(work: Pick<Work, "streams">, mirror: string, key: string): string | undefined {
  return stateOf(work, mirror, key).live?.id;
}

/** Records facts, and goes on with what they mean. */
export async function record(work: Work, facts: readonly Fact[]): Promise<void> {
  const fresh = unknownOf(work, facts);
  if (fresh.length === 0) return;
  const { line, ports, signal } = work.context;
  await work.lease.hold(0);
  const recorded = await ports.journal.record(line.id, fresh, { ...work.lease.fence(), signal });
  if (!recorded.ok) throw leaseLost();
  learn(work, fresh);
}

/** Goes on with what others recorded meanwhile: asked before what cannot be taken back. */
export async function catchUp(work: Work): Promise<void> {
  const { line, ports, signal } = work.context;
  const fresh = unknownOf(work, await ports.journal.facts(line.id, { signal }));
  if (fresh.length > 0) learn(work, fresh);
}

/** Goes on with what recorded facts mean. */
export function learn(work: Work, fresh: readonly Fact[]): void {
  const { line } = work.context;
  work.view = viewWith(work.view, fresh);
  for (const fact of fresh) {
    work.events.push({
      at: fact.at,
      type: "fact",
      ...("train" in fact && { train: fact.train }),
      text: factLine(line, fact),
      fact,
    });
  }
}

function unknownOf({ view }: Work, facts: readonly Fact[]): readonly Fact[] {
  const known = new Set(view.facts.map(({ id }) => id));
  return facts.filter(({ id }) => !known.has(id));
}

/** Appends a note. False when somebody else wrote the stream meanwhile. */
export async function append(work: Work, mirror: string, key: string, note: Note): Promise<boolean> {
  const { lease, streams, context } = work;
  await lease.hold(0);
  return appendNote({ ...context, journal: context.ports.journal, lease, streams }, mirror, key, note);
}

/** Says what happened. */
export function say(work: Work, type: ConductEvent["type"], text: string, train?: string): void {
  work.events.push({ at: work.context.clock.now(), type, text, ...(train !== undefined && { train }) });
}

/**
 * Does something with a service. What the service refuses or does not answer is said, and the next tick tries again; the
 * rest goes on. A journal that cannot be written and a lost lease end the tick.
 */
export async function attempt<T>(
  work: Work,
  what: string,
  train: string | undefined,
  act: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!isTrouble(error)) throw error;
    say(work, "trouble", `${what}: ${error.message}${error.hint === undefined ? "" : ` (${error.hint})`}`, train);
    return undefined;
  }
}

const FATAL: ReadonlySet<string> = new Set(["lease_lost", "journal_unwritable", "journal_newer", "journal_missing"]);

/** Whether an error is a service's, after which a tick goes on. */
export function isTrouble(error: unknown): error is FootplateError {
  return error instanceof FootplateError && !FATAL.has(error.code);
}
