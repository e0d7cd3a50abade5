import { epochMs, type HeldNotice, type Interval, listingOf } from "@footplate/core";
import type { Budget } from "@footplate/http";
import { type Client, PAGE_SIZE } from "./client.ts";
import { fault } from "./fault.ts";
import { isMaintenance, parseIncident, toHeld } from "./wire.ts";

/** More pages than any status page has: a listing that goes on is a loop (F32). */
const PAGE_LIMIT = 1000;
/** How often a listing that moved while it was read is read anew. */
const TRIES = 3;

/** How far back a listing reads. */
export interface ListingSettings {
  readonly pageId: string;
  readonly leadMs: number;
}

interface Reading {
  readonly rows: readonly unknown[];
  /** No incident came or went between the pages, as far as can be seen. */
  readonly still: boolean;
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
  let reading = await read(client, oldest, budget);
  for (let tries = 1; tries < TRIES && !reading.still; tries += 1) reading = await read(client, oldest, budget);

  const rows = reading.rows.map(parseIncident).filter((row) => row === undefined || isMaintenance(row));
  const { held, complete } = listingOf(range, rows, (row) => row && toHeld(row, settings.pageId));
  return { held, complete: complete && reading.still };
}

/** Reads to the end, then every page but the last once more: a row deleted in between would have hidden another (F31). */
async function read(client: Client, oldest: number, budget: Budget): Promise<Reading> {
  const pages: (readonly unknown[])[] = [];
  let latest = Number.POSITIVE_INFINITY;
  let ordered = true;
  for (let page = 1; ; page += 1) {
    if (page > PAGE_LIMIT)
      throw fault({ code: "protocol", message: `the service listed more than ${PAGE_LIMIT} full pages` });
    const rows = await client.incidents(page, budget());
    pages.push(rows);
    if (rows.length < PAGE_SIZE) break;
    for (const row of rows) {
      const made = Date.parse(parseIncident(row)?.created_at ?? "");
      // An unreadable time, or one out of order, says that nothing is known about what follows.
      if (!(made <= latest)) ordered = false;
      latest = made;
    }
    if (ordered && latest < oldest) break;
  }
  let still = true;
  for (const [index, before] of pages.slice(0, -1).entries()) {
    const after = await client.incidents(index + 1, budget());
    if (ids(after) !== ids(before)) still = false;
  }
  return { rows: pages.flat(), still };
}

function ids(rows: readonly unknown[]): string {
  return rows.map((row) => parseIncident(row)?.id ?? "?").join(" ");
}
