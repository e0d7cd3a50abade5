/** One OAuth scope that the adapter needs, and why. */
export interface Permission {
  readonly permission: string;
  readonly why: string;
  /** Scopes that serve as well. */
  readonly instead: readonly string[];
}

/** The smallest set of OAuth scopes for an account that owns the calendar. */
export const requiredPermissions: readonly Permission[] = [
  {
    permission: "https://www.googleapis.com/auth/calendar.events.owned",
    why: "to read and write the entries of a calendar that the account owns",
    instead: [
      // Narrower: only calendars that this very client made. Wider: also calendars that were only shared with the account.
      "https://www.googleapis.com/auth/calendar.app.created",
      "https://www.googleapis.com/auth/calendar.events",
    ],
  },
  {
    permission: "https://www.googleapis.com/auth/calendar.freebusy",
    why: "to see when calendars are busy",
    instead: ["https://www.googleapis.com/auth/calendar.events.freebusy"],
  },
];
