import { field, type Place, text } from "../place.ts";
import type { Report } from "../report.ts";

/** What has a start and an end ends later than it begins. */
export function endsAfterStart(place: Place, report: Report): void {
  const [start, end] = [text(place, "start"), text(place, "end")];
  if (start === undefined || end === undefined || Date.parse(start) < Date.parse(end)) return;
  if (Number.isNaN(Date.parse(start)) || Number.isNaN(Date.parse(end))) return;
  report.add(field(place, "end"), "this ends before it begins", "put end after start");
}
