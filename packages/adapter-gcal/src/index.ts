import { createHttp, reveal, watchClocks } from "@footplate/http";
import { createCalendarPort, type GoogleCalendarPort } from "./calendar.ts";
import { classify } from "./classify.ts";
import { checkOptions, type GoogleCalendarOptions } from "./options.ts";
import { serviceAccountAuthorize } from "./service-account.ts";

export type { GoogleCalendarPort } from "./calendar.ts";
export type { GoogleCalendarAuth, GoogleCalendarOptions, GoogleCalendarSettings, ServiceAccount } from "./options.ts";
export { type Permission, requiredPermissions } from "./permissions.ts";
export { calendarWebhook } from "./webhooks/calendar-webhook.ts";
export type { CalendarHint } from "./webhooks/hint.ts";

/** Ports served by Google Calendar. */
export interface GoogleCalendar {
  readonly calendar: GoogleCalendarPort;
}

/**
 * Google Calendar as the calendar of a release train. Throws `invalid_input` with everything that is wrong in the options.
 *
 * @example
 * const { calendar } = createGoogleCalendar({ calendarId: "primary", token: env("GOOGLE_TOKEN") });
 */
export function createGoogleCalendar(options: GoogleCalendarOptions): GoogleCalendar {
  checkOptions(options);
  const { settings: watched, clocks } = watchClocks(options);
  const { baseUrl = "https://www.googleapis.com/calendar/v3/", token, serviceAccount, ...settings } = watched;
  const http = createHttp({
    ...settings,
    adapter: "gcal",
    baseUrl,
    authorize:
      serviceAccount === undefined
        ? async (headers) => headers.set("authorization", `Bearer ${await reveal(token)}`)
        : serviceAccountAuthorize(serviceAccount, settings),
    classify,
    // A page of 2500 events with long descriptions is larger than the usual limit.
    maxBytes: 32_000_000,
    // What projects get per user; Google's own console is the truth, and its refusals are obeyed anyway.
    rateLimit: { requests: 600, perMs: 60_000 },
  });
  return { calendar: createCalendarPort(http, options, clocks) };
}
