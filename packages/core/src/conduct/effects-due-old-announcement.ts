import { placeOfWindow } from "../line/place-of.ts";
import { epochMs, fromEpochMs } from "../time/instant.ts";
import { formatTimes } from "../timetable/format-moment.ts";
import type { Occasion } from "./effects-due-announce.ts";
import type { Due } from "./effects-due-context.ts";
import { placeName } from "./texts.ts";

/**
 * What the team is told of windows that moved while customers still see the old times (R7): once when it moved, and again
 * ahead of the announced start, as far ahead as the team is reminded of windows. A review ends it.
 */
export function oldAnnouncementOccasions(due: Due): readonly Occasion[] {
  const { view, seen, now } = due;
  return view.timetable(now).windows.flatMap((window): readonly Occasion[] => {
    const { id, train, status } = window;
    const told = Object.hasOwn(seen.oldTimes, id) ? seen.oldTimes[id] : undefined;
    if (told === undefined || status !== "draft") return [];
    const place = placeName(view.line, placeOfWindow(window));
    const says = (zone: string): string =>
      `customers still see ${formatTimes(told, zone)} for ${place}, which moved to ${formatTimes(window, zone)}. They learn it once somebody reviews the new times`;
    const base = { targets: [], says, audiences: ["team"] as const, ...(train !== undefined && { train }) };
    const moved = view.facts.findLast((fact) => fact.type === "windowMoved" && fact.window === id);
    return [
      ...(moved === undefined
        ? []
        : [{ ...base, id: `${moved.id}/old-times`, kind: "rescheduled" as const, at: moved.at }]),
      ...due.policy(train).reminders.team.map((ms) => ({
        ...base,
        id: `${id}/${told.start}/${ms / 1000}s/old-times`,
        kind: "reminder" as const,
        at: fromEpochMs(epochMs(told.start) - ms),
      })),
    ];
  });
}
