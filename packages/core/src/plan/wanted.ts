import { placeOfWindow } from "../line/place-of.ts";
import type { JsonObject } from "../json.ts";
import type { TrainLine } from "../line/line.ts";
import { coverageIn } from "../people/coverage.ts";
import type { OpenRoster } from "../people/roster.ts";
import type { CalendarEntry } from "../ports/calendar.ts";
import type { Notice } from "../ports/notice-board.ts";
import type { OnCallOverride } from "../ports/on-call.ts";
import type { MirrorName } from "../ports/ports.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import { localText } from "../time/wall-time.ts";
import type { ConductorPair, Finding, Timetable, Window } from "../timetable/timetable.ts";
import { entryText, noticeText, windowLabel } from "./texts.ts";

/** A resource as the timetable wants it. */
export interface Wanted {
  readonly mirror: MirrorName;
  readonly key: string;
  readonly label: string;
  /** The window that it mirrors. Absent for a train's ticket. */
  readonly window?: Window;
  readonly item: JsonObject;
  /** Why it must not be written now. What is already published stays as it is. */
  readonly held?:
    | { readonly type: "review"; readonly start: Instant; readonly end: Instant }
    | { readonly type: "blocked"; readonly why: string }
    /** Its target names nothing there, which is a choice as long as nothing is published. */
    | { readonly type: "unnamed"; readonly why: string };
}

/** What the services call the line's targets and people. */
export interface Places {
  /** Component ids of the notice board, for `stop/target`. */
  readonly componentsOf: (target: string) => readonly string[];
  /** The line's on-call schedule. Without one, nobody's duty is mirrored. */
  readonly schedule: string | undefined;
  /** A person's id on the on-call service. */
  readonly personOf: (person: string) => string | undefined;
  /** The resolved roster. */
  readonly crew: OpenRoster;
}

/** Everything that should stand on the notice board, in the calendar and on the on-call schedule for these windows. */
export function wanted(
  line: TrainLine,
  timetable: Timetable,
  mirrors: readonly MirrorName[],
  places: Places,
): readonly Wanted[] {
  const errors = errorsByWindow(timetable.findings);
  const pairs = new Map(timetable.pairs.map((pair) => [pair.train, pair]));
  const all: Wanted[] = [];
  for (const window of timetable.windows) {
    if (window.kind === "guest") continue;
    if (mirrors.includes("calendar")) {
      all.push({
        ...named("calendar", line, window),
        item: { ...entry(line, window, window.train === undefined ? undefined : pairs.get(window.train)) },
        ...(window.blocked !== undefined && { held: { type: "blocked", why: window.blocked } as const }),
      });
    }
    const announced = window.kind === "primary" || window.kind === "one_off";
    if (mirrors.includes("noticeBoard") && announced) {
      const item = notice(line, window, places.componentsOf);
      all.push({ ...named("noticeBoard", line, window), item: { ...item }, ...whyHeld(window, item, errors) });
    }
    if (
      mirrors.includes("onCall") &&
      places.schedule !== undefined &&
      window.train !== undefined &&
      window.kind !== "reserved"
    ) {
      all.push(...overrides(line, window, places.schedule, places));
    }
  }
  return all;
}

function named(mirror: MirrorName, line: TrainLine, window: Window): Omit<Wanted, "item"> {
  return { mirror, key: window.id, label: windowLabel(line, window), window };
}

function whyHeld(window: Window, item: Notice, errors: ReadonlyMap<string, string>): Pick<Wanted, "held"> {
  if (window.blocked !== undefined) return { held: { type: "blocked", why: window.blocked } };
  const error = errors.get(window.id);
  if (error !== undefined) return { held: { type: "blocked", why: error } };
  if (item.components.length === 0) {
    return {
      held: {
        type: "unnamed",
        why: `target ${window.target ?? ""} names no component of the notice board: add it to the refs of the target`,
      },
    };
  }
  const { start, end } = window;
  return window.status === "draft" ? { held: { type: "review", start, end } } : {};
}

/** Only what makes the window itself wrong: an error about the line as a whole stops no window. */
function errorsByWindow(findings: readonly Finding[]): ReadonlyMap<string, string> {
  const errors = new Map<string, string>();
  for (const finding of findings) {
    if (finding.severity !== "error") continue;
    for (const subject of finding.subjects) if (!errors.has(subject)) errors.set(subject, finding.message);
  }
  return errors;
}

function notice(line: TrainLine, window: Window, componentsOf: Places["componentsOf"]): Notice {
  const texts = noticeText(line, window);
  return {
    ...texts,
    start: window.start,
    end: window.end,
    components: componentsOf(placeOfWindow(window)),
    notify: line.notify ?? true,
  };
}

function entry(line: TrainLine, window: Window, pair: ConductorPair | undefined): CalendarEntry {
  return {
    ...entryText(line, window, pair),
    start: window.start,
    end: window.end,
    zone: window.zone,
    busy: window.class !== "informational",
  };
}

/** The pair on the train is the pair that gets paged: who has the duty to promote is on call for as long as the window lasts. */
function overrides(line: TrainLine, window: Window, schedule: string, places: Places): readonly Wanted[] {
  return onDutyIn(window, places.crew).map(({ person: id, start, end }, index) => {
    const name = line.people.find((person) => person.id === id)?.name ?? id;
    const person = places.personOf(id);
    const item: OnCallOverride = { schedule, person: person ?? "", start, end, rotations: [] };
    const local = { localStart: localText(start, window.zone), localEnd: localText(end, window.zone) };
    const unknown = `${name} is not known to the on-call service: add it to the refs of the person`;
    const why = window.blocked ?? (person === undefined ? unknown : undefined);
    return {
      ...named("onCall", line, window),
      key: `${window.id}/on-call/${String(index + 1)}`,
      label: `${name} on call · ${windowLabel(line, { ...window, start, end, ...local })}`,
      item: { ...item },
      ...(why !== undefined && { held: { type: "blocked", why } as const }),
    };
  });
}

const DUTY = "promote";

/** Who has the duty, moment by moment; a gap puts nobody on call, so that the schedule itself decides. */
function onDutyIn(
  window: Window,
  crew: OpenRoster,
): readonly { readonly person: string; readonly start: Instant; readonly end: Instant }[] {
  const spans = coverageIn(crew, window)
    .spans.filter(({ duty }) => duty === DUTY)
    .toSorted((a, b) => epochMs(a.start) - epochMs(b.start));
  const joined: { person: string; start: Instant; end: Instant }[] = [];
  for (const { person, start, end } of spans) {
    const last = joined.at(-1);
    if (last?.person === person && last.end === start) last.end = end;
    else joined.push({ person, start, end });
  }
  return joined;
}
