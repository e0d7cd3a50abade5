import { type CallOptions, type Clock, epochMs, type Held, type Interval, type Mirror } from "@footplate/core";
import { sameJson } from "./equal.ts";
import { memoryCalls, type MemoryCalls } from "./memory-calls.ts";
import { absent, conflict, shutOut, unavailable } from "./mirror-errors.ts";
import type { MirrorFault, World } from "./mirror-world.ts";
import { type Row, type VendorStore, vendorStore } from "./vendor-store.ts";

/** How a simulated vendor behaves. */
export interface MemoryMirrorOptions<Item extends Interval> {
  readonly identity: Mirror<Item>["identity"];
  readonly clock: Clock;
  /** @default 10_000 */
  readonly sendMs?: number;
  /** @default 60_000 */
  readonly settleMs?: number;
  /** How long after a change a listing still shows what was before, for all or for each id; at most `settleMs`. @default 0 */
  readonly lagMs?: number | ((id: string) => number);
  /** What the vendor makes of an item. Twice must be as once. @default the item as it is */
  readonly normalise?: (item: Item) => Item;
  /** When an item takes place. @default its start and end */
  readonly overlapOf?: (item: Item) => Interval;
  /** Whether the vendor has ETags and checks them. @default with chosen ids only */
  readonly versions?: boolean;
  /** What becomes of a resource that is removed, for all or for each item. @default `ended` with chosen ids, else `deleted` */
  readonly removal?: "ended" | "deleted" | ((item: Item) => "ended" | "deleted");
}

/** A simulated vendor: a mirror in front, the vendor's own world behind. */
export interface MemoryMirror<Item extends Interval> extends Mirror<Item> {
  readonly world: World<Item>;
}

/** What ports share that are a mirror and more. */
export interface MirrorParts<Item extends Interval> {
  readonly mirror: MemoryMirror<Item>;
  readonly store: VendorStore<Item>;
  readonly calls: MemoryCalls<MirrorFault>;
  /** A row as the mirror shows it. */
  readonly held: (row: Row<Item>) => Held<Item>;
}

const listFaults: readonly MirrorFault[] = ["listFails", "listPartial", "listEmpty"];

/** A simulated vendor for items with a start and an end. Reading by id is immediate; listings lag. */
export function memoryMirror<Item extends Interval>(options: MemoryMirrorOptions<Item>): MemoryMirror<Item> {
  return mirrorParts(options).mirror;
}

