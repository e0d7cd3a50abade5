import type { CallOptions } from "../call.ts";
import type { Clock } from "../clock.ts";
import type { FootplateError, FootplateErrorCode } from "../error.ts";
import type { JsonObject } from "../json.ts";
import type { Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import type { RosterOptions } from "../people/rotation.ts";
import type { LeaseKeeper } from "../plan/lease-keeper.ts";
import type { DeployRun } from "../ports/deploy-runner.ts";
import type { Journal } from "../ports/journal.ts";
import type { ConductPorts } from "../ports/ports.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import type { Effect, EffectMirror } from "./effect.ts";
import type { EffectStreams } from "./effect-notes.ts";

/** How far a service's clock may be from the journal's, in milliseconds. */
const SKEW_MS = 600_000;
/** What writes of ports that do not say it may take, and how long a reader of theirs may miss them, in milliseconds. */
export const UNSAID = { sendMs: 30_000, settleMs: 60_000 } as const;

/** The ports that effects are done through; what is not there is not done, and said. */
export interface EffectPorts extends Partial<
  Pick<ConductPorts, "chat" | "logBook" | "trainTickets" | "pager" | "deployRunner" | "changeControl">
> {
  readonly journal: Journal;
}

/** What performing effects works with. */
export interface EffectWork {
  readonly line: TrainLine;
  readonly ports: EffectPorts;
  readonly clock: Clock;
  /** What the journal knew at the tick's start, see `effectStreams`; performing adds to it. */
  readonly streams: EffectStreams;
  readonly lease: LeaseKeeper;
  /** A source of nonces. */
  readonly nonce: () => string;
  /** What a roster needs, where the line has strategies of its own. */
  readonly options?: RosterOptions;
  readonly signal?: AbortSignal | undefined;
  /** Why no deploy is started by this machine's clock; absent while it is right (F38). */
  readonly clockStops?: string;
}

/** Why something must not be sent now: for the time being, or for good. */
export type Prevented =
  | { readonly type: "waiting"; readonly why: string }
  | { readonly type: "moot"; readonly why: string }
  | { readonly type: "failed"; readonly code: FootplateErrorCode; readonly error: FootplateError }
  | { readonly type: "cancelled"; readonly why: string; readonly facts: readonly Fact[] };

/** What a port says of something that was sent. */
export interface Delivered {
  readonly id: string;
  readonly got?: JsonObject;
  readonly run?: DeployRun;
}

/** An effect as one port does it. */
export interface Errand {
  readonly mirror: EffectMirror;
  readonly key: string;
  /** Longest time a send may be under way, in milliseconds. */
  readonly sendMs: number;
  /** How long after it a search may still miss it, in milliseconds. */
  readonly settleMs: number;
  /** What is written into the intent: who is told, and where. No text. */
  readonly asked: JsonObject;
  /** What an earlier try did, if anything; `since` is when the first one began. */
  find(since: Instant, call: CallOptions): Promise<Delivered | undefined>;
  send(call: CallOptions): Promise<Delivered>;
  /**
   * Whether something forbids it: asked before anything is written down, and as the last thing before it is sent. What
   * changes the journal does so only then, when the intent keeps others away.
   */
  prevented?(when: "before" | "last"): Promise<Prevented | undefined>;
}

/** Why there is no errand. */
export type NoErrand =
  | Extract<Prevented, { type: "waiting" | "moot" }>
  | { readonly type: "unwired"; readonly port: string };

/** What an intent says of its effect. */
export function askedOf({ kind, audience, train, timing }: Effect, where: JsonObject = {}): JsonObject {
  return { kind, audience, ...(train !== undefined && { train }), ...(timing !== undefined && { timing }), ...where };
}

/** From when on a service is searched for what was first sent then. */
export function searchFrom(since: Instant): Instant {
  return fromEpochMs(epochMs(since) - SKEW_MS);
}
