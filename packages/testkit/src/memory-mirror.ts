import {
  type CallOptions,
  type Clock,
  epochMs,
  FootplateError,
  type Held,
  type Interval,
  type Mark,
  type Mirror,
} from "@footplate/core";
import { sameJson } from "./equal.ts";
import type { MirrorFault, World, WorldResource } from "./mirror-world.ts";

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

type Row<Item> = { -readonly [Name in keyof WorldResource<Item>]: WorldResource<Item>[Name] };
type Shown<Item> = { readonly fromMs: number; readonly row: Row<Item> };

const adapter = "memory";
const writeFaults: readonly MirrorFault[] = [
  "writeRefused",
  "rateLimited",
  "requestLost",
  "answerLost",
  "writeLate",
];
const listFaults: readonly MirrorFault[] = ["listFails", "listPartial", "listEmpty"];

/** A simulated vendor for items with a start and an end. Reading by id is immediate; listings lag. */
export function memoryMirror<Item extends Interval>(
  options: MemoryMirrorOptions<Item>,
): MemoryMirror<Item> {
  const { identity, clock, sendMs = 10_000, settleMs = 60_000, lagMs = 0 } = options;
  const normalise = (item: Item): Item => structuredClone(options.normalise?.(item) ?? item);
  const versions = options.versions ?? identity === "chosen";
  const removal = options.removal ?? (identity === "chosen" ? "ended" : "deleted");
  const rows = new Map<string, Row<Item>>();
  const history = new Map<string, Shown<Item>[]>();
  const faults: MirrorFault[] = [];
  const late: { readonly atMs: number; readonly effect: () => void }[] = [];
  const writes = { create: 0, update: 0, remove: 0 };
  const attempts = { create: 0, update: 0, remove: 0 };
  let made = 0;

  const put = (row: Row<Item>, atMs = epochMs(clock.now())): Row<Item> => {
    const lag = typeof lagMs === "number" ? lagMs : lagMs(row.id);
    if (lag > settleMs)
      throw new RangeError(
        `a listing that lags ${lag} ms breaks the promise of settleMs ${settleMs}`,
      );
    rows.set(row.id, row);
    const shown = history.get(row.id) ?? [];
    shown.push({ fromMs: atMs + lag, row: structuredClone(row) });
    history.set(row.id, shown);
    return row;
  };
  const change = (row: Row<Item>, parts: Partial<Row<Item>>): Row<Item> =>
    put({ ...row, ...parts, version: row.version + 1 });
  const land = (): void => {
    const nowMs = epochMs(clock.now());
    while (late[0] !== undefined && late[0].atMs <= nowMs) late.shift()?.effect();
  };
  const existing = (id: string): Row<Item> => {
    land();
    const row = rows.get(id);
    if (row === undefined) throw new RangeError(`the world has no resource ${id}`);
    return row;
  };
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

  const begin = async (call: CallOptions | undefined): Promise<void> => {
    call?.signal?.throwIfAborted();
    await Promise.resolve();
    call?.signal?.throwIfAborted();
    land();
  };
  const write = async <Result>(
    name: "create" | "update" | "remove",
    call: CallOptions | undefined,
    effect: () => Result,
  ): Promise<Result> => {
    await begin(call);
    attempts[name] += 1;
    const fault = take(name === "create" ? writeFaults : [...writeFaults, "conflict"]);
    if (fault === "writeRefused") throw unavailable("the write was refused", "no");
    if (fault === "conflict") throw conflict("somebody else changed the resource");
    if (fault === "rateLimited") {
      throw new FootplateError({
        code: "rate_limited",
        message: "too many requests",
        adapter,
        written: "no",
        retryable: true,
        retryAfterMs: 1000,
      });
    }
    if (fault === "requestLost") throw unknown();
    if (fault === "writeLate") {
      const atMs = epochMs(clock.now()) + sendMs;
      late.push({ atMs, effect: () => ignoringRefusal(effect) });
      throw unknown();
    }
    const result = effect();
    await Promise.resolve();
    if (fault === "answerLost") throw unknown();
    return result;
  };
  const insert = (
    id: string,
    item: Item,
    mark: Mark | undefined,
    createdWith: Mark | undefined,
  ): Row<Item> =>
    put({
      id,
      item: structuredClone(item),
      createdAt: clock.now(),
      version: 1,
      state: "live",
      ...(mark !== undefined && { mark: { ...mark } }),
      ...(createdWith !== undefined && { createdWith: { ...createdWith } }),
    });
  const serverId = (): string => `r${++made}`;

  return {
    identity,
    sendMs,
    settleMs,
    normalise,
    async list(range, call) {
      await begin(call);
      const nowMs = epochMs(clock.now());
      const fault = take(listFaults);
      if (fault === "listFails") throw unavailable("the listing failed");
      const shown = [...history.values()]
        .map((entries) => entries.findLast((entry) => entry.fromMs <= nowMs)?.row)
        .filter((row) => row !== undefined)
        .filter(
          (row) =>
            row.state !== "deleted" && overlaps(options.overlapOf?.(row.item) ?? row.item, range),
        )
        .map(held);
      await Promise.resolve();
      if (fault === "listEmpty") return { held: [], complete: true };
      if (fault === "listPartial")
        return { held: shown.filter((_row, index) => index % 2 === 1), complete: false };
      return { held: shown, complete: true };
    },
    async read(id, call) {
      await begin(call);
      if (take(["readFails"]) !== undefined) throw unavailable("the read failed");
      const row = rows.get(id);
      const found = row === undefined || row.state === "deleted" ? undefined : held(row);
      await Promise.resolve();
      return found;
    },
    create(item, mark, call) {
      const wanted = normalise(item);
      return write("create", call, () => {
        const id = identity === "chosen" ? `${mark.key}#${mark.generation}` : serverId();
        const there = rows.get(id);
        if (there !== undefined) {
          if (there.state !== "live")
            throw conflict("the chosen id belongs to something that ended");
          if (there.mark === undefined) throw conflict("the chosen id belongs to somebody else");
          return held(there);
        }
        writes.create += 1;
        return held(insert(id, wanted, identity === "matched" ? undefined : mark, mark));
      });
    },
    update(before, item, facts, call) {
      const wanted = normalise(item);
      return write("update", call, () => {
        const row = rows.get(before.id);
        if (row === undefined || row.state === "deleted") {
          throw new FootplateError({
            code: "not_found",
            message: "there is no such resource",
            adapter,
            written: "no",
          });
        }
        if (before.version !== undefined && before.version !== `"${row.version}"`) {
          throw conflict("somebody else changed the resource");
        }
        if (row.state === "ended") throw conflict("the resource ended");
        if (row.mark === undefined && identity !== "matched")
          throw conflict("the resource is not ours");
        writes.update += 1;
        return held(
          change(row, {
            item: merged(row.item, before.item, wanted),
            ...(row.mark !== undefined && { mark: { ...row.mark, facts } }),
          }),
        );
      });
    },
    remove(before, call) {
      return write("remove", call, () => {
        const row = rows.get(before.id);
        if (row === undefined || row.state !== "live") return;
        if (row.mark === undefined && identity !== "matched")
          throw conflict("the resource is not ours");
        writes.remove += 1;
        change(row, { state: removal });
      });
    },
    world: {
      resources: () => (land(), structuredClone([...rows.values()])),
      live: () => (
        land(),
        structuredClone([...rows.values()].filter((row) => row.state === "live"))
      ),
      humanEdit: (id, item) => void change(existing(id), { item: normalise(item) }),
      humanDelete: (id) =>
        void change(existing(id), { state: identity === "chosen" ? "ended" : "deleted" }),
      humanComplete: (id) => void change(existing(id), { state: "ended" }),
      humanCopy(id) {
        const { item, mark } = existing(id);
        return insert(serverId(), item, identity === "marked" ? mark : undefined, undefined).id;
      },
      addForeign: (item) => insert(serverId(), normalise(item), undefined, undefined).id,
      failNext: (fault, times = 1) =>
        void faults.push(...Array.from({ length: times }, () => fault)),
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

function ignoringRefusal(effect: () => unknown): void {
  try {
    effect();
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
  }
}

function unavailable(message: string, written?: "no"): FootplateError {
  return new FootplateError({ code: "unavailable", message, adapter, retryable: true, written });
}

function conflict(message: string): FootplateError {
  return new FootplateError({ code: "conflict", message, adapter, written: "no" });
}

function unknown(): FootplateError {
  return new FootplateError({
    code: "outcome_unknown",
    message: "nobody can tell whether the write happened",
    adapter,
    written: "maybe",
  });
}
