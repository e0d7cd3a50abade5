import type { Instant } from "./time/instant.ts";

/** The only source of time of everything that acts on the world. Pure functions take `now` instead. */
export interface Clock {
  /** The wall clock. */
  now(): Instant;
  /** A clock that never goes back, in milliseconds from an arbitrary start. Deadlines and leases use it. */
  monotonicMs(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's own reason when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
