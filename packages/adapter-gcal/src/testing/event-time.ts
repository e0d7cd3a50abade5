import { isRecord, type JsonRecord, textOf } from "./json.ts";
import { refuse } from "./refusal.ts";
import { checkZone, wallToMs, withOffset } from "./zone.ts";

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/i;
const OFFSET = /(Z|[+-]\d{2}:\d{2})$/i;

/** The start or end of an event: a whole day, or a moment to the second. */
export interface EventTime {
  readonly allDay: boolean;
  readonly ms: number;
  readonly date: string | undefined;
  readonly timeZone: string | undefined;
}

/** Reads and judges what a client sent as a start or an end. */
export function readTime(value: unknown, field: string, calendarZone: string): EventTime {
  if (!isRecord(value)) refuse(400, "required", `Missing ${field} time.`);
  for (const key of Object.keys(value)) {
    if (!["date", "dateTime", "timeZone"].includes(key)) refuse(400, "invalid", `Unknown field ${field}.${key}.`);
  }
  const date = textOf(value["date"]);
  const dateTime = textOf(value["dateTime"]);
  const timeZone = textOf(value["timeZone"]);
  if (timeZone !== undefined) checkZone(timeZone);
  if ((date === undefined) === (dateTime === undefined)) refuse(400, "invalid", `Invalid ${field} time.`);
  if (date !== undefined) {
    const ms = DATE.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
    if (Number.isNaN(ms)) refuse(400, "invalid", `Invalid ${field} date.`);
    return { allDay: true, ms: wallToMs(ms, timeZone ?? calendarZone), date, timeZone };
  }
  const text = dateTime ?? "";
  const hasOffset = OFFSET.test(text);
  const ms = DATE_TIME.test(text) ? Date.parse(hasOffset ? text : `${text}Z`) : Number.NaN;
  if (Number.isNaN(ms)) refuse(400, "invalid", `Invalid ${field} time.`);
  if (!hasOffset && timeZone === undefined) refuse(400, "required", `Missing time zone definition for ${field} time.`);
  const whole = Math.floor(ms / 1000) * 1000;
  return {
    allDay: false,
    ms: hasOffset ? whole : wallToMs(whole, timeZone ?? calendarZone),
    date: undefined,
    timeZone,
  };
}

/** A start or an end as the service writes it, in the zone of the answer. */
export function writeTime(time: EventTime, answerZone: string): JsonRecord {
  const zone = time.timeZone === undefined ? {} : { timeZone: time.timeZone };
  return time.allDay ? { date: time.date, ...zone } : { dateTime: withOffset(time.ms, answerZone), ...zone };
}
