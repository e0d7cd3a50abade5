import { FootplateError } from "../error.ts";
import type { JsonObject } from "../json.ts";
import type { Appended } from "../ports/journal.ts";
import type { Held, Mirror } from "../ports/mirror.ts";
import type { MirrorName } from "../ports/ports.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { type LeaseKeeper, leaseKeeper } from "./lease-keeper.ts";
import { mirrorsOf, type PlanContext, type PlanOptions } from "./context.ts";
import { plan } from "./make-plan.ts";
import type { Note } from "./note.ts";
import type { CreateOperation, NoteOperation, Operation, Plan, RemoveOperation, UpdateOperation } from "./plan.ts";

/** How to apply. */
export interface ApplyOptions extends PlanOptions {
  /** A plan that was looked at before: applied only if planning again gives the same, else `stale_plan` (F78). */
  readonly plan?: Plan;
  /** Names the process to others that find the lease taken. @default `footplate` */
  readonly holder?: string;
  /** A source of nonces, for repeatable tests. @default random UUIDs */
  readonly nonce?: () => string;
  /** Longest time to wait for what settles by itself, in milliseconds; 0 leaves it to the next run. @default 180000 */
  readonly patienceMs?: number;
}

/** What happens while a plan is applied, as it happens. */
export type ApplyEvent =
  /** The plan that will be carried out; said again when waiting has changed it. Nothing is written before the next event is asked for. */
  | { readonly type: "planned"; readonly plan: Plan }
  /** It is not yet certain what an earlier run did, or the journal is new; applying goes on by itself at `until`. */
  | { readonly type: "waiting"; readonly until: Instant }
  | { readonly type: "recorded"; readonly facts: number }
  | { readonly type: "started"; readonly operation: Operation; readonly number: number; readonly of: number }
  | { readonly type: "done"; readonly operation: Operation; readonly id?: string }
  /** Left for the next run: somebody else changed it meanwhile. */
  | { readonly type: "left"; readonly operation: Operation; readonly why: string }
  | { readonly type: "failed"; readonly operation: Operation; readonly error: FootplateError }
  | { readonly type: "finished"; readonly done: number; readonly left: number; readonly failed: number };

const LEASE_MS = 120_000;

/**
 * Plans, then carries the plan out, one operation after the other: intent, send, read the answer back, done. It may be
 * stopped or may crash anywhere; running it again converges, and nothing is doubled or lost.
 *
 * Throws what `plan` throws, `stale_plan`, `guard_refused`, `journal_missing`, `conflict` when another process holds the
 * lease, `lease_lost` when it was lost on the way, and `journal_unwritable` (then nothing was sent, F72).
 */
export async function* apply(context: PlanContext, options: ApplyOptions = {}): AsyncGenerator<ApplyEvent, void, void> {
  const lease = await leaseKeeper(context, options.holder ?? "footplate", LEASE_MS);
  try {
    let current = await plan(context, options);
    yield { type: "planned", plan: current };
    const patience = context.clock.monotonicMs() + (options.patienceMs ?? 180_000);
    for (;;) {
      const until = settlesAt(current, context.clock.now());
      if (until === undefined || context.clock.monotonicMs() + until - epochMs(context.clock.now()) > patience) break;
      yield { type: "waiting", until: fromEpochMs(until) };
      await waitUntil(context, lease, until);
      const before = current.fingerprint;
      current = await plan(context, options);
      if (current.fingerprint !== before) yield { type: "planned", plan: current };
    }
    if (options.plan !== undefined && options.plan.fingerprint !== current.fingerprint) {
      throw new FootplateError({
        code: "stale_plan",
        message: `the plan of ${options.plan.madeAt} no longer fits: line, facts or the world have changed`,
        hint: "plan again and look at what changed",
      });
    }
    refuse(current);
    yield* carryOut(context, options, lease, current);
  } finally {
    await lease.release();
  }
}

/** When everything that only time decides is decided, in epoch milliseconds. */
function settlesAt({ questions, operations }: Plan, now: Instant): number | undefined {
  const times = [
    ...questions.map((question) => (question.type === "settling" ? epochMs(question.until) + 1 : 0)),
    ...operations.map((operation) => (operation.action === "create" && operation.notBefore !== undefined ? epochMs(operation.notBefore) : 0)),
  ];
  const last = times.reduce((a, b) => Math.max(a, b), 0);
  return last > epochMs(now) ? last : undefined;
}

