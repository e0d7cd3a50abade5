import type { Fact, RiderBoarded, WindowMoved } from "../line/fact.ts";
import type { WindowExtended, WindowReopened } from "../line/window-fact.ts";
import type { TrainLine } from "../line/line.ts";
import { isPeopleFact } from "../people/facts.ts";
import { unknownAuthors } from "./authors.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { canMoveTo } from "./reach.ts";
import type { Subjects } from "./subjects.ts";
import type { Finding } from "./timetable.ts";

/** What facts say about one window. */
export interface WindowFacts {
  readonly moved?: WindowMoved;
  /** The planned end since it was last extended. */
  readonly extended?: Instant;
  /** Actual end. */
  readonly completedAt?: Instant;
  /** Why it was cancelled. */
  readonly cancelled?: string;
  /** The times that were found right since the last move. */
  readonly reviews: readonly { readonly start: Instant; readonly end: Instant }[];
}

/** A guest as its last facts have it. */
export interface GuestFacts {
  readonly guest: string;
  readonly window: string;
  readonly name: string;
  readonly length: string;
  readonly owner: string;
  readonly change: string;
  readonly status: "requested" | "accepted" | "refused";
}

/** Facts by what they are about. */
export interface Folded {
  /** Cancelled trains and why. */
  readonly cancelledTrains: ReadonlyMap<string, string>;
  /** Trains that were abandoned or have arrived: what begins later will not be used. */
  readonly endedTrains: ReadonlyMap<string, { readonly at: Instant; readonly reason: string }>;
  readonly boardings: readonly RiderBoarded[];
  readonly windows: ReadonlyMap<string, WindowFacts>;
  /** How completed windows go on, by the id of the new window, in order. */
  readonly reopened: ReadonlyMap<string, WindowReopened>;
  /** Guests of each window: accepted ones in the order of acceptance, then the others in the order of request. */
  readonly guests: ReadonlyMap<string, readonly GuestFacts[]>;
  readonly findings: readonly Finding[];
}

const NO_REVIEWS: WindowFacts = { reviews: [] };

/**
 * Folds facts in the order given. One that names nothing known is left out and reported. Who may cause a fact is judged
 * when it is recorded, not here: what a person was allowed to do stays done when the person leaves the team.
 */
export function foldFacts(line: TrainLine, facts: readonly Fact[], subjects: Subjects): Folded {
  const findings: Finding[] = [];
  const cancelledTrains = new Map<string, string>();
  const endedTrains = new Map<string, { readonly at: Instant; readonly reason: string }>();
  const boardings: RiderBoarded[] = [];
  const windows = new Map<string, WindowFacts>();
  const reopened = new Map<string, WindowReopened>();
  const guests = new Map<string, GuestFacts>();
  const seen = new Set<string>();
  const change = (id: string, next: (before: WindowFacts) => WindowFacts): void => {
    windows.set(id, next(windows.get(id) ?? NO_REVIEWS));
  };
  for (const fact of facts) {
    // The roster folds what is about people.
    if (isPeopleFact(fact) || seen.has(fact.id)) continue;
    seen.add(fact.id);
    const missing = missingSubject(fact, subjects, guests, reopened);
    if (missing !== undefined) {
      findings.push(withoutSubject(fact, missing));
      continue;
    }
    switch (fact.type) {
      case "trainCancelled":
        cancelledTrains.set(fact.train, fact.reason ?? "cancelled");
        break;
      case "trainAbandoned":
        if (!endedTrains.has(fact.train)) endedTrains.set(fact.train, { at: fact.at, reason: fact.reason });
        break;
      case "trainArrived":
        if (!endedTrains.has(fact.train)) endedTrains.set(fact.train, { at: fact.at, reason: "arrived" });
        break;
      case "riderBoarded":
        boardings.push(fact);
        break;
      case "windowMoved":
        change(fact.window, ({ cancelled, completedAt }) => ({
          moved: fact,
          reviews: [],
          ...(cancelled !== undefined && { cancelled }),
          ...(completedAt !== undefined && { completedAt }),
        }));
        break;
      case "windowReviewed":
        change(fact.window, (before) => ({
          ...before,
          reviews: [...before.reviews, { start: fact.start, end: fact.end }],
        }));
        break;
      case "windowCancelled":
        change(fact.window, (before) => ({ ...before, cancelled: fact.reason ?? "cancelled" }));
        break;
      case "windowExtended":
        change(fact.window, (before) =>
          before.completedAt === undefined ? { ...before, extended: fact.end } : before,
        );
        break;
      case "windowCompleted":
        change(fact.window, (before) => ({ ...before, completedAt: before.completedAt ?? fact.at }));
        break;
      case "windowReopened":
        if (!reopened.has(fact.as) && windows.get(fact.window)?.completedAt !== undefined) reopened.set(fact.as, fact);
        break;
      case "guestRequested":
        guests.delete(fact.guest);
        guests.set(fact.guest, {
          guest: fact.guest,
          window: fact.window,
          name: fact.name,
          length: fact.length,
          owner: fact.owner,
          change: fact.change,
          status: "requested",
        });
        break;
      case "guestAccepted":
      case "guestRefused": {
        const guest = guests.get(fact.guest);
        if (guest === undefined) break;
        const status = fact.type === "guestAccepted" ? "accepted" : "refused";
        if (guest.status === status) break;
        // The order of acceptance is the order of places: what was promised first is not pushed back.
        guests.delete(fact.guest);
        guests.set(fact.guest, { ...guest, status });
        break;
      }
      default:
        break;
    }
  }
  findings.push(...unknownAuthors(line, facts));
  return { cancelledTrains, endedTrains, boardings, windows, reopened, guests: byWindow(guests), findings };
}

