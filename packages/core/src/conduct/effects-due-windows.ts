import type { Fact } from "../line/fact.ts";
import { formatDuration } from "../time/duration.ts";
import { epochMs, fromEpochMs } from "../time/instant.ts";
import { timetable } from "../timetable/build-timetable.ts";
import { formatMoment } from "../timetable/format-moment.ts";
import type { Occasion } from "./effects-due-announce.ts";
import { type Due, type Step, windowPlace } from "./effects-due-context.ts";
import { nothingDeployed } from "./nothing-deployed.ts";
import { placeName, reasonText } from "./texts.ts";

const DAY_MS = 86_400_000;

/** A window that has new times, or will not be used. */
export function plannedOccasions(due: Due, { fact, before }: Step): readonly Occasion[] {
  if (fact.type !== "windowMoved" && fact.type !== "windowCancelled") return [];
  const { window } = fact;
  const of = baseOf(due, fact);
  const begun = before.windows[window]?.startedAt !== undefined || before.windows[window]?.completedAt !== undefined;
  if (of === undefined || begun || !due.knowsWindow(window)) return [];
  const { place, base } = of;
  if (fact.type === "windowCancelled") {
    return [
      {
        ...base,
        kind: "windowCancelled",
        says: () => `the window for ${place} will not be used${reasonText(fact.reason)}`,
      },
    ];
  }
  const says = (zone: string): string =>
    `the window for ${place} has new times, ${formatMoment(fact.start, zone)} to ${formatMoment(fact.end, zone)}`;
  return [{ ...base, kind: "rescheduled", says }];
}

/** What is said of a window in use. */
export function windowOccasions(due: Due, step: Step): readonly Occasion[] {
  const { fact, before, after } = step;
  // An order names the window that was open, and is none of its facts.
  if (!("window" in fact) || fact.type === "deployOrdered") return [];
  if (before.windows[fact.window] === after.windows[fact.window]) return [];
  const of = baseOf(due, fact);
  if (of === undefined) return [];
  const { place, base } = of;
  switch (fact.type) {
    case "windowStarted":
      return [{ ...base, kind: "windowStarted", says: () => `the window for ${place} has begun` }];
    case "windowExtended": {
      const added = addedMs(due, step, fact.window, epochMs(fact.end));
      const by = added === undefined ? "" : ` by ${formatDuration(added)}`;
      const says = (zone: string): string =>
        `the window for ${place} is extended${by}, until ${formatMoment(fact.end, zone)}`;
      return [{ ...base, kind: "windowExtended", says }];
    }
    case "windowCompleted": {
      const how = { us: "", person: ", completed by hand", board: ", closed by the notice board itself" }[fact.how];
      const over = `the window for ${place} is over${how}`;
      const { train } = base;
      const [target] = base.targets;
      const missed =
        train === undefined || target === undefined ? undefined : nothingDeployed(due, step, fact, { train, target });
      if (train === undefined || missed === undefined) return [{ ...base, kind: "windowCompleted", says: () => over }];
      const { primary, backup } = due.onDuty(train, fact.at);
      const person = primary ?? backup;
      const says = (zone: string): string => `${over}${missed(zone)}`;
      return [{ ...base, kind: "windowCompleted", says, ...(person !== undefined && { person }) }];
    }
    case "windowReopened": {
      const says = (zone: string): string =>
        `work on ${place} goes on in a new window, ${formatMoment(fact.start, zone)} to ${formatMoment(fact.end, zone)}`;
      return [{ ...base, kind: "rescheduled", says }];
    }
    default:
      return [];
  }
}

/** What all occasions of a window share, and its name; nothing for a window that is no target's. */
function baseOf(
  due: Due,
  { id, at, window }: Pick<Fact, "id" | "at"> & { readonly window: string },
):
  | { readonly place: string; readonly base: Pick<Occasion, "id" | "at" | "train" | "targets" | "audiences"> }
  | undefined {
  const { train, target, secondary } = windowPlace(due, window);
  if (target === undefined) return undefined;
  const base = {
    id,
    at,
    targets: [target],
    ...(train !== undefined && { train }),
    // Reserved on the calendar only: what happens in it is told, that it begins and ends is not.
    ...(secondary && { audiences: ["team"] as const }),
  };
  return { place: placeName(due.view.line, target), base };
}

/** The time that an extension adds to what was planned before it, which is what people are told. */
function addedMs({ view }: Due, { fact, before }: Step, window: string, endMs: number): number | undefined {
  const earlier = before.windows[window]?.extensions.at(-1)?.end ?? plannedBefore(view, fact, window);
  const added = earlier === undefined ? 0 : endMs - epochMs(earlier);
  return added > 0 ? added : undefined;
}

function plannedBefore({ line, facts, options }: Due["view"], fact: Fact, id: string): string | undefined {
  const known = facts.slice(0, facts.indexOf(fact));
  const atMs = epochMs(fact.at);
  const range = { start: fromEpochMs(atMs - 2 * DAY_MS), end: fromEpochMs(atMs + DAY_MS) };
  return timetable(line, known, range, options).windows.find((window) => window.id === id)?.end;
}
