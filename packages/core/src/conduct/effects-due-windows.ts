import type { Fact, WindowMoved, WindowReviewed } from "../line/fact.ts";
import { formatDuration } from "../time/duration.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { timetable } from "../timetable/build-timetable.ts";
import { formatMoment, formatTimes } from "../timetable/format-moment.ts";
import { audiencesOf, type Occasion } from "./effects-due-announce.ts";
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
  const says = (zone: string): string => `the window for ${place} has new times, ${formatTimes(fact, zone)}`;
  const told = { ...base, kind: "rescheduled", says } as const;
  const reviewedAt = reviewOf(due, fact);
  if (reviewedAt === fact.at) return [told];
  const draft = (zone: string): string => `${says(zone)}. Nobody has reviewed them yet`;
  const { audiences = audiencesOf.rescheduled } = base;
  return [
    { ...told, says: reviewedAt === undefined ? draft : says, audiences: ["team"] },
    // Customers are told once they may be (R7), and of the times that stand then.
    ...(reviewedAt === undefined
      ? []
      : [{ ...told, at: reviewedAt, audiences: audiences.filter((audience) => audience !== "team") }]),
  ];
}

/** When the new times of a window were right to be told: as it moved, or by a later review; nothing where they are not. */
function reviewOf({ view: { line, facts } }: Due, moved: WindowMoved): Instant | undefined {
  if (line.review === "none") return moved.at;
  const same = (fact: Fact): fact is WindowReviewed =>
    fact.type === "windowReviewed" &&
    fact.window === moved.window &&
    epochMs(fact.start) === epochMs(moved.start) &&
    epochMs(fact.end) === epochMs(moved.end);
  const last = facts.findLast((fact) => fact.type === "windowMoved" && fact.window === moved.window);
  const review = facts.find(same);
  if (review === undefined || last?.id !== moved.id) return undefined;
  return epochMs(review.at) < epochMs(moved.at) ? moved.at : review.at;
}

/** What is said of a window in use. */
export function windowOccasions(due: Due, step: Step): readonly Occasion[] {
  const { fact, before, after } = step;
  // An order names the window that was open, and is none of its facts.
  if (!("window" in fact) || fact.type === "deployOrdered") return [];
  if (before.windows[fact.window] === after.windows[fact.window]) return [];
  const of = baseOf(due, fact);
  if (of === undefined) return [];
  const { place } = of;
  // Customers were told nothing of times that nobody has reviewed, neither that they begin nor that they are over (R7).
  const base = isDraft(due, fact.window) ? { ...of.base, audiences: ["team"] as const } : of.base;
  switch (fact.type) {
    case "windowStarted":
      return [{ ...base, kind: "windowStarted", says: () => `the window for ${place} has begun` }];
    case "windowExtended": {
      const added = addedMs(due, step, fact.window, epochMs(fact.end));
      const by = added === undefined ? "" : ` by ${formatDuration(added)}`;
      const says = (zone: string): string =>
        `the window for ${place} is extended${by}, until ${formatMoment(fact.end, zone)}`;
      // An extension rests on an approval of its own.
      return [{ ...of.base, kind: "windowExtended", says }];
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
      const says = (zone: string): string => `work on ${place} goes on in a new window, ${formatTimes(fact, zone)}`;
      return [{ ...base, kind: "rescheduled", says }];
    }
    default:
      return [];
  }
}

function isDraft({ view, now }: Due, window: string): boolean {
  return view.timetable(now).windows.find(({ id }) => id === window)?.status === "draft";
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