/** Sleeps in slices, so that the lease is kept meanwhile. */
async function waitUntil({ clock, signal }: PlanContext, lease: LeaseKeeper, untilMs: number): Promise<void> {
  for (;;) {
    const leftMs = untilMs - epochMs(clock.now());
    if (leftMs <= 0) return;
    await clock.sleep(Math.min(leftMs, LEASE_MS / 4), signal);
    await lease.hold(0);
  }
}

function refuse({ refusals }: Plan): void {
  const [first] = refusals;
  if (first === undefined) return;
  throw new FootplateError({ code: first.code, message: refusals.map(({ message }) => message).join("; "), hint: first.hint });
}

interface Work {
  readonly context: PlanContext;
  readonly options: ApplyOptions;
  readonly lease: LeaseKeeper;
  readonly mirrors: ReadonlyMap<MirrorName, Mirror<JsonObject>>;
  /** Notes appended to each stream in this run, beyond what the plan knew. */
  readonly versions: Map<string, number>;
}

async function* carryOut(
  context: PlanContext,
  options: ApplyOptions,
  lease: LeaseKeeper,
  current: Plan,
): AsyncGenerator<ApplyEvent, void, void> {
  const work: Work = { context, options, lease, mirrors: new Map(mirrorsOf(context.ports)), versions: new Map() };
  if (current.facts.length > 0) {
    await lease.hold(0);
    const recorded = await context.ports.journal.record(context.line.id, current.facts, { ...lease.fence(), signal: context.signal });
    if (!recorded.ok) throw lost();
    yield { type: "recorded", facts: current.facts.length };
  }
  const counts = { done: 0, left: 0, failed: 0 };
  for (const [index, operation] of current.operations.entries()) {
    context.signal?.throwIfAborted();
    yield { type: "started", operation, number: index + 1, of: current.operations.length };
    const outcome = await perform(work, operation);
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
  if (operation.action === "create" && operation.notBefore !== undefined && operation.notBefore > work.context.clock.now()) {
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
  const nonce =
    operation.action === "create" ? (work.options.nonce?.() ?? crypto.randomUUID()) : (operation.held.mark?.nonce ?? "");
  const { now } = await context.ports.journal.info({ signal: context.signal });
  const deadline = fromEpochMs(epochMs(now) + mirror.sendMs);
  const asked = operation.action === "create" ? operation.item : operation.action === "update" ? operation.asked : undefined;
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
  const timeoutMs = epochMs(deadline) - epochMs(noted.at);
  const drop = async (why: string): Promise<Outcome> => {
    await append(work, operation, { type: "dropped", generation: operation.generation, nonce });
    return left(operation, why);
  };
  if (timeoutMs <= 0) return drop("writing the intent took too long");
  const call = { signal: context.signal, timeoutMs };
  try {
    if (operation.action === "remove") {
      await mirror.remove(operation.held, call);
      await append(work, operation, { type: "gone", generation: operation.generation, id: operation.held.id, by: "us" });
      return { type: "done", operation, id: operation.held.id };
    }
    const held = await sent(mirror, operation, nonce, call);
    await append(work, operation, {
      type: "done",
      generation: operation.generation,
      nonce: held.mark?.nonce ?? nonce,
      id: held.id,
      ...(asked !== undefined && { asked }),
      got: held.item,
    });
    return { type: "done", operation, id: held.id };
  } catch (error) {
    // An abort or a crash leaves the intent open: the next run finds out what became of it.
    if (!(error instanceof FootplateError) || error.code.startsWith("journal_") || error.code === "lease_lost") throw error;
    if (error.written === "no") {
      if (error.code === "conflict") return drop("it was changed or taken away meanwhile");
      await append(work, operation, { type: "dropped", generation: operation.generation, nonce });
    }
    return { type: "failed", operation, error };
  }
}

function sent(
  mirror: Mirror<JsonObject>,
  operation: CreateOperation | UpdateOperation,
  nonce: string,
  call: { readonly signal: AbortSignal | undefined; readonly timeoutMs: number },
): Promise<Held<JsonObject>> {
  const { key, generation, facts } = operation;
  return operation.action === "create"
    ? mirror.create(operation.item, { key, generation, nonce, facts }, call)
    : mirror.update(operation.held, operation.item, facts, call);
}

async function send(operation: Operation, act: () => Promise<undefined>): Promise<Outcome> {
  try {
    await act();
    return { type: "done", operation };
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    return error.code === "conflict" ? left(operation, "it was changed meanwhile") : { type: "failed", operation, error };
  }
}

async function append(work: Work, operation: Operation, note: Note): Promise<Appended> {
  const { context, lease, versions } = work;
  const stream = `${operation.mirror} ${operation.key}`;
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

