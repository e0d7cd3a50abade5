import type { Check, NeededPermission } from "@footplate/core";

/** One check, and what it belongs to. */
export interface Examined extends Check {
  /** `line`, `journal`, or the name of a port. */
  readonly about: string;
  /** Who looked, where it was an adapter. */
  readonly adapter?: string;
}

/** What the credential of a port must be allowed. */
export interface Needs {
  readonly about: string;
  readonly adapter: string;
  readonly permissions: readonly NeededPermission[];
}

/** A port that is not wired. */
export interface Missing {
  readonly port: string;
  /** What does not happen without it, in one sentence. */
  readonly without: string;
}
