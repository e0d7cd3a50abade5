import type { CallOptions } from "../call.ts";
import type { TrainLine } from "../line/line.ts";
import type { ServiceClock } from "./service-clock.ts";

/** One thing that a credential must be allowed, and what for. */
export interface NeededPermission {
  /** As the service calls it. */
  readonly permission: string;
  readonly why: string;
}

/**
 * What looking came to. `fine`: it will work. `doubtful`: it works, or works in part, and somebody should look at it.
 * `wrong`: what it is there for will fail. `open`: only doing it would tell.
 */
export type CheckResult = "fine" | "doubtful" | "wrong" | "open";

/** One thing that was looked at before anything depends on it. */
export interface Check {
  /** What was looked at, in a few words, such as `credential` or `component of target prod/client-a`. */
  readonly subject: string;
  readonly result: CheckResult;
  /** What was found, in one sentence. Never a credential, nor a part of one. */
  readonly found: string;
  /** What to do about it, in one sentence. */
  readonly hint?: string;
}

/**
 * What an adapter can say about the wiring of one port: whether the service can be reached and lets the credential in,
 * what it may do there, whether the clocks agree, and whether the service knows what the refs of a line name. An optional
 * group of every port. Checks that several ports of an adapter have in common are equal.
 */
export interface Checkup {
  /** Name of the adapter, such as `statuspage`. */
  readonly adapter: string;
  /** What the credential must be allowed, and nothing more. */
  readonly permissions: readonly NeededPermission[];
  /**
   * Looks, by harmless reads alone, and gives each check as soon as it is made. What fails is a check; rejects only with
   * the reason of an abort.
   */
  checks(line: TrainLine, options?: CallOptions): AsyncIterable<Check>;
  /** What answers of any kind have said of the services' clocks so far, each host once. Asks nothing. */
  clocks(): readonly ServiceClock[];
}
