import { createGoogleCalendar, type GoogleCalendarPort } from "@footplate/adapter-gcal";
import { type CallOptions, type Instant, span } from "@footplate/core";
import type { LiveSettings } from "./live-settings.ts";

/** The calendar, and what it is called. */
export interface LiveCalendar {
  readonly calendar: GoogleCalendarPort;
  /** Its name, as the calendar's own listing says it: that needs no permission beyond those of the adapter. */
  name(now: Instant, call: CallOptions): Promise<string>;
}

export function liveCalendar({ calendarId, google, gcal }: LiveSettings): LiveCalendar {
  let name: string | undefined;
  const listening: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    name ??= answer.ok ? await summaryOf(answer.clone()) : undefined;
    return answer;
  };
  const { calendar } = createGoogleCalendar({ ...gcal, ...google, calendarId });
  return {
    calendar,
    async name(now, call) {
      await createGoogleCalendar({ ...gcal, ...google, calendarId, fetch: listening }).calendar.list(
        span(now, "PT1H"),
        call,
      );
      return name ?? calendarId;
    },
  };
}

async function summaryOf(answer: Response): Promise<string | undefined> {
  const json: unknown = await answer.json().catch(() => undefined);
  const listing =
    typeof json === "object" && json !== null && "items" in json && "summary" in json ? json.summary : undefined;
  return typeof listing === "string" ? listing : undefined;
}
