import { type Held, type Interval, type Listing, listingOf, type OnCallOverride } from "@footplate/core";
import type { Budget } from "@footplate/http";
import { requireReadable } from "./access.ts";
import type { Client } from "./client.ts";
import { type Collected, collect } from "./collect.ts";
import { toHeld } from "./override-item.ts";
import { parseOverride } from "./wire.ts";

/** How often a list that moved while it was read is read anew. */
const TRIES = 3;

/** All overrides of some schedules that overlap the range. */
export async function listOverrides(
  client: Client,
  schedules: readonly string[],
  range: Interval,
  budget: Budget,
): Promise<Listing<OnCallOverride>> {
  const held: Held<OnCallOverride>[] = [];
  let complete = true;
  for (const schedule of schedules) {
    const { rows, still } = await readStill(client, schedule, budget);
    if (rows.length === 0) await requireReadable(client, schedule, budget);
    const listing = listingOf(range, rows.map(parseOverride), (row) => row && toHeld(schedule, row));
    complete &&= still && listing.complete;
    held.push(...listing.held);
  }
  return { held, complete };
}

/** Pages go by offset: a row deleted in between hides another, so that several pages are read until they agree (F31). */
async function readStill(
  client: Client,
  schedule: string,
  budget: Budget,
): Promise<{ readonly rows: readonly unknown[]; readonly still: boolean }> {
  const read = (): Promise<Collected> => collect((offset) => client.overrides(schedule, offset, budget()));
  let before = await read();
  for (let tries = 1; before.pages > 1; tries += 1) {
    if (tries > TRIES) return { rows: before.rows, still: false };
    const after = await read();
    if (aliases(after) === aliases(before)) break;
    before = after;
  }
  return { rows: before.rows, still: true };
}

function aliases({ rows }: Collected): string {
  return rows.map((row) => parseOverride(row)?.alias ?? "?").join(" ");
}
