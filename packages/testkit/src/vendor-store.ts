import { type Clock, epochMs, FootplateError, fromEpochMs, type Interval, type Mark } from "@footplate/core";
import type { WorldResource } from "./mirror-world.ts";

/** A resource as the store keeps it. */
export type Row<Item> = WorldResource<Item>;

/** What a simulated vendor holds: now, and as its listings still show it. */
export interface VendorStore<Item> {
  find(id: string): Row<Item> | undefined;
  all(): readonly Row<Item>[];
  /** The rows as a listing that begins now shows them. */
  listed(): readonly Row<Item>[];
  insert(id: string, item: Item, mark: Mark | undefined, createdWith: Mark | undefined): Row<Item>;
  change(row: Row<Item>, parts: Partial<Row<Item>>): Row<Item>;
  /** Lets the effect happen in `ms` milliseconds; what it then refuses is nobody's business any more. */
  later(ms: number, effect: () => unknown): void;
  /** Lets everything happen that is due. */
  land(): void;
}

export function vendorStore<Item extends Interval>(
  clock: Clock,
  settleMs: number,
  lagMs: number | ((id: string) => number),
): VendorStore<Item> {
  const rows = new Map<string, Row<Item>>();
  const history = new Map<string, { readonly fromMs: number; readonly row: Row<Item> }[]>();
  const late: { readonly atMs: number; readonly effect: () => unknown }[] = [];
  // A late effect is noticed long after it was due, and must have happened when it was due.
  let dueMs: number | undefined;

  const nowMs = (): number => dueMs ?? epochMs(clock.now());
  const put = (row: Row<Item>): Row<Item> => {
    const lag = typeof lagMs === "number" ? lagMs : lagMs(row.id);
    if (lag > settleMs) {
      throw new RangeError(`a listing that lags ${lag} ms breaks the promise of settleMs ${settleMs}`);
    }
    rows.set(row.id, row);
    history.set(row.id, [...(history.get(row.id) ?? []), { fromMs: nowMs() + lag, row }]);
    return row;
  };

  return {
    find: (id) => rows.get(id),
    all: () => [...rows.values()],
    listed: () =>
      [...history.values()]
        .map((shown) => shown.findLast((entry) => entry.fromMs <= nowMs())?.row)
        .filter((row) => row !== undefined)
        .filter((row) => row.state !== "deleted"),
    insert: (id, item, mark, createdWith) =>
      put({
        id,
        item: structuredClone(item),
        createdAt: fromEpochMs(nowMs()),
        version: 1,
        state: "live",
        ...(mark !== undefined && { mark: { ...mark } }),
        ...(createdWith !== undefined && { createdWith: { ...createdWith } }),
      }),
    change: (row, parts) => put({ ...row, ...parts, version: row.version + 1 }),
    later: (ms, effect) => void late.push({ atMs: nowMs() + ms, effect }),
    land() {
      while (late[0] !== undefined && late[0].atMs <= nowMs()) {
        const { atMs, effect } = late[0];
        late.shift();
        dueMs = atMs;
        try {
          effect();
        } catch (error) {
          if (!(error instanceof FootplateError)) throw error;
        } finally {
          dueMs = undefined;
        }
      }
    },
  };
}