/** The mirror and what is behind it. `wrote` is called for each write of the mirror as it takes effect. */
export function mirrorParts<Item extends Interval>(
  options: MemoryMirrorOptions<Item>,
  wrote: (before: Row<Item> | undefined, after: Row<Item>) => void = () => {},
): MirrorParts<Item> {
  const { identity, clock, sendMs = 10_000, settleMs = 60_000, lagMs = 0 } = options;
  const calls = memoryCalls<MirrorFault>(clock, sendMs);
  const { begin, late, take } = calls;
  const store = vendorStore<Item>(late, settleMs, lagMs);
  const normalise = (item: Item): Item => structuredClone(options.normalise?.(item) ?? item);
  const versions = options.versions ?? identity === "chosen";
  const { removal = identity === "chosen" ? "ended" : "deleted" } = options;
  const writes = { create: 0, update: 0, remove: 0 };
  const attempts = { create: 0, update: 0, remove: 0 };
  let made = 0;
  let withdrawn = false;

  const serverId = (): string => `r${++made}`;
  const held = (row: Row<Item>): Held<Item> =>
    structuredClone({
      id: row.id,
      item: row.item,
      ...(row.mark !== undefined && { mark: row.mark }),
      ...(versions && { version: `"${row.version}"` }),
      createdAt: row.createdAt,
      ...(row.state !== "live" && { ended: true as const }),
    });
  const existing = (id: string): Row<Item> => {
    late.land();
    const row = store.find(id);
    if (row === undefined) throw new RangeError(`the world has no resource ${id}`);
    return row;
  };
  const refuseOthers = (): void => {
    if (withdrawn) throw shutOut();
  };
  const write = async <Result>(
    name: keyof typeof attempts,
    call: CallOptions | undefined,
    effect: () => Result,
  ): Promise<Result> => {
    refuseOthers();
    return calls.write(call, effect, { conflicts: name !== "create", attempted: () => void (attempts[name] += 1) });
  };
  const put = (before: Row<Item> | undefined, after: Row<Item>): Row<Item> => {
    wrote(before, after);
    return after;
  };
  const requireOurs = (row: Row<Item>): void => {
    if (row.mark === undefined && identity !== "matched") throw conflict("the resource is not ours");
  };

  const mirror: MemoryMirror<Item> = {
    identity,
    sendMs,
    settleMs,
    normalise,
    async list(range, call) {
      await begin(call);
      const fault = take(listFaults);
      refuseOthers();
      if (fault === "listFails") throw unavailable("the listing failed");
      const shown = store
        .listed()
        .filter((row) => overlaps(options.overlapOf?.(row.item) ?? row.item, range))
        .map(held);
      await Promise.resolve();
      if (fault === "listEmpty") return { held: [], complete: true };
      if (fault === "listPartial") return { held: shown.filter((_row, index) => index % 2 === 1), complete: false };
      return { held: shown, complete: true };
    },
    read(id, call) {
      return calls.read(call, () => {
        refuseOthers();
        const row = store.find(id);
        return row === undefined || row.state === "deleted" ? undefined : held(row);
      });
    },
    create(item, mark, call) {
      const wanted = normalise(item);
      return write("create", call, () => {
        const id = identity === "chosen" ? `${mark.key}#${mark.generation}` : serverId();
        const there = store.find(id);
        if (there !== undefined) {
          if (there.state !== "live") throw conflict("the chosen id belongs to something that ended");
          requireOurs(there);
          return held(there);
        }
        writes.create += 1;
        return held(put(undefined, store.insert(id, wanted, identity === "matched" ? undefined : mark, mark)));
      });
    },
    update(before, item, facts, call) {
      const wanted = normalise(item);
      const seen = structuredClone(before);
      return write("update", call, () => {
        const row = store.find(seen.id);
        if (row === undefined || row.state === "deleted") throw absent();
        if (seen.version !== undefined && seen.version !== `"${row.version}"`) {
          throw conflict("somebody else changed the resource");
        }
        if (row.state === "ended") throw conflict("the resource ended");
        requireOurs(row);
        writes.update += 1;
        const marked = row.mark !== undefined && { mark: { ...row.mark, facts } };
        return held(put(row, store.change(row, { item: merged(row.item, seen.item, wanted), ...marked })));
      });
    },
    remove(before, call) {
      const { id } = before;
      return write("remove", call, () => {
        const row = store.find(id);
        if (row === undefined || row.state !== "live") return;
        requireOurs(row);
        writes.remove += 1;
        put(row, store.change(row, { state: typeof removal === "function" ? removal(row.item) : removal }));
      });
    },
    world: {
      resources: () => (late.land(), structuredClone(store.all())),
      live: () => (late.land(), structuredClone(store.all().filter((row) => row.state === "live"))),
      humanEdit: (id, item) => void store.change(existing(id), { item: normalise(item) }),
      humanDelete: (id) => void store.change(existing(id), { state: identity === "chosen" ? "ended" : "deleted" }),
      humanComplete: (id) => void store.change(existing(id), { state: "ended" }),
      humanReopen: (id) => void store.change(existing(id), { state: "live" }),
      humanCopy(id) {
        const { item, mark } = existing(id);
        return store.insert(serverId(), item, identity === "marked" ? mark : undefined, undefined).id;
      },
      addForeign: (item) => store.insert(serverId(), normalise(item)).id,
      withdraw: () => {
        withdrawn = true;
      },
      failNext: calls.failNext,
      pendingFaults: calls.pendingFaults,
      writes: () => ({ ...writes }),
      attempts: () => ({ ...attempts }),
    },
  };
  return { mirror, store, calls, held };
}

/** What is there, with the wanted value in every field in which the wish differs from what the caller saw. */
function merged<Item extends Interval>(now: Item, seen: Item, wanted: Item): Item {
  const result = structuredClone(now);
  for (const name of new Set([...Object.keys(seen), ...Object.keys(wanted)])) {
    const value: unknown = Reflect.get(wanted, name);
    if (sameJson(value, Reflect.get(seen, name))) continue;
    if (value === undefined) Reflect.deleteProperty(result, name);
    else Reflect.set(result, name, structuredClone(value));
  }
  return result;
}

function overlaps(item: Interval, range: Interval): boolean {
  const start = epochMs(item.start);
  const end = Math.max(epochMs(item.end), start + 1);
  return start < epochMs(range.end) && end > epochMs(range.start);
}