/** Why a train's window that would begin then is not used: the train was cancelled, or had ended by then. */
export function whyUnused(folded: Folded, train: string, start: Instant): string | undefined {
  const ended = folded.endedTrains.get(train);
  const cancelled = folded.cancelledTrains.get(train);
  if (cancelled !== undefined || ended === undefined) return cancelled;
  return epochMs(start) > epochMs(ended.at) ? ended.reason : undefined;
}

function byWindow(guests: ReadonlyMap<string, GuestFacts>): ReadonlyMap<string, readonly GuestFacts[]> {
  const all = [...guests.values()];
  const ordered = [
    ...all.filter(({ status }) => status === "accepted"),
    ...all.filter(({ status }) => status !== "accepted"),
  ];
  const groups = new Map<string, GuestFacts[]>();
  for (const guest of ordered) {
    const group = groups.get(guest.window);
    if (group === undefined) groups.set(guest.window, [guest]);
    else group.push(guest);
  }
  return groups;
}

/** What the fact names and nobody knows; `undefined` when all is known. */
function missingSubject(
  fact: Fact,
  subjects: Subjects,
  guests: ReadonlyMap<string, unknown>,
  reopened: ReadonlyMap<string, unknown>,
): string | undefined {
  const known = (window: string): boolean => subjects.window(window) || reopened.has(window);
  switch (fact.type) {
    case "guestAccepted":
    case "guestRefused":
    case "guestDone":
      return guests.has(fact.guest) ? undefined : `no guest ${fact.guest}`;
    case "windowCancelled": {
      const guest = subjects.guest(fact.window);
      return known(fact.window) || (guest !== undefined && guests.has(guest)) ? undefined : `no window ${fact.window}`;
    }
    case "windowMoved":
    case "windowReviewed":
    case "windowExtended":
    case "windowReopened":
    case "guestRequested":
      if (!known(fact.window)) {
        return subjects.guest(fact.window) === undefined
          ? `no window ${fact.window}`
          : `no times of its own for ${fact.window}, which follows its host`;
      }
      return "end" in fact && fact.type !== "windowReviewed" ? missingTime(fact, subjects) : undefined;
    default:
      if ("train" in fact) return subjects.train(fact.train) ? undefined : `no train ${fact.train}`;
      return "window" in fact && !known(fact.window) ? `no window ${fact.window}` : undefined;
  }
}

function missingTime(fact: WindowMoved | WindowExtended | WindowReopened, subjects: Subjects): string | undefined {
  const { window, end } = fact;
  const start = fact.type === "windowExtended" ? fromEpochMs(epochMs(end) - 1) : fact.start;
  if (epochMs(start) >= epochMs(end)) return `no time between ${start} and ${end}`;
  const date = subjects.dateOf(window);
  return date === undefined || canMoveTo(date, { start, end })
    ? undefined
    : `no place for ${window}, which belongs to ${date}, from ${start} to ${end}, years away`;
}

function withoutSubject(fact: Fact, missing: string): Finding {
  return {
    code: "fact_without_subject",
    severity: "warning",
    message: `fact ${fact.id} (${fact.type}) is ignored: there is ${missing}`,
    hint: "compare the id with the line's eras, rules and one-off windows: an era or rule that was removed takes its history along",
    subjects: [fact.id],
  };
}
