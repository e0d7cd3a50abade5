import type { Fact, FactType } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { isPeopleFact } from "../people/facts.ts";
import { type OpenRoster, openRoster } from "../people/roster.ts";
import type { RosterOptions } from "../people/rotation.ts";
import { epochMs, fromEpochMs, type InstantLike } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { timetable } from "../timetable/build-timetable.ts";
import { slotOf } from "../timetable/slots.ts";
import type { Timetable } from "../timetable/timetable.ts";
import { isUnderWay } from "./evolve-deploy.ts";
import { isMoving } from "./evolve-train.ts";
import { evolveIn, movements as movementsOf } from "./evolve.ts";
import { type FoldContext, foldContext } from "./fold-context.ts";
import type { Movements } from "./train-state.ts";

const DAY_MS = 86_400_000;
/** How far around a moment windows matter to everybody. */
const AROUND_DAYS = 8;
/** Zones reach from 12 hours behind UTC to 14 ahead, and a window may last beyond its day. */
const SPARE_DAYS = 3;
/** So many timetables are remembered. */
const MOST_DAYS = 8;
/** How long after its last window a train is still conducted. */
export const LONGEST_DAYS = 28;

/** What deciding, gating and conducting read: a line with its facts, folded once. */
export interface TrainView {
  readonly line: TrainLine;
  readonly facts: readonly Fact[];
  readonly movements: Movements;
  readonly open: OpenRoster;
  readonly options: RosterOptions;
  /**
   * What happened is played again: what clock, people and other services would have said is not known, so that only the
   * train's own course is judged.
   */
  readonly recorded?: true;
  /** The timetable around a moment, with all windows of the trains that are conducted then. Remembered for each UTC day. */
  timetable(now: InstantLike): Timetable;
  /** The last facts that it went on after, with what each changed; those of `facts` from `trail.from` on. */
  readonly trail?: Trail;
  /** What is read once these facts are there as well; see `viewWith`. Absent: it was made by hand. */
  after?(fresh: readonly Fact[]): TrainView;
}

/** One fact with what it changed. */
export interface Step {
  readonly fact: Fact;
  readonly before: Movements;
  /** The very same as `before` where the fact changed nothing of what moves. */
  readonly after: Movements;
}

/** Steps that need not be folded again. */
export interface Trail {
  /** Place of the first one's fact among the facts. */
  readonly from: number;
  readonly steps: readonly Step[];
}

/** Folds a line's facts for reading. */
export function openView(line: TrainLine, facts: readonly Fact[], options: RosterOptions = {}): TrainView {
  return viewOf({
    line,
    facts,
    movements: movementsOf(line, facts),
    open: openRoster(line, facts, options),
    options,
    context: foldContext(line),
    known: new Set(facts.map(({ id }) => id)),
    days: new Map(),
    trail: { from: facts.length, steps: [] },
  });
}

/** The view after more facts, without folding the old ones again. The same as opening one of all facts, and cheaper. */
export function viewWith(view: TrainView, fresh: readonly Fact[]): TrainView {
  const after = view.after?.(fresh) ?? openView(view.line, [...view.facts, ...fresh], view.options);
  return view.recorded === undefined ? after : { ...after, recorded: view.recorded };
}

/** A view of these facts, made from an earlier one where that one's facts are their beginning. */
export function viewFrom(
  before: TrainView | undefined,
  line: TrainLine,
  facts: readonly Fact[],
  options: RosterOptions = {},
): TrainView {
  const begins =
    before?.line === line &&
    before.options.strategies === options.strategies &&
    before.facts.every((fact, index) => sameFact(fact, facts[index]));
  return begins ? viewWith(before, facts.slice(before.facts.length)) : openView(line, facts, options);
}

function sameFact(one: Fact, other: Fact | undefined): boolean {
  return one === other || sameValue(one, other);
}

/** Whether two values of plain JSON are the same, compared in place: to write them as text is dear. */
function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => sameValue(Reflect.get(one, name), Reflect.get(other, name)))
  );
}

interface Parts extends Pick<TrainView, "line" | "facts" | "movements" | "open" | "options"> {
  readonly context: FoldContext;
  /** Ids of the facts: each counts once. */
  readonly known: ReadonlySet<string>;
  readonly trail: Trail;
  /** Timetables by UTC day, with the range that each was made for. */
  readonly days: Map<number, Timetable>;
}

