import type { CallOptions } from "../call.ts";
import type { Fact } from "../line/fact.ts";
import type { Note } from "../plan/note.ts";
import type { Instant } from "../time/instant.ts";

/** The journal's own clock and age. Settle times are judged by this clock. */
export interface JournalInfo {
  readonly now: Instant;
  /** When the journal was made. A young journal may be a lost one. */
  readonly birth: Instant;
}

/** The notes of one planned thing, oldest first. */
export interface NoteStream {
  /** Name of the mirror, such as `noticeBoard`. */
  readonly mirror: string;
  /** The mark's key. */
  readonly key: string;
  /** Number of notes; what `expected` must be for the next append. */
  readonly version: number;
  readonly notes: readonly (Note & { readonly at: Instant })[];
}

/** What became of an append. `stale`: somebody else wrote the stream. `fenced`: the lease is no longer ours. */
export type Appended =
  | { readonly ok: true; readonly version: number; readonly at: Instant }
  | { readonly ok: false; readonly reason: "stale" | "fenced" };

/** Proof of holding the lease. */
export interface Lease {
  readonly scope: string;
  /** Grows with every change of holder: an older token is fenced. */
  readonly token: number;
  readonly expiresAt: Instant;
}

/** Who holds a lease. */
export interface LeaseHolder {
  readonly scope: string;
  readonly holder: string;
  readonly reason: string;
  readonly since: Instant;
  readonly expiresAt: Instant;
}

/** What became of asking for a lease. */
export type LeaseAnswer =
  | { readonly ok: true; readonly lease: Lease }
  | { readonly ok: false; readonly heldBy: LeaseHolder };

/** The right to write, given to one at a time. In the journal, since a fence elsewhere fences nothing. */
export interface Leases {
  /** Takes a free or expired lease. `holder` names the process, `reason` says what for. */
  acquire(scope: string, holder: string, reason: string, ttlMs: number, options?: CallOptions): Promise<LeaseAnswer>;
  /** Prolongs a lease that is still ours; `undefined` when it is not. */
  renew(lease: Lease, ttlMs: number, options?: CallOptions): Promise<Lease | undefined>;
  /** Gives the lease back. Already lost is success. */
  release(lease: Lease, options?: CallOptions): Promise<void>;
  holder(scope: string, options?: CallOptions): Promise<LeaseHolder | undefined>;
  /**
   * Ends the lease of a holder who cannot give it back; what it writes from then on is fenced. False where the lease is
   * not that holder's any more. Record who wants it and why before: the fact `leaseRevoked` says both.
   */
  revoke(held: LeaseHolder, options?: CallOptions): Promise<boolean>;
}

/**
 * What happened, in one store. Facts are append-only and cannot be rebuilt. Notes are the executor's own memory of
 * what it sent; losing them costs a settle wait. Bots that share a line share one journal.
 *
 * Every write is durable when it resolves. Throws `journal_unwritable` when it cannot be, `journal_newer` when a later
 * version of the software wrote it.
 */
export interface Journal {
  readonly spec: 1;
  info(options?: CallOptions): Promise<JournalInfo>;
  /** All facts of a line, oldest first. */
  facts(line: string, options?: CallOptions): Promise<readonly Fact[]>;
  /** Appends facts, all or none. A fact whose `id` is already there is passed over, so that twice is as once. */
  record(line: string, facts: readonly Fact[], options?: CallOptions & { readonly fence?: Lease }): Promise<Appended>;
  /** All note streams of a line. */
  notes(line: string, options?: CallOptions): Promise<readonly NoteStream[]>;
  /** Appends one note to the stream of a key when it still has `expected` notes (0: a new stream). */
  note(
    line: string,
    mirror: string,
    key: string,
    note: Note,
    options: CallOptions & { readonly expected: number; readonly fence?: Lease },
  ): Promise<Appended>;
  readonly leases: Leases;
}
