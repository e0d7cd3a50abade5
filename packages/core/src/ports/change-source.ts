import type { CallOptions } from "../call.ts";
import type { Instant } from "../time/instant.ts";
import type { Checkup } from "./checkup.ts";

/** A released version of a service. */
export interface ReleasedVersion {
  readonly version: string;
  readonly at: Instant;
  readonly url?: string;
  /** What was said of it. */
  readonly notes?: string;
  readonly prerelease?: true;
}

/** One change between two versions. */
export interface SourceChange {
  readonly id: string;
  /** First line of its message. */
  readonly title: string;
  /** The service's name of the author, where it knows one. */
  readonly author?: string;
  readonly at: Instant;
  readonly url?: string;
}

/** What lies between two versions. */
export interface Comparison {
  readonly changes: readonly SourceChange[];
  /** Whether these are all. */
  readonly complete: boolean;
  /** `ahead`: the second holds all of the first. `behind`: the other way round. */
  readonly relation: "same" | "ahead" | "behind" | "diverged" | (string & {});
  readonly url?: string;
}

/** Where the riders come from: versions of services, and what changed between them. */
export interface ChangeSource {
  readonly spec: 1;
  /** Newest first. Throws `not_found` for a service it has not. */
  versions(service: string, options?: CallOptions & { readonly limit?: number }): Promise<readonly ReleasedVersion[]>;
  compare(service: string, from: string, to: string, options?: CallOptions): Promise<Comparison>;
  /** Text about the changes between two versions, for people. Nothing is stored by asking. */
  notes(service: string, from: string, to: string, options?: CallOptions): Promise<string>;
  readonly checkup?: Checkup;
}
