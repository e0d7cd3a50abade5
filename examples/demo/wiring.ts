import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { createStatuspage } from "@footplate/adapter-statuspage";
import type { Calendar, Clock, Journal, NoticeBoard, TrainLine } from "@footplate/core";

/** The names under which the fakes are reached. Nothing here is a secret. */
export const pageId = "demopage0001";
export const apiKey = "demo-statuspage-key";
export const token = "demo-calendar-token";

/** Each line has a calendar of its own. */
export function calendarOf(line: Pick<TrainLine, "id">): string {
  return `${line.id}@calendars.example`;
}

/** The ports of one line: this is all the wiring there is. */
export function wire(
  line: Pick<TrainLine, "id">,
  services: string,
  clock: Clock,
  journal: Journal,
): { readonly noticeBoard: NoticeBoard; readonly calendar: Calendar; readonly journal: Journal } {
  const shared = { clock, allowInsecureLoopback: true };
  return {
    ...createStatuspage({ ...shared, baseUrl: `${services}/v1/`, pageId, apiKey }),
    ...createGoogleCalendar({ ...shared, baseUrl: `${services}/calendar/v3/`, calendarId: calendarOf(line), token }),
    journal,
  };
}
