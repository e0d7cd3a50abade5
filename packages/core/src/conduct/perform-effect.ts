import type { CallOptions } from "../call.ts";
import { FootplateError, type FootplateErrorCode } from "../error.ts";
import type { Fact } from "../line/fact.ts";
import type { Note } from "../plan/note.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import type { DeployRun } from "../ports/deploy-runner.ts";
import type { Effect } from "./effect.ts";
import { appendNote } from "./append-note.ts";
import { restOf, type Standing, standingOf } from "./effect-notes.ts";
import { errandOf } from "./perform-effect-errand.ts";
import type { EffectWork, Errand } from "./perform-effect-work.ts";

/** What became of an effect. */
export type EffectOutcome =
  /** It was done before. */
  | { readonly type: "known"; readonly id: string }
  /** It is done. `found`: an earlier try had done it. */
  | { readonly type: "done"; readonly id: string; readonly found?: true; readonly run?: DeployRun }
  /** It can be told only later, or what it rests on is not there yet. */
  | { readonly type: "waiting"; readonly why: string; readonly until?: Instant }
  /** It was not done, and will be tried again. `error` is absent while it rests after an earlier failure. */
  | {
      readonly type: "failed";
      readonly code: FootplateErrorCode;
      readonly error?: FootplateError;
      readonly until?: Instant;
    }
  /** Nothing is there to do any more. */
  | { readonly type: "moot"; readonly why: string }
  /** No such port is wired. */
  | { readonly type: "unwired"; readonly port: string }
  /** Another process is at work on it. */
  | { readonly type: "left" }
  /** A deploy was not started, since what its decision rested on holds no more; the facts that say so were recorded. */
  | { readonly type: "cancelled"; readonly why: string; readonly facts: readonly Fact[] };

/** What a person must put right: said at every tick, not only when it is tried. */
const LASTING: ReadonlySet<string> = new Set(["auth", "forbidden", "not_found"]);

/**
 * Does an effect once: writes down the intent, sends, writes down that it is done. Of an intent without an end it looks
 * first for what became of it, and sends again only once a search that began after `deadline + settleMs`, by the journal's
 * clock, has not found it. It may be stopped or die at any moment; done again it ends the same, and nothing is sent twice.
 *
 * A service's failure is an outcome. Throws `lease_lost`, what the journal throws, and the signal's own reason.
 */
export async function performEffect(work: EffectWork, effect: Effect): Promise<EffectOutcome> {
  const errand = errandOf(work, effect);
  if ("type" in errand) return errand;
  const standing = standingOf(work.streams, errand.mirror, errand.key);
  if (standing.done !== undefined) return { type: "known", id: standing.done.id };
  work.signal?.throwIfAborted();
  if (standing.open !== undefined) return settled(work, errand, standing, standing.open);
  const prevented = await errand.prevented?.("before");
  if (prevented !== undefined) return prevented;
  const start = await begun(work);
  const rest = restOf(standing);
  if (rest === undefined || epochMs(rest.until) <= epochMs(start.now)) return sent(work, errand, start);
  const { until, why } = rest;
  if (why !== undefined && LASTING.has(why)) return { type: "failed", code: why, until };
  return { type: "waiting", why: `the last try came to nothing${why === undefined ? "" : ` (${why})`}`, until };
}

/** Finds out what became of an intent, and sends again what is proved not to have happened. */
async function settled(
  work: EffectWork,
  errand: Errand,
  standing: Standing,
  open: NonNullable<Standing["open"]>,
): Promise<EffectOutcome> {
  const { now } = await work.ports.journal.info({ signal: work.signal });
  const certainMs = epochMs(open.deadline) + errand.settleMs;
  let found: Awaited<ReturnType<Errand["find"]>>;
  try {
    found = await errand.find(standing.since ?? open.at, { signal: work.signal });
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    return { type: "failed", code: error.code, error };
  }
  const { generation, nonce } = open;
  if (found !== undefined) {
    const done: Note = { type: "done", generation, nonce, id: found.id, got: found.got ?? {} };
    if (!(await append(work, errand, done))) return { type: "left" };
    return { type: "done", id: found.id, found: true, ...(found.run !== undefined && { run: found.run }) };
  }
  if (epochMs(now) <= certainMs) {
    const until = fromEpochMs(certainMs + 1);
    return { type: "waiting", why: "it is not known yet whether the last try was done", until };
  }
  if (!(await append(work, errand, { type: "dropped", generation, nonce }))) return { type: "left" };
  return sent(work, errand, await begun(work));
}

/** Intent, last look, send, done. */
async function sent(work: EffectWork, errand: Errand, { startedMs, now }: Begun): Promise<EffectOutcome> {
  const { clock, lease } = work;
  await lease.hold(errand.sendMs);
  const generation = standingOf(work.streams, errand.mirror, errand.key).tries + 1;
  const nonce = work.nonce();
  const deadline = fromEpochMs(epochMs(now) + errand.sendMs);
  const intent: Note = { type: "intent", action: "create", generation, nonce, deadline, asked: errand.asked };
  if (!(await append(work, errand, intent))) return { type: "left" };
  const drop = (why?: FootplateErrorCode): Promise<boolean> =>
    append(work, errand, { type: "dropped", generation, nonce, ...(why !== undefined && { why }) });
  const prevented = await errand.prevented?.("last");
  if (prevented !== undefined) {
    if (!(await drop())) return { type: "left" };
    return prevented;
  }
  // What came before the send has used up some of its time, by a clock that does not jump.
  const timeoutMs = Math.floor(errand.sendMs - (clock.monotonicMs() - startedMs));
  if (timeoutMs <= 0) {
    await drop("timeout");
    return { type: "waiting", why: "writing the intent took too long" };
  }
  const call: CallOptions = { signal: work.signal, timeoutMs };
  let done: Awaited<ReturnType<Errand["send"]>>;
  try {
    done = await errand.send(call);
  } catch (error) {
    // An abort or a crash leaves the intent open: the next run finds out what became of it.
    if (!(error instanceof FootplateError)) throw error;
    const failed = { type: "failed", code: error.code, error } as const;
    if (error.written !== "no") return { ...failed, until: fromEpochMs(epochMs(deadline) + errand.settleMs + 1) };
    await drop(error.code);
    const rest = restOf(standingOf(work.streams, errand.mirror, errand.key));
    return { ...failed, ...(rest !== undefined && { until: rest.until }) };
  }
  const { id, got = {}, run } = done;
  if (!(await append(work, errand, { type: "done", generation, nonce, id, got }))) return { type: "left" };
  return { type: "done", id, ...(run !== undefined && { run }) };
}

/** The journal's clock, and ours from before it was asked: what asking took counts against the deadline. */
async function begun({ ports, clock, signal }: EffectWork): Promise<Begun> {
  const startedMs = clock.monotonicMs();
  const { now } = await ports.journal.info({ signal });
  return { startedMs, now };
}

interface Begun {
  readonly startedMs: number;
  readonly now: Instant;
}

/** Appends a note. False when another process wrote the stream meanwhile. */
function append({ ports, ...desk }: EffectWork, { mirror, key }: Errand, note: Note): Promise<boolean> {
  return appendNote({ ...desk, journal: ports.journal }, mirror, key, note);
}
