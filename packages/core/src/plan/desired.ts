import { rosterOptions } from "../people/rotation.ts";
import type { Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { ticketOf, trainOf, windowOf } from "../line/subject.ts";
import { openRoster } from "../people/roster.ts";
import type { MirrorName } from "../ports/ports.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { timetable } from "../timetable/build-timetable.ts";
import { canMoveTo } from "../timetable/reach.ts";
import type { Timetable } from "../timetable/timetable.ts";
import type { PlanContext } from "./context.ts";
import type { KeyState } from "./key-state.ts";
import { type Places, type Wanted, wanted } from "./wanted.ts";
import { isOwn, wantedTickets } from "./wanted-tickets.ts";
import { wholeTrains } from "./whole-trains.ts";

/** How far before and after the range a window is looked for that has a resource already, in milliseconds. */
const MARGIN_MS = 60 * 86_400_000;

/** What line and facts want of the world. */
export interface Desired {
  readonly timetable: Timetable;
  /** A wider view, in which everything that has a resource can be found. */
  readonly wide: Timetable;
  readonly wanted: readonly Wanted[];
}

/** Resolves line and facts for the range, and for everything that has a resource already. */
export function desired(
  context: PlanContext,
  facts: readonly Fact[],
  range: Interval,
  names: readonly MirrorName[],
  states: readonly ReadonlyMap<string, KeyState>[],
  now: Instant,
): Desired {
  const { line, ports } = context;
  const starts = states.flatMap((byKey) =>
    [...byKey.values()].flatMap(({ live, open }) => {
      const { start, end } = live?.got ?? open?.asked ?? {};
      // What was over long ago is not looked for, or a plan would take longer with every year.
      if (typeof end === "string" && epochMs(end) < epochMs(now) - MARGIN_MS) return [];
      return typeof start === "string" ? [epochMs(start)] : [];
    }),
  );

  const known = new Set(states.flatMap((byKey) => [...byKey.keys()].map(windowOf)));
  // Moves that nobody can mean are left out of the timetable too.
  const moved = facts.flatMap((fact) =>
    fact.type === "windowMoved" && known.has(fact.window) && canMoveTo(now.slice(0, 10), fact)
      ? [epochMs(fact.start)]
      : [],
  );
  const dated = (line.oneOffWindows ?? [])
    .filter(({ id }) => known.has(`${line.id}/one-off/${id}`))
    .map(({ date }) => epochMs(`${date}T00:00:00Z`));
  const all = [epochMs(range.start), epochMs(range.end), ...starts, ...moved, ...dated];
  const edges: Interval = {
    start: fromEpochMs(all.reduce((a, b) => Math.min(a, b))),
    end: fromEpochMs(all.reduce((a, b) => Math.max(a, b))),
  };
  const options = rosterOptions(context);
  const wide = timetable(line, facts, widen(edges, MARGIN_MS), options);
  const inRange = timetable(line, facts, range, options);
  const listed = new Set(inRange.windows.map(({ id }) => id));
  const windows = [...inRange.windows, ...wide.windows.filter(({ id }) => known.has(id) && !listed.has(id))];
  const components = new Map<string, readonly string[]>(
    line.stops.flatMap((stop) =>
      stop.targets.map(
        (target) => [`${stop.id}/${target.id}`, ports.noticeBoard?.componentsOf(target.refs) ?? []] as const,
      ),
    ),
  );
  const current = windows.filter(({ end }) => epochMs(end) > epochMs(now));
  const view = { ...wide, windows: current };
  const crew = openRoster(line, facts, options);
  const places: Places = {
    componentsOf: (target) => components.get(target) ?? [],
    crew,
    schedule: ports.onCall?.scheduleOf(line.refs),
    personOf: (id) => ports.onCall?.personOf(line.people.find((person) => person.id === id)?.refs),
  };
  const tickets = names.includes("trainTickets")
    ? wantedTickets(line, wholeTrains(line, facts, crew, ticketed(inRange, known)), now)
    : [];
  return { timetable: inRange, wide, wanted: [...wanted(line, view, names, places), ...tickets] };
}

/** The trains that have a window in the range or a ticket already. */
function ticketed({ windows }: Timetable, known: ReadonlySet<string>): ReadonlySet<string> {
  const inRange = windows.filter(isOwn).flatMap(({ train }) => train ?? []);
  const ticket = [...known].flatMap((key) => (key === ticketOf(trainOf(key)) ? [trainOf(key)] : []));
  return new Set([...inRange, ...ticket]);
}

/** The keys that a plan may touch: wanted, or in sight and not over. */
export function scopeOf(
  states: ReadonlyMap<string, KeyState>,
  wants: readonly Wanted[],
  listed: Interval,
  now: Instant,
): ReadonlyMap<string, KeyState> {
  const keys = new Set(wants.map(({ key }) => key));
  return new Map(
    [...states].filter(([key, { live, open, dropped }]) => {
      // What was given up may turn up late, wanted or not.
      if (keys.has(key) || (live === undefined && dropped.length > 0)) return true;
      const item = live?.got ?? open?.asked;
      const { start, end } = item ?? {};
      if (typeof start !== "string" || typeof end !== "string") return open !== undefined;
      return epochMs(end) > epochMs(now) && epochMs(start) < epochMs(listed.end);
    }),
  );
}

/** The recorded reason why a key is not wanted any more. */
export function explain(line: TrainLine, wide: Timetable, facts: readonly Fact[], key: string): string | undefined {
  const oneOff = line.oneOffWindows?.find(({ id }) => key === `${line.id}/one-off/${id}`);
  const train = wide.trains.find(({ id }) => id === (oneOff?.train ?? trainOf(key)));
  if (train?.status === "no_train") return `no-train week: ${train.reason ?? ""}`;
  if (train?.status === "cancelled") return `train cancelled: ${train.reason ?? ""}`;
  const abandoned = facts.find((fact) => fact.type === "trainAbandoned" && fact.train === train?.id);
  if (abandoned !== undefined) return `train abandoned: ${abandoned.reason ?? ""}`;
  // It got there early, in another window.
  if (facts.some((fact) => fact.type === "trainArrived" && fact.train === train?.id)) return "the train has arrived";
  const ticket = key === ticketOf(trainOf(key));
  // A train that runs loses its ticket with its last window only.
  const concerns = (window: string): boolean => (ticket ? trainOf(window) === trainOf(key) : window === windowOf(key));
  const cancelled = facts.find((fact) => fact.type === "windowCancelled" && concerns(fact.window));
  if (cancelled === undefined) return undefined;
  return `${ticket ? "windows" : "window"} cancelled: ${cancelled.reason ?? ""}`;
}

/** The interval, longer by so much on both sides. */
export function widen({ start, end }: Interval, ms: number): Interval {
  return { start: fromEpochMs(epochMs(start) - ms), end: fromEpochMs(epochMs(end) + ms) };
}
