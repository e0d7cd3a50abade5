import type { FakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { type CalendarEntry, epochMs, fromEpochMs, type Instant, instant, type Mirror } from "@footplate/core";
import type { MirrorStage, VirtualClock } from "@footplate/testkit";

/** The calendar that the fake has. */
export const CALENDAR = "trains@example.com";
export const range = { start: instant("2026-11-01T00:00:00Z"), end: instant("2026-12-01T00:00:00Z") };

const later = (moment: Instant, hours: number): Instant => fromEpochMs(epochMs(moment) + hours * 3_600_000);

function item(n: number): CalendarEntry {
  const start = later(range.start, 1 + n * 3);
  const zone = n % 2 === 0 ? "Europe/Berlin" : "America/New_York";
  return {
    title: `Train ${n}`,
    description: `Line one\nline ${n}`,
    start,
    end: later(start, 2),
    zone,
    busy: n % 3 !== 0,
  };
}

/** What the cases of a mirror need, of an adapter and the fake behind it. */
export function mirrorStage(
  mirror: Mirror<CalendarEntry>,
  google: FakeGoogleCalendar,
  clock: VirtualClock,
): MirrorStage<CalendarEntry> {
  return {
    mirror,
    clock,
    range,
    item,
    change: (before) => ({ ...before, title: `${before.title}, moved`, end: later(before.end, 1), busy: !before.busy }),
    humanEdit: async (id) => google.person.edit(id, { summary: "By hand", transparency: "opaque" }),
    humanDelete: async (id) => google.person.remove(id),
    humanCopy: async (id) => void google.person.copy(id),
    withdraw: async () => google.person.withdraw(CALENDAR),
    addForeign: async () =>
      google.person.add({
        summary: "Team lunch",
        start: { dateTime: "2026-11-10T12:00:00+01:00" },
        end: { dateTime: "2026-11-10T13:00:00+01:00" },
      }),
    // Judged by what was asked for and stored, without the adapter's own reading of it.
    live: async () =>
      google
        .state()
        .events.filter(({ id, status }) => String(id).startsWith("fp") && status !== "cancelled")
        .map(({ extendedProperties }) => {
          const { private: own } = extendedProperties as { private: { footplate: string } };
          return (JSON.parse(own.footplate) as { key: string }).key;
        }),
  };
}
