import { FootplateError } from "../error.ts";
import type { JsonObject } from "../json.ts";
import type { Appended } from "../ports/journal.ts";
import type { Mirror } from "../ports/mirror.ts";
import type { MirrorName } from "../ports/ports.ts";
import { epochMs, fromEpochMs } from "../time/instant.ts";
import type { ApplyEvent } from "./apply-event.ts";
import { mirrorsOf, type PlanContext } from "./context.ts";
import { changes } from "./changes.ts";
import type { LeaseKeeper } from "./lease-keeper.ts";
import type { Note } from "./note.ts";
import type { CreateOperation, NoteOperation, Operation, Plan, RemoveOperation, UpdateOperation } from "./plan.ts";

interface Work {
  readonly context: PlanContext;
  readonly nonce: () => string;
  readonly lease: LeaseKeeper;
  readonly mirrors: ReadonlyMap<MirrorName, Mirror<JsonObject>>;
  /** Notes appended to each stream in this run, beyond what the plan knew. */
  readonly versions: Map<string, number>;
  /** Streams in which something was not done: what comes after it rests on it. */
  readonly stuck: Set<string>;
}

/** Records the plan's facts, then does its operations, one after the other. */
export async function* carryOut(
  context: PlanContext,
  nonce: () => string,
  lease: LeaseKeeper,
  current: Plan,
): AsyncGenerator<ApplyEvent, void, void> {
  const mirrors = new Map(mirrorsOf(context.ports));
  const work: Work = { context, nonce, lease, mirrors, versions: new Map(), stuck: new Set() };
  if (current.facts.length > 0) {
    await lease.hold(0);
    const recorded = await context.ports.journal.record(context.line.id, current.facts, {
      ...lease.fence(),
      signal: context.signal,
    });
    if (!recorded.ok) throw lost();
    yield { type: "recorded", facts: current.facts.length };
  }
  const counts = { done: 0, left: 0, failed: 0 };
  for (const [index, operation] of current.operations.entries()) {
    context.signal?.throwIfAborted();
    yield { type: "started", operation, number: index + 1, of: current.operations.length };
    const outcome = await perform(work, operation);
    if (outcome.type !== "done") work.stuck.add(streamOf(operation));
    counts[outcome.type] += 1;
    yield outcome;
    if (outcome.type === "failed" && stops(outcome.error)) break;
  }
  yield { type: "finished", ...counts };
}

/** A refused credential or a service that asks for a long pause will refuse the rest as well. */
function stops({ code }: FootplateError): boolean {
  return code === "auth" || code === "forbidden" || code === "rate_limited";
}

type Outcome = Extract<ApplyEvent, { readonly type: "done" | "left" | "failed" }>;

async function perform(work: Work, operation: Operation): Promise<Outcome> {
  const mirror = work.mirrors.get(operation.mirror);
  if (mirror === undefined) throw new RangeError(`no port for ${operation.mirror}`);
  if (work.stuck.has(streamOf(operation))) return left(operation, "what it rests on was not done");
  // Even if it is later by now: the listing on which this rests began too early.
  if (operation.action === "create" && operation.notBefore !== undefined) {
    return left(operation, `not before ${operation.notBefore}, since the journal is new`);
  }
  await work.lease.hold(mirror.sendMs);
  switch (operation.action) {
    case "note":
      return write(work, operation);
    case "remove-orphan":
      return send(operation, async () => {
        await mirror.remove(operation.held, { signal: work.context.signal, timeoutMs: mirror.sendMs });
        return undefined;
      });
    case "create":
    case "update":
    case "remove":
      return intended(work, mirror, operation);
  }
}

async function write(work: Work, operation: NoteOperation): Promise<Outcome> {
  const appended = await append(work, operation, { ...operation.note, generation: operation.generation });
  return appended.ok ? { type: "done", operation } : left(operation, "another process is at work on it");
}

