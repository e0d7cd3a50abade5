import type { Alert } from "../ports/pager.ts";
import type { Interval } from "../time/interval.ts";

/** What was seen of the world and is no fact, as far as it decides what is to be said and to whom. Plain JSON. */
export interface Seen {
  /** The ticket service's id of each train's ticket, by train. */
  readonly tickets: Readonly<Record<string, string>>;
  /** Who owns a service, as the directory names them, by service. Absent: the line's own word counts. */
  readonly owners: Readonly<Record<string, readonly string[]>>;
  /** How the alerts of open problems stand, by `pageKey`. Absent: nobody knows, and nobody else is called. */
  readonly alerts: Readonly<Record<string, Pick<Alert, "status" | "acknowledgedBy">>>;
  /**
   * Whether awaited announcements were found in their channels, by the key that `awaitedAnnouncements` gives them. Absent:
   * nobody could look, and none is called missing.
   */
  readonly announcements: Readonly<Record<string, "found" | "missing">>;
  /** The times that customers are still told of windows that moved and were not reviewed since, by window. */
  readonly oldTimes: Readonly<Record<string, Interval>>;
}

/** Nothing was seen. */
export const nothingSeen: Seen = { tickets: {}, owners: {}, alerts: {}, announcements: {}, oldTimes: {} };
