import { fromEpochMs, type Mark } from "@footplate/core";
import type { LateWork } from "./late-work.ts";
import type { WorldResource } from "./mirror-world.ts";

/** A resource as the store keeps it. */
export type Row<Item> = WorldResource<Item>;

/** What a simulated vendor holds: now, and as its listings still show it. */
export interface VendorStore<Item> {
  find(id: string): Row<Item> | undefined;
  all(): readonly Row<Item>[];
  /** The rows as a listing that begins now shows them. */
  listed(): readonly Row<Item>[];
  insert(id: string, item: Item, mark?: Mark, createdWith?: Mark): Row<Item>;
  change(row: Row<Item>, parts: Partial<Row<Item>>): Row<Item>;
}

export function vendorStore<Item>(
  late: LateWork,
  settleMs: number,
  lagMs: number | ((id: string) => number),
): VendorStore<Item> {
  const rows = new Map<string, Row<Item>>();
  const history = new Map<string, { readonly fromMs: number; readonly row: Row<Item> }[]>();

  const put = (row: Row<Item>): Row<Item> => {
    const lag = typeof lagMs === "number" ? lagMs : lagMs(row.id);
    if (lag > settleMs) {
      throw new RangeError(`a listing that lags ${lag} ms breaks the promise of settleMs ${settleMs}`);
    }
    rows.set(row.id, row);
    history.set(row.id, [...(history.get(row.id) ?? []), { fromMs: late.nowMs() + lag, row }]);
    return row;
  };

  return {
    find: (id) => rows.get(id),
    all: () => [...rows.values()],
    listed: () =>
      [...history.values()]
        .map((shown) => shown.findLast((entry) => entry.fromMs <= late.nowMs())?.row)
        .filter((row) => row !== undefined)
        .filter((row) => row.state !== "deleted"),
    insert: (id, item, mark, createdWith) =>
      put({
        id,
        item: structuredClone(item),
        createdAt: fromEpochMs(late.nowMs()),
        version: 1,
        state: "live",
        ...(mark !== undefined && { mark: { ...mark } }),
        ...(createdWith !== undefined && { createdWith: { ...createdWith } }),
      }),
    change: (row, parts) => put({ ...row, ...parts, version: row.version + 1 }),
  };
}