/** Intent, send, done. */
async function intended(
  work: Work,
  mirror: Mirror<JsonObject>,
  operation: CreateOperation | UpdateOperation | RemoveOperation,
): Promise<Outcome> {
  const { context } = work;
  const { clock } = context;
  const nonce = operation.action === "create" ? work.nonce() : (operation.held.mark?.nonce ?? "");
  const startedMs = clock.monotonicMs();
  const { now } = await context.ports.journal.info({ signal: context.signal });
  const deadline = fromEpochMs(epochMs(now) + mirror.sendMs);
  const asked =
    operation.action === "create" ? operation.item : operation.action === "update" ? operation.asked : undefined;
  const intent: Note = {
    type: "intent",
    action: operation.action,
    generation: operation.generation,
    nonce,
    deadline,
    ...(asked !== undefined && { asked }),
    ...(operation.action !== "create" && { id: operation.held.id }),
  };
  const noted = await append(work, operation, intent);
  if (!noted.ok) return left(operation, "another process is at work on it");
  // What noting took is gone, by a clock that does not jump: the deadline holds wherever the time went.
  const timeoutMs = Math.floor(mirror.sendMs - (clock.monotonicMs() - startedMs));
  const drop = async (why: string): Promise<Outcome> => {
    await append(work, operation, { type: "dropped", generation: operation.generation, nonce });
    return left(operation, why);
  };
  if (timeoutMs <= 0) return drop("writing the intent took too long");
  const call = { signal: context.signal, timeoutMs };
  let done: Note;
  try {
    done = await sent(mirror, operation, nonce, call);
  } catch (error) {
    // An abort or a crash leaves the intent open: the next run finds out what became of it.
    if (!(error instanceof FootplateError)) throw error;
    if (error.written === "no") {
      if (error.code === "conflict") return drop("it was changed or taken away meanwhile");
      await append(work, operation, { type: "dropped", generation: operation.generation, nonce });
    }
    return { type: "failed", operation, error };
  }
  const appended = await append(work, operation, done);
  const id = done.type === "done" || done.type === "gone" ? done.id : undefined;
  if (!appended.ok) return left(operation, "another process is at work on it");
  return { type: "done", operation, ...(id !== undefined && { id }) };
}

/** Sends, and says what to note once it is done. */
async function sent(
  mirror: Mirror<JsonObject>,
  operation: CreateOperation | UpdateOperation | RemoveOperation,
  nonce: string,
  call: { readonly signal: AbortSignal | undefined; readonly timeoutMs: number },
): Promise<Note> {
  const { key, generation } = operation;
  switch (operation.action) {
    case "remove":
      await mirror.remove(operation.held, call);
      return { type: "gone", generation, id: operation.held.id, by: "us" };
    case "update": {
      const { id, item, mark } = await mirror.update(operation.held, operation.item, operation.facts, call);
      return { type: "done", generation, nonce: mark?.nonce ?? nonce, id, asked: operation.asked, got: item };
    }
    case "create": {
      const { id, item, mark } = await mirror.create(
        operation.item,
        { key, generation, nonce, facts: operation.facts },
        call,
      );
      // An earlier try of ours was there already: what that one asked for is in the journal. A service that keeps no
      // nonce is judged by content alone.
      if (mark !== undefined && mark.nonce !== nonce && changes(mirror.normalise(operation.item), item).length > 0)
        return { type: "done", generation, nonce: mark.nonce, id, got: item };
      return { type: "done", generation, nonce: mark?.nonce ?? nonce, id, asked: operation.item, got: item };
    }
  }
}

function streamOf({ mirror, key }: Operation): string {
  return `${mirror} ${key}`;
}

async function send(operation: Operation, act: () => Promise<undefined>): Promise<Outcome> {
  try {
    await act();
    return { type: "done", operation };
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    return error.code === "conflict"
      ? left(operation, "it was changed meanwhile")
      : { type: "failed", operation, error };
  }
}

async function append(work: Work, operation: Operation, note: Note): Promise<Appended> {
  const { context, lease, versions } = work;
  const stream = streamOf(operation);
  const expected = versions.get(stream) ?? operation.expected;
  const appended = await context.ports.journal.note(context.line.id, operation.mirror, operation.key, note, {
    expected,
    ...lease.fence(),
  });
  if (appended.ok) versions.set(stream, appended.version);
  else if (appended.reason === "fenced") throw lost();
  return appended;
}

function left(operation: Operation, why: string): Outcome {
  return { type: "left", operation, why };
}

function lost(): FootplateError {
  return new FootplateError({
    code: "lease_lost",
    message: "another process took over the line while this one was writing",
    hint: "nothing is lost: run it again when the other is done",
    retryable: true,
  });
}
