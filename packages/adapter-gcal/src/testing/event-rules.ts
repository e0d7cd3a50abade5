import { readRule } from "./recurrence.ts";
import { type EventTime, readTime } from "./event-time.ts";
import { isRecord, type JsonRecord, textOf } from "./json.ts";
import { ownFields, writableFields } from "./known.ts";
import { refuse } from "./refusal.ts";

const choices: Readonly<Record<string, readonly string[]>> = {
  status: ["confirmed", "tentative", "cancelled"],
  transparency: ["opaque", "transparent"],
  visibility: ["default", "public", "private", "confidential"],
};

/** The fields of a request body that a client may set; what the service does not know is refused. */
export function writablePart(body: unknown): JsonRecord {
  if (!isRecord(body)) refuse(400, "parseError", "Parse Error");
  const unknown = Object.keys(body).filter((key) => !writableFields.has(key) && !ownFields.has(key));
  if (unknown.length > 0) refuse(400, "invalid", `Unknown field ${unknown.join(", ")}.`);
  return Object.fromEntries(Object.entries(body).filter(([key]) => writableFields.has(key)));
}

/** Judges a whole event, and reads its times. */
export function judge(body: JsonRecord, calendarZone: string): { readonly start: EventTime; readonly end: EventTime } {
  for (const [field, values] of Object.entries(choices)) {
    const value = body[field];
    if (value !== undefined && !values.includes(textOf(value) ?? ""))
      refuse(400, "invalid", `Invalid value for ${field}.`);
  }
  for (const field of ["summary", "description", "location"]) {
    if (body[field] !== undefined && textOf(body[field]) === undefined)
      refuse(400, "invalid", `Invalid value for ${field}.`);
  }
  const start = readTime(body["start"], "start", calendarZone);
  const end = readTime(body["end"], "end", calendarZone);
  if (start.allDay !== end.allDay)
    refuse(400, "invalid", "Start and end times must either both be date or both be dateTime.");
  if (end.ms < start.ms) refuse(400, "timeRangeEmpty", "The specified time range is empty.", "calendar");
  const recurrence = body["recurrence"];
  if (recurrence !== undefined) {
    if (!isTextList(recurrence)) refuse(400, "invalid", "Invalid recurrence rule.");
    if (!start.allDay && start.timeZone === undefined)
      refuse(400, "required", "Missing time zone definition for start time.");
    readRule(recurrence);
  }
  return { start, end };
}

export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** Extended properties that are too long are dropped without a word. */
export function keepableProperties(body: JsonRecord): JsonRecord {
  const properties = body["extendedProperties"];
  if (properties === undefined) return body;
  if (!isRecord(properties)) refuse(400, "invalid", "Invalid value for extendedProperties.");
  const kept = Object.entries(properties).map(([side, values]) => {
    if ((side !== "private" && side !== "shared") || !isRecord(values))
      refuse(400, "invalid", "Invalid value for extendedProperties.");
    const fitting = Object.entries(values).filter(
      ([key, value]) => key.length <= 44 && (textOf(value)?.length ?? 1025) <= 1024,
    );
    return [side, Object.fromEntries(fitting)];
  });
  return { ...body, extendedProperties: Object.fromEntries(kept) };
}
