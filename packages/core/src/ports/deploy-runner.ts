import type { CallOptions } from "../call.ts";
import type { Refs } from "../json.ts";
import type { Instant } from "../time/instant.ts";
import type { Checkup } from "./checkup.ts";

declare const decided: unique symbol;

/**
 * Leave to put one version on one target. Only a decision makes one: to promote, from an open gate; to roll back, without
 * it. What is started rests on a recorded fact; an order that names no such fact, or another target than the fact does,
 * is refused before anything is sent.
 */
export interface DeployOrder {
  /** Id of the fact it rests on. Carried by the run, so that a lost answer never starts a second one. */
  readonly id: string;
  readonly kind: "promote" | "rollback";
  readonly line: string;
  readonly train: string;
  readonly stop: string;
  /** `stop/target`. */
  readonly target: string;
  /** The version that the target is to run. */
  readonly version: string;
  /** What is deployed: versions by service. Empty when the version says it all. */
  readonly services: Readonly<Record<string, string>>;
  /** Only these services move; the target keeps the rest (R16). @default false */
  readonly partial?: true;
  /** Refs of the target, for the adapter. */
  readonly refs?: Refs;
  readonly [decided]: true;
}

/** One deploy as the service has it. A word that the service invents later is kept, and counts as still open. */
export interface DeployRun {
  /** The service's id. */
  readonly id: string;
  /** Id of the order that started it, where the service shows it. */
  readonly order?: string;
  readonly status: "queued" | "running" | "waiting" | "finished" | (string & {});
  /** Set once finished. */
  readonly outcome?: "succeeded" | "failed" | "cancelled" | (string & {});
  /** 1 at first; grows when somebody runs it again (F91). */
  readonly attempt: number;
  readonly url?: string;
  readonly createdAt: Instant;
  readonly finishedAt?: Instant;
  /** What it waits for, such as the approval of an environment. */
  readonly waitingFor?: readonly string[];
}

/**
 * Starts, finds and stops deploys. `start` throws with `written: "maybe"` when nobody knows whether the deploy was started:
 * then `find` tells, once `sendMs + settleMs` have passed.
 */
export interface DeployRunner {
  readonly spec: 1;
  /** Longest time a start may be under way, in milliseconds. */
  readonly sendMs: number;
  /** How long after a start `find` may still miss its run, in milliseconds. */
  readonly settleMs: number;
  start(order: DeployOrder, options?: CallOptions): Promise<DeployRun>;
  /** The run of an order, by what it carries; the oldest where there are several. `undefined` only when the service was seen whole. */
  find(order: DeployOrder, options?: CallOptions): Promise<DeployRun | undefined>;
  /** The run as it stands, in its last attempt; `undefined` when the service has none of that id. */
  read(id: string, options?: CallOptions): Promise<DeployRun | undefined>;
  /** Each state in which the run is seen, until it is finished. Ends early, without an error, when `signal` aborts. */
  watch(id: string, options?: CallOptions): AsyncIterable<DeployRun>;
  /** Asks to stop the run. It may go on for a while: the run is given back as it stands. Already finished is success. */
  cancel(id: string, options?: CallOptions): Promise<DeployRun>;
  /** Runs the failed parts again, as the next attempt of the same run. */
  readonly reruns?: {
    rerunFailed(id: string, options?: CallOptions): Promise<DeployRun>;
  };
  /** Approvals that the service itself asks for before it goes on. */
  readonly gates?: {
    pending(id: string, options?: CallOptions): Promise<readonly PendingGate[]>;
    /** Throws `forbidden` when the credential may not answer. */
    answer(id: string, gates: readonly string[], approve: boolean, note: string, options?: CallOptions): Promise<void>;
  };
  readonly checkup?: Checkup;
}

/** Something that a run waits for. */
export interface PendingGate {
  /** The service's id of it. */
  readonly id: string;
  readonly name: string;
  /** Whether our credential may answer. */
  readonly mayAnswer: boolean;
}