function viewOf(parts: Parts): TrainView {
  const { line, facts, movements: moved, open, options, days, trail } = parts;
  // A timetable taken over from before the last facts is of use as long as its range is still the one that is wanted.
  const checked = new Set<number>();
  return {
    line,
    facts,
    movements: moved,
    open,
    options,
    trail,
    timetable(now) {
      const day = Math.floor(epochMs(now) / DAY_MS);
      const known = days.get(day);
      if (known !== undefined && checked.has(day)) return known;
      const range = rangeAround(parts, day);
      const made =
        known !== undefined && sameRange(known.range, range) ? known : timetable(line, facts, range, options);
      if (days.size >= MOST_DAYS) days.clear();
      days.set(day, made);
      checked.add(day);
      return made;
    },
    after: (fresh) => viewOf(partsAfter(parts, fresh)),
  };
}

function partsAfter(parts: Parts, added: readonly Fact[]): Parts {
  const known = new Set(parts.known);
  const fresh = added.filter(({ id }) => !known.has(id) && known.add(id));
  if (fresh.length === 0) return parts;
  const { line, options, context } = parts;
  const facts = [...parts.facts, ...fresh];
  const steps: Step[] = [];
  let movements = parts.movements;
  for (const fact of fresh) {
    const after = evolveIn(context, movements, fact);
    steps.push({ fact, before: movements, after });
    movements = after;
  }
  return {
    line,
    facts,
    movements,
    trail: trailWith(parts.trail, steps),
    open: fresh.some(isPeopleFact)
      ? openRoster(line, facts, options)
      : { ...parts.open, roster: { ...parts.open.roster, facts } },
    options,
    context,
    known,
    days: fresh.every((fact) => isUntimed(parts, fact)) ? new Map(parts.days) : new Map(),
  };
}

/** The longest trail: some days of a line on which much happens. */
const MOST_STEPS = 600;

function trailWith({ from, steps }: Trail, fresh: readonly Step[]): Trail {
  const all = [...steps, ...fresh];
  const over = all.length <= MOST_STEPS ? 0 : all.length - MOST_STEPS / 2;
  return { from: from + over, steps: all.slice(over) };
}

/** Whether no timetable reads the fact, and none has anything to find in it. */
function isUntimed({ line, context }: Parts, fact: Fact): boolean {
  const { type, by } = fact;
  if (!UNTIMED.has(type) || !("bot" in by || line.people.some(({ id }) => id === by.person))) return false;
  if ("train" in fact) return context.slot(fact.train) !== undefined;
  return "window" in fact && context.knowsWindow(fact.window);
}

function sameRange(one: Interval, other: Interval): boolean {
  return one.start === other.start && one.end === other.end;
}

/** What happens on a train's way and moves no window. */
const UNTIMED: ReadonlySet<FactType> = new Set([
  "trainCut",
  "deployOrdered",
  "deployStarted",
  "deployFinished",
  "deployMissing",
  "deployStopAsked",
  "versionRead",
  "targetPassed",
  "targetSkipped",
  "trainHeld",
  "trainResumed",
  "blockerAdded",
  "blockerUpdated",
  "blockerResolved",
  "versionCleared",
  "problemOpened",
  "problemDecided",
  "problemClosed",
  "approvalGiven",
  "windowStarted",
] satisfies readonly FactType[]);

/** The days around one, and as much more as the windows of trains in motion take. */
function rangeAround(
  { line, facts, movements: { trains }, open }: Pick<TrainView, "line" | "facts" | "movements" | "open">,
  day: number,
): Interval {
  const offsets = line.eras.flatMap(({ windows }) => windows.map((rule) => rule.day));
  const [first, last] = [Math.min(0, ...offsets) - SPARE_DAYS, Math.max(0, ...offsets) + SPARE_DAYS];
  // A train whose first window lies in those days may have its last one later, and the other way round.
  const reach = AROUND_DAYS + last - first;
  const moments = [(day - reach) * DAY_MS, (day + 1 + reach) * DAY_MS];
  for (const state of Object.values(trains)) {
    const { train } = state;
    const slot = slotOf(line, open.eras, train);
    if (slot === undefined || !(isMoving(state) || state.orders.some(isUnderWay))) continue;
    const dateMs = epochMs(`${slot.date}T00:00:00Z`);
    const own = facts.flatMap((fact) =>
      (fact.type === "windowMoved" || fact.type === "windowReopened") && fact.window.startsWith(`${train}/`)
        ? [epochMs(fact.start), epochMs(fact.end)]
        : [],
    );
    const spanned = [dateMs + first * DAY_MS, dateMs + last * DAY_MS, ...own];
    if (Math.max(...spanned) >= (day - LONGEST_DAYS) * DAY_MS) moments.push(...spanned);
  }
  return { start: fromEpochMs(Math.min(...moments)), end: fromEpochMs(Math.max(...moments)) };
}
