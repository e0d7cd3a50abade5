import { dateIn, daysBetween } from "../../time/date.ts";
import type { Instant } from "../../time/instant.ts";
import type { Finding } from "../../timetable/timetable.ts";
import type { TrainLine } from "../line.ts";

const MOST_DAYS = 365;

/** Services whose owner nobody has confirmed within the year before a moment (R26). */
export function ownerStale(line: TrainLine, at: Instant): readonly Finding[] {
  const today = dateIn(at, line.zone);
  return line.services.flatMap(({ id, owner, ownerConfirmed }, index) => {
    if (owner === undefined || ownerConfirmed === undefined) return [];
    const days = daysBetween(ownerConfirmed, today);
    if (days <= MOST_DAYS) return [];
    return [
      {
        code: "owner_stale" as const,
        severity: "warning" as const,
        message: `that ${owner} owns ${id} was last confirmed ${days} days ago, on ${ownerConfirmed}`,
        hint: "ask them, then set ownerConfirmed to the day of the answer",
        path: `services[${index}].ownerConfirmed`,
        subjects: [id],
      },
    ];
  });
}
