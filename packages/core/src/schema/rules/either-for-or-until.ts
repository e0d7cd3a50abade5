import { field, type Place } from "../place.ts";
import type { Report } from "../report.ts";

/** An extension says by how much, or until when. */
export function eitherForOrUntil(command: Place, report: Report): void {
  if (field(command, "act").value !== "extend") return;
  const given = ["for", "until"].filter((name) => field(command, name).value !== undefined);
  if (given.length === 0) report.add(field(command, "until"), "this is missing, and so is for", "give one of the two");
  if (given.length === 2) report.add(field(command, "until"), "for is given, too", "give one of the two");
}
