import type { CallOptions } from "../call.ts";
import type { Refs } from "../json.ts";
import type { Instant } from "../time/instant.ts";
import type { Checkup } from "./checkup.ts";

/** A target, as probes know it. */
export interface ProbedTarget {
  /** `stop/target`. */
  readonly id: string;
  readonly refs?: Refs;
}

/** What a target runs. */
export interface RunningVersion {
  readonly version: string;
  /** Versions by service, where the target tells them. */
  readonly services?: Readonly<Record<string, string>>;
  /** Since when, where the target tells. */
  readonly since?: Instant;
}

/** Reads from a target what it runs now. A deploy counts as done only on this answer. */
export interface VersionProbe {
  readonly spec: 1;
  /** `undefined` when the target says that it runs nothing yet. A target that cannot be reached throws. */
  running(target: ProbedTarget, options?: CallOptions): Promise<RunningVersion | undefined>;
  readonly checkup?: Checkup;
}
