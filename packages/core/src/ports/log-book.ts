import type { CallOptions } from "../call.ts";
import type { Instant } from "../time/instant.ts";
import type { Checkup } from "./checkup.ts";

/** A line for the log: who did what, when, and which ticket says more (R48). */
export interface LogEntry {
  /** Two entries of one key are one. */
  readonly key: string;
  readonly text: string;
  readonly at: Instant;
  /** Name of the person or program. */
  readonly by: string;
  /** Id or address of the ticket. */
  readonly ticket?: string;
}

/** The append-only log, such as a server admin log. */
export interface LogBook {
  readonly spec: 1;
  /** Longest time an append may be under way, in milliseconds. */
  readonly sendMs: number;
  /** How long after an append `find` may still miss it, in milliseconds. */
  readonly settleMs: number;
  append(entry: LogEntry, options?: CallOptions): Promise<{ readonly id: string }>;
  /** The id of the entry of that key; `undefined` only when the log was seen whole since `since`. */
  find(key: string, since: Instant, options?: CallOptions): Promise<{ readonly id: string } | undefined>;
  readonly checkup?: Checkup;
}
