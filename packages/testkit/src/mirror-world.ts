import type { Instant, Interval, Mark } from "@footplate/core";

/** What goes wrong at the next call it applies to. */
export type MirrorFault =
  /** A write is refused before anything happens: `unavailable`, written `no`. */
  | "writeRefused"
  /** A write is refused for coming too often: `rate_limited`, written `no`. */
  | "rateLimited"
  /** An update or removal meets somebody else's change: `conflict`, written `no`. */
  | "conflict"
  /** A write never arrives, and nobody can tell: `outcome_unknown`, written `maybe`. */
  | "requestLost"
  /** A write happens, and its answer is lost: `outcome_unknown`, written `maybe`. */
  | "answerLost"
  /** A write is given up by the caller, and happens `sendMs` later: `outcome_unknown`, written `maybe`. */
  | "writeLate"
  /** A listing throws `unavailable`. */
  | "listFails"
  /** A listing has every other row and says that it is not complete. */
  | "listPartial"
  /** A listing has no row and claims to be complete. */
  | "listEmpty"
  /** A read throws `unavailable`. */
  | "readFails";

/** A resource in the simulated vendor, as only the vendor sees it. */
export interface WorldResource<Item> {
  readonly id: string;
  readonly item: Item;
  /** The mark in the resource; none where a person made it or the identity is `matched`. */
  readonly mark?: Mark;
  /** The mark that the creation was asked with, whatever the vendor kept of it. None: a person made it. */
  readonly createdWith?: Mark;
  readonly createdAt: Instant;
  /** Grows with every change. */
  readonly version: number;
  /** `ended` is still listed and read, `deleted` is not. */
  readonly state: "live" | "ended" | "deleted";
}

/** How often something was done. */
export interface WriteCounts {
  readonly create: number;
  readonly update: number;
  readonly remove: number;
}

/** Behind the simulated vendor: what it holds, what people do there, what goes wrong there. */
export interface World<Item extends Interval> {
  /** Everything that ever was, oldest first. */
  resources(): readonly WorldResource<Item>[];
  /** What is live now, oldest first. */
  live(): readonly WorldResource<Item>[];
  /** A person changes the item and nothing else. */
  humanEdit(id: string, item: Item): void;
  /** A person deletes it: with chosen ids it is then ended, else gone. */
  humanDelete(id: string): void;
  /** A person completes it: ended, still listed. */
  humanComplete(id: string): void;
  /** A person opens again what was ended. */
  humanReopen(id: string): void;
  /** A person copies it. A marked copy carries the mark; of a chosen id the copy is foreign. Returns the copy's id. */
  humanCopy(id: string): string;
  /** A person makes something of their own. Returns its id. */
  addForeign(item: Item): string;
  /** The credential is shut out: every call of the mirror is `forbidden` from then on. */
  withdraw(): void;
  /** Makes the next calls that it applies to go wrong. @default once */
  failNext(fault: MirrorFault, times?: number): void;
  /** Faults that were asked for and have not happened yet. */
  pendingFaults(): readonly MirrorFault[];
  /** Writes that took effect. A repeated creation that found what was there, and removal of what was gone, do not count. */
  writes(): WriteCounts;
  /** Calls to the mirror's writes, whatever became of them. */
  attempts(): WriteCounts;
}
