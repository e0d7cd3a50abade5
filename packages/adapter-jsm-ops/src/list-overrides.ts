import { epochMs, type Held, type Interval, type Listing, type OnCallOverride } from "@footplate/core";
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
  const found = new Map<string, Held<OnCallOverride>>();
  let complete = true;
  for (const schedule of schedules) {
    const { rows, still } = await readStill(client, schedule, budget);
    if (rows.length === 0) await requireReadable(client, schedule, budget);
    complete &&= still;
    for (const raw of rows) {
      const row = parseOverride(raw);
      // A row that cannot be read may be one of ours: then nothing can be proved absent (F10).
      if (row === undefined) complete = false;
      else {
        const held = toHeld(schedule, row);
        if (overlaps(held.item, range)) found.set(held.id, held);
      }
    }
  }
  return { held: [...found.values()], complete };
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

function overlaps(item: Interval, range: Interval): boolean {
  return epochMs(item.start) < epochMs(range.end) && epochMs(item.end) > epochMs(range.start);
}
