import type { CallOptions } from "../call.ts";
import type { Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";

/** What we write into a resource so that it can be known again. */
export interface Mark {
  /** Which planned thing this is: stable for life, unique per mirror. At most 200 characters of `[a-z0-9_./-]`. */
  readonly key: string;
  /** 1 for the first resource of a key; each deliberate recreation takes the next. */
  readonly generation: number;
  /** Random, new for each attempt to create: tells our own resource from copies and from another bot's. */
  readonly nonce: string;
  /** How many recorded facts the resource rested on when it was last written. More here than in the journal: facts were lost. */
  readonly facts: number;
}

/** Where a person can look at a resource, or meet because of it. */
export interface HeldLinks {
  /** The resource in the service's own pages. */
  readonly web?: string;
  /** A meeting that somebody attached to it. Kept by every update, never ours. */
  readonly meeting?: string;
}

/** A resource as the vendor holds it now. */
export interface Held<Item> {
  /** The vendor's id. */
  readonly id: string;
  readonly item: Item;
  /** No mark: foreign. It is shown, never touched. */
  readonly mark?: Mark;
  /** ETag, where the vendor has one. */
  readonly version?: string;
  readonly createdAt?: Instant;
  /** Completed, cancelled or deleted, and still listed. */
  readonly ended?: true;
  readonly links?: HeldLinks;
}

/** What a listing showed. */
export interface Listing<Item> {
  readonly held: readonly Held<Item>[];
  /** Only a complete listing can prove that something is absent. */
  readonly complete: boolean;
}

/**
 * Resources of a vendor that mirror the timetable. One planner and one conformance suite serve all of them.
 *
 * Errors of `create`, `update` and `remove` say in `written` whether the vendor may have acted.
 */
export interface Mirror<Item> {
  /** `chosen`: we pick the id and a repeat is refused. `marked`: a mark in the resource. `matched`: only content tells. */
  readonly identity: "chosen" | "marked" | "matched";
  /** Longest time a write may be under way, in milliseconds. */
  readonly sendMs: number;
  /** How long after a write a listing may still be wrong, in milliseconds. */
  readonly settleMs: number;
  /** The item as the vendor will give it back (rounding, trimming, order), so that its habits are not taken for drift. */
  normalise(item: Item): Item;
  /** Everything that overlaps the range, ended and removed included, foreign included, each once. */
  list(range: Interval, options?: CallOptions): Promise<Listing<Item>>;
  /** The resource, ended ones included; `undefined` only when the vendor says that it is gone or never was. */
  read(id: string, options?: CallOptions): Promise<Held<Item> | undefined>;
  /**
   * Makes the resource. With a chosen id, a repeat finds what is there: ours is returned as it stands, with its own nonce;
   * an ended one, or one that is not ours, throws `conflict` with `written: "no"`.
   */
  create(item: Item, mark: Mark, options?: CallOptions): Promise<Held<Item>>;
  /**
   * Changes the fields in which `item` differs from `held.item`, and the mark's `facts`. Nothing else is touched.
   * Throws `conflict` with `written: "no"` when the resource is no longer what `held` says: by version where the vendor
   * has one, else by reading once more just before the write.
   */
  update(held: Held<Item>, item: Item, facts: number, options?: CallOptions): Promise<Held<Item>>;
  /** Takes the resource away, or ends it where the public saw it. Already gone is success; `conflict` as for `update`. */
  remove(held: Held<Item>, options?: CallOptions): Promise<void>;
}
