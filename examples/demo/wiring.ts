import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { createStatuspage } from "@footplate/adapter-statuspage";
import type { Calendar, Clock, Journal, NoticeBoard, OnCall, TrainLine } from "@footplate/core";

/** The names under which the fakes are reached. Nothing here is a secret. */
export const pageId = "demopage0001";
export const apiKey = "demo-statuspage-key";
export const token = "demo-calendar-token";
export const onCallKey = "demo-opsgenie-key";

/** Each line has a calendar of its own. */
export function calendarOf(line: Pick<TrainLine, "id">): string {
  return `${line.id}@calendars.example`;
}

/** The on-call schedule that the line names, if it does. */
export function scheduleOf({ refs }: Pick<TrainLine, "refs">): string | undefined {
  const id = refs?.["opsgenie"]?.["scheduleId"];
  return typeof id === "string" ? id : undefined;
}

/** The ports of one line: this is all the wiring there is. */
export function wire(
  line: Pick<TrainLine, "id" | "refs">,
  services: string,
  clock: Clock,
  journal: Journal,
): {
  readonly noticeBoard: NoticeBoard;
  readonly calendar: Calendar;
  readonly onCall?: OnCall;
  readonly journal: Journal;
} {
  const shared = { clock, allowInsecureLoopback: true };
  const schedule = scheduleOf(line);
  return {
    ...createStatuspage({ ...shared, baseUrl: `${services}/v1/`, pageId, apiKey }),
    ...createGoogleCalendar({ ...shared, baseUrl: `${services}/calendar/v3/`, calendarId: calendarOf(line), token }),
    ...(schedule !== undefined &&
      createOpsgenie({ ...shared, baseUrl: services, apiKey: onCallKey, schedules: [schedule] })),
    journal,
  };
}
