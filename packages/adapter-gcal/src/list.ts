import {
  type CalendarEntry,
  type CallOptions,
  epochMs,
  FootplateError,
  fromEpochMs,
  type Held,
  type Interval,
  type Listing,
} from "@footplate/core";
import { pages } from "@footplate/http";
import type { Events } from "./events.ts";
import { parseEvent, toHeld } from "./wire.ts";

const PAGE_SIZE = 2500;

/** All events that overlap a range, page by page. Series of others come as their instances. */
export async function listEvents(
  events: Events,
  range: Interval,
  options: () => CallOptions,
): Promise<Listing<CalendarEntry>> {
  const query = question(range);
  let zone = "UTC";
  let complete = true;
  const found = new Map<string, Held<CalendarEntry>>();
  const load = async (pageToken: string | undefined) => {
    const page = await events.page({ ...query, pageToken }, options());
    zone = page.timeZone ?? zone;
    return { items: page.items ?? [], next: page.nextPageToken || undefined };
  };
  for await (const rows of pages(load)) {
    for (const row of rows) {
      const wire = parseEvent(row);
      const held = wire && toHeld(wire, zone);
      if (wire === undefined || held === undefined) complete = false;
      // A deleted event without times cannot be placed: only one of ours is worth knowing.
      else if (wire.start !== undefined || held.mark !== undefined) found.set(held.id, held);
    }
  }
  return { held: [...found.values()], complete };
}

/** Google passes over milliseconds of the bounds. Its events have none, so that rounding outwards is exact. */
function question({ start, end }: Interval): Readonly<Record<string, string | number | boolean>> {
  if (epochMs(start) >= epochMs(end)) {
    throw new FootplateError({
      code: "invalid_input",
      adapter: "gcal",
      message: `gcal: the range from ${start} to ${end} is empty`,
      hint: "give a range whose end is after its start",
    });
  }
  return {
    timeMin: fromEpochMs(Math.floor(epochMs(start) / 1000) * 1000),
    timeMax: fromEpochMs(Math.ceil(epochMs(end) / 1000) * 1000),
    singleEvents: true,
    showDeleted: true,
    maxResults: PAGE_SIZE,
  };
}
