import { addDays } from "../time/date.ts";
import type { WallTimes } from "./draft.ts";
import type { Place } from "./places.ts";

/** The wall times that a place has on a slot's date. */
export function wallTimes(slotDate: string, { rule, zone, lengthMs }: Place): WallTimes {
  const date = addDays(slotDate, rule.day);
  // Both are HH:MM, so that they compare as text.
  const until = rule.until ?? rule.at;
  return {
    date,
    at: rule.at,
    zone,
    lengthMs,
    ...(lengthMs === undefined && { until, endDate: until > rule.at ? date : addDays(date, 1) }),
  };
}
