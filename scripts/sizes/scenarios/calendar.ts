import { createGoogleCalendar } from "@footplate/adapter-gcal";
import type { CalendarEntry, Held, Interval, Mark } from "@footplate/core";

/** Enters a window into a calendar and lists what is there. */
export async function enter(
  token: string,
  entry: CalendarEntry,
  mark: Mark,
  range: Interval,
): Promise<readonly Held<CalendarEntry>[]> {
  const { calendar } = createGoogleCalendar({ calendarId: "primary", token });
  await calendar.create(entry, mark);
  return (await calendar.list(range)).held;
}
