import { epochMs, type HeldNotice, type Interval, listingOf } from "@footplate/core";
import { type Budget, overlappedRows } from "@footplate/http";
import { type Client, PAGE_SIZE } from "./client.ts";
import { type IncidentRow, isMaintenance, parseIncident, toHeld } from "./wire.ts";

/** How far back a listing reads. */
export interface ListingSettings {
  readonly pageId: string;
  readonly leadMs: number;
}

/**
 * All maintenances that overlap the range. Rows come newest first by time of making, so that reading may stop only where
 * every further row was made longer than the lead before the range: what was made earlier is not planned for it.
 */
export async function listNotices(
  client: Client,
  range: Interval,
  settings: ListingSettings,
  budget: Budget,
): Promise<{ readonly held: readonly HeldNotice[]; readonly complete: boolean }> {
  const oldest = epochMs(range.start) - settings.leadMs;
  const reading = await overlappedRows<IncidentRow | undefined>({
    most: PAGE_SIZE,
    load: async (page) => ({ rows: (await client.incidents(page, budget())).map(parseIncident) }),
    idOf: (row) => row?.id,
    rankOf: (row) => -Date.parse(row?.created_at ?? ""),
    upTo: -oldest,
  });

  const rows = reading.rows.filter((row) => row === undefined || isMaintenance(row));
  const { held, complete } = listingOf(range, rows, (row) => row && toHeld(row, settings.pageId));
  return { held, complete: complete && reading.still };
}
