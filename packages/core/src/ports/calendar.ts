import type { CallOptions } from "../call.ts";
import type { Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import type { Checkup } from "./checkup.ts";
import type { Mirror } from "./mirror.ts";

/** An entry in the calendar. All fields are owned by the planner. */
export interface CalendarEntry {
  readonly title: string;
  /** Plain text. */
  readonly description: string;
  readonly start: Instant;
  /** Exclusive. */
  readonly end: Instant;
  /** IANA zone in which the calendar shows the entry. */
  readonly zone: string;
  /** Whether the entry makes its calendar busy. */
  readonly busy: boolean;
}

/** An interval in which a calendar is taken. */
export interface Busy extends Interval {
  /** The vendor's id of the calendar. */
  readonly calendar: string;
}

/** The calendar of record, or a copy of it: our reservations, and other people's entries for conflicts. */
export interface Calendar extends Mirror<CalendarEntry> {
  readonly spec: 1;
  /** When the given calendars are busy; with none given, the port's own. Throws `not_found` naming a calendar that cannot be read. */
  freeBusy(range: Interval, calendars?: readonly string[], options?: CallOptions): Promise<readonly Busy[]>;
  readonly checkup?: Checkup;
}
