import type { Held, Interval, Mark, Mirror } from "@footplate/core";
import { check, frozen, same } from "./check.ts";

/** A mirror with a vendor behind it, made for one case. */
export interface MirrorStage<Item> {
  readonly mirror: Mirror<Item>;
  /** The clock that the mirror lives by. */
  readonly clock: { epochMs(): number; advance(ms: number): void };
  /** All of `item(n)` takes place in here. */
  readonly range: Interval;
  /** A different item for every n, from 0 to 199. */
  readonly item: (n: number) => Item;
  /** The item with at least one field changed, still within the range. */
  readonly change: (item: Item) => Item;
  /** A person changes the resource in the vendor's own pages. */
  readonly humanEdit?: (id: string) => Promise<void>;
  readonly humanDelete?: (id: string) => Promise<void>;
  readonly humanCopy?: (id: string) => Promise<void>;
  /** Somebody else makes a resource of their own within the range; returns its id. */
  readonly addForeign?: () => Promise<string>;
  /** What the resources are in is moved, or taken from the credential: the service answers as if nothing were there. */
  readonly withdraw?: () => Promise<void>;
  /** Keys of live resources with our mark, read from the vendor's own state. */
  readonly live: () => Promise<readonly string[]>;
}

/** Where a conformance suite runs. */
export interface MirrorWorld<Item> {
  readonly name: string;
  /** An empty vendor and a mirror of it. Called once for every case. */
  fresh(): Promise<MirrorStage<Item>>;
}

/** What the cases share. */
export interface Tools<Item> {
  /** Creates from frozen arguments. */
  readonly create: (n: number, mark?: Partial<Mark>) => Promise<Held<Item>>;
  readonly mark: (parts?: Partial<Mark>) => Mark;
  /** A listing that begins after everything has settled. */
  readonly list: (range?: Interval) => Promise<readonly Held<Item>[]>;
}

export function toolsOf<Item>({ mirror, clock, range, item }: MirrorStage<Item>): Tools<Item> {
  const mark = (parts?: Partial<Mark>): Mark => ({
    key: "line/t1/window-1",
    generation: 1,
    nonce: "nonce-1",
    facts: 2,
    ...parts,
  });
  return {
    mark,
    create: (n, parts) => mirror.create(frozen(item(n)), frozen(mark(parts))),
    async list(of = range) {
      clock.advance(mirror.sendMs + mirror.settleMs + 1);
      const listing = await mirror.list(frozen(of));
      check(listing.complete, "a listing of a healthy vendor is complete");
      return listing.held;
    },
  };
}

export function sameHeld<Item>(actual: Held<Item> | undefined, expected: Held<Item>, what: string): void {
  const known = (held: Held<Item> | undefined) =>
    held && { id: held.id, item: held.item, mark: held.mark, version: held.version, ended: held.ended };
  same(known(actual), known(expected), what);
}

export function withId<Item>(held: readonly Held<Item>[], id: string): Held<Item> | undefined {
  const found = held.filter((one) => one.id === id);
  check(found.length <= 1, `${id} is listed ${found.length} times`);
  return found[0];
}

export function liveKeys(held: readonly Held<unknown>[]): readonly string[] {
  return held.filter((one) => one.ended !== true).map((one) => one.mark?.key ?? "");
}
