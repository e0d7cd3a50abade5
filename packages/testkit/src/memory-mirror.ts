import { type CallOptions, type Clock, epochMs, type Held, type Interval, type Mirror } from "@footplate/core";
import { sameJson } from "./equal.ts";
import { absent, conflict, outcomeUnknown, rateLimited, unavailable } from "./mirror-errors.ts";
import type { MirrorFault, World } from "./mirror-world.ts";
import { type Row, vendorStore } from "./vendor-store.ts";

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
  /** What becomes of a resource that is removed. @default `ended` with chosen ids, else `deleted` */
  readonly removal?: "ended" | "deleted";
}

/** A simulated vendor: a mirror in front, the vendor's own world behind. */
export interface MemoryMirror<Item extends Interval> extends Mirror<Item> {
  readonly world: World<Item>;
}

const writeFaults: readonly MirrorFault[] = ["writeRefused", "rateLimited", "requestLost", "answerLost", "writeLate"];
const listFaults: readonly MirrorFault[] = ["listFails", "listPartial", "listEmpty"];

/** A simulated vendor for items with a start and an end. Reading by id is immediate; listings lag. */
export function memoryMirror<Item extends Interval>(options: MemoryMirrorOptions<Item>): MemoryMirror<Item> {
  const { identity, clock, sendMs = 10_000, settleMs = 60_000, lagMs = 0 } = options;
  const store = vendorStore<Item>(clock, settleMs, lagMs);
  const normalise = (item: Item): Item => structuredClone(options.normalise?.(item) ?? item);
  const versions = options.versions ?? identity === "chosen";
  const removal = options.removal ?? (identity === "chosen" ? "ended" : "deleted");
  const faults: MirrorFault[] = [];
  const writes = { create: 0, update: 0, remove: 0 };
  const attempts = { create: 0, update: 0, remove: 0 };
  let made = 0;

  const serverId = (): string => `r${++made}`;
  const take = (kinds: readonly MirrorFault[]): MirrorFault | undefined => {
    const index = faults.findIndex((fault) => kinds.includes(fault));
    return index < 0 ? undefined : faults.splice(index, 1)[0];
  };
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
    store.land();
    const row = store.find(id);
    if (row === undefined) throw new RangeError(`the world has no resource ${id}`);
    return row;
  };
  const begin = async (call: CallOptions | undefined): Promise<void> => {
    call?.signal?.throwIfAborted();
    await Promise.resolve();
    call?.signal?.throwIfAborted();
    store.land();
  };
  const write = async <Result>(
    name: keyof typeof attempts,
    call: CallOptions | undefined,
    effect: () => Result,
  ): Promise<Result> => {
    await begin(call);
    attempts[name] += 1;
    const fault = take(name === "create" ? writeFaults : [...writeFaults, "conflict"]);
    if (fault === "writeRefused") throw unavailable("the write was refused", "no");
    if (fault === "rateLimited") throw rateLimited();
    if (fault === "conflict") throw conflict("somebody else changed the resource");
    if (fault === "writeLate") store.later(sendMs, effect);
    if (fault === "writeLate" || fault === "requestLost") throw outcomeUnknown();
    const result = effect();
    await Promise.resolve();
    if (fault === "answerLost") throw outcomeUnknown();
    return result;
  };
  const requireOurs = (row: Row<Item>): void => {
    if (row.mark === undefined && identity !== "matched") throw conflict("the resource is not ours");
  };

  return {
    identity,
    sendMs,
    settleMs,
    normalise,
    async list(range, call) {
      await begin(call);
      const fault = take(listFaults);
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
    async read(id, call) {
      await begin(call);
      if (take(["readFails"]) !== undefined) throw unavailable("the read failed");
      const row = store.find(id);
      const found = row === undefined || row.state === "deleted" ? undefined : held(row);
      await Promise.resolve();
      return found;
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
        return held(store.insert(id, wanted, identity === "matched" ? undefined : mark, mark));
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
        return held(store.change(row, { item: merged(row.item, seen.item, wanted), ...marked }));
      });
    },
    remove(before, call) {
      const { id } = before;
      return write("remove", call, () => {
        const row = store.find(id);
        if (row === undefined || row.state !== "live") return;
        requireOurs(row);
        writes.remove += 1;
        store.change(row, { state: removal });
      });
    },
    world: {
      resources: () => (store.land(), structuredClone(store.all())),
      live: () => (store.land(), structuredClone(store.all().filter((row) => row.state === "live"))),
      humanEdit: (id, item) => void store.change(existing(id), { item: normalise(item) }),
      humanDelete: (id) => void store.change(existing(id), { state: identity === "chosen" ? "ended" : "deleted" }),
      humanComplete: (id) => void store.change(existing(id), { state: "ended" }),
      humanCopy(id) {
        const { item, mark } = existing(id);
        return store.insert(serverId(), item, identity === "marked" ? mark : undefined, undefined).id;
      },
      addForeign: (item) => store.insert(serverId(), normalise(item), undefined, undefined).id,
      failNext: (fault, times = 1) => void faults.push(...Array.from({ length: times }, () => fault)),
      pendingFaults: () => [...faults],
      writes: () => ({ ...writes }),
      attempts: () => ({ ...attempts }),
    },
  };
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
