import { type Interval, overlaps } from "../time/interval.ts";

/**
 * What a service's rows show of a range, each resource once. `read` gives a row in our words, or `undefined` where it cannot
 * be understood: such a row may be one of ours, so that the listing is not complete and proves nothing absent.
 */
export function listingOf<Row, One extends { readonly id: string; readonly item: Interval }>(
  range: Interval,
  rows: Iterable<Row>,
  read: (row: Row) => One | undefined,
): { readonly held: readonly One[]; readonly complete: boolean } {
  const found = new Map<string, One>();
  let complete = true;
  for (const row of rows) {
    const one = read(row);
    if (one === undefined) complete = false;
    else if (overlaps(one.item, range)) found.set(one.id, one);
  }
  return { held: [...found.values()], complete };
}
