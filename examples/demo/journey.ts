import type { Instant, Window } from "@footplate/core";
import type { Riding } from "./ride.ts";

/** One train of the story. */
export interface Journey {
  readonly context: Riding;
  /** Its id. */
  readonly train: string;
  /** Its name for people. */
  readonly number: string;
  readonly cut: Instant;
  /** Its primary windows, in order. */
  readonly windows: readonly Window[];
  /** Person ids. */
  readonly primary?: string;
  readonly backup?: string;
}
