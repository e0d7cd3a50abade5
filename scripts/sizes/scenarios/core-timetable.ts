import { formatTimetable, instant, span, timetable, type TrainLine } from "@footplate/core";

/** A page that shows when the next trains run. */
export function nextTrains(line: TrainLine, now: string): string {
  return formatTimetable(timetable(line, [], span(instant(now), "P4W")), line);
}
