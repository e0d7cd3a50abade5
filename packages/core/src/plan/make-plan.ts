import type { CallOptions } from "../call.ts";
import type { Clock } from "../clock.ts";
import { FootplateError } from "../error.ts";
import { fingerprint, stableJson } from "../hash.ts";
import type { JsonObject } from "../json.ts";
import type { Actor, Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { factCounts, trainOf } from "../line/subject.ts";
import type { JournalInfo, NoteStream } from "../ports/journal.ts";
import type { Mirror } from "../ports/mirror.ts";
import type { MirrorName, PlanPorts } from "../ports/ports.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { type Interval, span } from "../time/interval.ts";
import { timetable } from "../timetable/build-timetable.ts";
import type { Timetable } from "../timetable/timetable.ts";
import { type Answer, type Difference, difference } from "./diff.ts";
import { type GuardOptions, guard } from "./guard.ts";
import { type KeyState, keyState, type LiveResource, unknownKey, withNote } from "./key-state.ts";
import { observe, type Sighting } from "./observe.ts";
import type { ForeignConflict, NoteOperation, Plan, Refusal } from "./plan.ts";
import { type Wanted, wanted } from "./wanted.ts";

/** What planning and applying act on. */
export interface PlanContext {
  readonly line: TrainLine;
  readonly ports: PlanPorts;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** A person's answer to a question of an earlier plan. */
export interface GivenAnswer {
  /** The question's key. */
  readonly key: string;
  /** @default every mirror that asks about the key */
  readonly mirror?: MirrorName;
  readonly answer: Answer;
}

/** How to plan. */
export interface PlanOptions extends GuardOptions {
  /** Which windows to mirror, by their start. @default the next eight weeks */
  readonly range?: Interval;
  /** What to do about edits that nobody was asked about. @default `report` */
  readonly drift?: "report" | "adopt" | "revert";
  readonly answers?: readonly GivenAnswer[];
  /** Who answers. Needed for `adopt`, `recreate` and `dismiss`, which are recorded. */
  readonly by?: Actor;
}

/** Days before and after in which a moved window is still looked for. */
const MARGIN_MS = 60 * 86_400_000;
/** How far around the range the vendors are listed, so that what was moved by hand is seen in the listing. */
const LISTING_MARGIN_MS = 7 * 86_400_000;
const DEFAULT_RANGE = "P8W";

/** The mirrors of the ports, under the planner's one shape. */
export function mirrorsOf(ports: PlanPorts): readonly (readonly [MirrorName, Mirror<JsonObject>])[] {
  const all: [MirrorName, Mirror<JsonObject>][] = [];
  // Items are plain JSON by contract; an interface only lacks the index signature that says so.
  if (ports.noticeBoard !== undefined) all.push(["noticeBoard", ports.noticeBoard as unknown as Mirror<JsonObject>]);
  if (ports.calendar !== undefined) all.push(["calendar", ports.calendar as unknown as Mirror<JsonObject>]);
  return all;
}

/** Looks at the world and says what applying would do. Writes nothing anywhere. */
export async function plan(context: PlanContext, options: PlanOptions = {}): Promise<Plan> {
  const { line, ports, clock } = context;
  if (line.record === "calendar" && ports.calendar === undefined) {
    throw new FootplateError({
      code: "invalid_input",
      message: `the record of line ${line.id} is the calendar, and no calendar is wired`,
      hint: "wire a calendar port, or set record to line",
    });
  }
  const call: CallOptions = { signal: context.signal };
  const [journal, facts, streams] = await Promise.all([
    ports.journal.info(call),
    ports.journal.facts(line.id, call),
    ports.journal.notes(line.id, call),
  ]);
  const now = clock.now();
  const range = options.range ?? span(now, DEFAULT_RANGE);
  const mirrors = mirrorsOf(ports);
  const names = mirrors.map(([name]) => name);
  const states = new Map(names.map((name) => [name, statesOf(streams, name)]));
  const build = (known: readonly Fact[]): Desired => desired(context, known, range, names, [...states.values()], now);
  const before = build(facts);
  const listed: Interval = widen(range, LISTING_MARGIN_MS);
  const sightings = await Promise.all(
    mirrors.map(([name, mirror]) => {
      const scope = scopeOf(states.get(name) ?? new Map(), before.wanted.filter((want) => want.mirror === name), listed, now);
      const items = new Map(before.wanted.filter((want) => want.mirror === name).map((want) => [want.key, want.item]));
      const asAsked = (key: string, live: LiveResource): boolean => {
        const item = items.get(key);
        return item !== undefined && live.asked !== undefined && stableJson(mirror.normalise(item)) === stableJson(mirror.normalise(live.asked));
      };
      return observe({ name, mirror, range: listed, states: scope, asAsked, info: () => ports.journal.info(call), options: call });
    }),
  );
  const seen: Seen = { context, options, journal, states, sightings, mirrors, now, range };
  const moved = movedFacts(seen, facts, before);
  const answered = answerFacts(seen, [...facts, ...moved], moved.length > 0 ? build([...facts, ...moved]) : before);
  const fresh = [...moved, ...answered];
  const known = [...facts, ...fresh];
  const after = fresh.length > 0 ? build(known) : before;
  const differences = differencesOf(seen, known, after);
  const refusals = [
    ...missing(line, facts, sightings),
    ...guard(differences.map(({ mirror, wanted: count, difference: found }) => ({ mirror, wanted: count, difference: found })), options),
  ];
  const operations = differences.flatMap(({ difference: found }) => found.operations).sort(byAction);
  const questions = once(differences.flatMap(({ difference: found }) => found.questions));
  const unsigned = {
    spec: 1,
    line: line.id,
    range,
    facts: fresh,
    operations,
    questions,
    refusals,
    conflicts: conflicts(after, sightings, line),
    copies: differences.flatMap(({ difference: found }) => found.copies),
    findings: after.timetable.findings,
    unchanged: Object.fromEntries(differences.map(({ mirror, difference: found }) => [mirror, found.unchanged])),
  } as const;
  return { ...unsigned, madeAt: now, fingerprint: fingerprint(stableJson({ ...unsigned, range: undefined, conflicts: [], findings: [] })) };
}

interface Seen {
  readonly context: PlanContext;
  readonly options: PlanOptions;
  readonly journal: JournalInfo;
  readonly states: ReadonlyMap<MirrorName, ReadonlyMap<string, KeyState>>;
  readonly sightings: readonly Sighting[];
  readonly mirrors: readonly (readonly [MirrorName, Mirror<JsonObject>])[];
  readonly now: Instant;
  readonly range: Interval;
}

interface Desired {
  readonly timetable: Timetable;
  /** A wider view, in which everything that has a resource can be found. */
  readonly wide: Timetable;
  readonly wanted: readonly Wanted[];
}

function statesOf(streams: readonly NoteStream[], mirror: MirrorName): ReadonlyMap<string, KeyState> {
  return new Map(streams.filter((stream) => stream.mirror === mirror).map((stream) => [stream.key, keyState(stream)]));
}

function desired(
  { line, ports }: PlanContext,
  facts: readonly Fact[],
  range: Interval,
  names: readonly MirrorName[],
  states: readonly ReadonlyMap<string, KeyState>[],
  now: Instant,
): Desired {
  const starts = states.flatMap((byKey) =>
    [...byKey.values()].flatMap(({ live, open }) => {
      const start = (live?.got ?? open?.asked)?.["start"];
      return typeof start === "string" ? [epochMs(start)] : [];
    }),
  );
  const moved = facts.flatMap((fact) => (fact.type === "windowMoved" ? [epochMs(fact.start)] : []));
  const all = [epochMs(range.start), epochMs(range.end), ...starts, ...moved];
  const edges: Interval = { start: fromEpochMs(all.reduce((a, b) => Math.min(a, b))), end: fromEpochMs(all.reduce((a, b) => Math.max(a, b))) };
  const wide = timetable(line, facts, widen(edges, MARGIN_MS));
  const inRange = timetable(line, facts, range);
  const known = new Set(states.flatMap((byKey) => [...byKey.keys()]));
  const listed = new Set(inRange.windows.map(({ id }) => id));
  const windows = [...inRange.windows, ...wide.windows.filter(({ id }) => known.has(id) && !listed.has(id))];
  const components = new Map<string, readonly string[]>(
    line.stops.flatMap((stop) =>
      stop.targets.map((target) => [`${stop.id}/${target.id}`, ports.noticeBoard?.componentsOf(target.refs) ?? []] as const),
    ),
  );
  const current = windows.filter(({ end }) => epochMs(end) > epochMs(now));
  const view = { ...wide, windows: current };
  return { timetable: inRange, wide, wanted: wanted(line, view, names, (target) => components.get(target) ?? []) };
}

/** The keys that a plan may touch: wanted, or in sight and not over. */
function scopeOf(
  states: ReadonlyMap<string, KeyState>,
  wants: readonly Wanted[],
  listed: Interval,
  now: Instant,
): ReadonlyMap<string, KeyState> {
  const keys = new Set(wants.map(({ key }) => key));
  return new Map(
    [...states].filter(([key, { live, open }]) => {
      if (keys.has(key)) return true;
      const item = live?.got ?? open?.asked;
      const { start, end } = item ?? {};
      if (typeof start !== "string" || typeof end !== "string") return open !== undefined;
      return epochMs(end) > epochMs(now) && epochMs(start) < epochMs(listed.end);
    }),
  );
}

/** Moves in the calendar of record, and moves that a person adopts, become facts. */
function movedFacts(seen: Seen, facts: readonly Fact[], { wanted: wants }: Desired): readonly Fact[] {
  const { context, options, now } = seen;
  const { line } = context;
  const found: Fact[] = [];
  for (const { mirror, held: resources } of seen.sightings) {
    const ofRecord = line.record === "calendar" && mirror === "calendar";
    for (const want of wants) {
      if (want.mirror !== mirror || want.held?.type === "blocked") continue;
      const live = seen.states.get(mirror)?.get(want.key)?.live;
      const held = live === undefined ? undefined : resources.get(live.id);
      if (live === undefined || held === undefined || held.ended === true) continue;
      const { start, end } = held.item;
      if (typeof start !== "string" || typeof end !== "string") continue;
      if (start === want.window.start && end === want.window.end) continue;
      if (start === live.got["start"] && end === live.got["end"]) continue;
      const adopted = given(options, mirror, want.key) === "adopt";
      if (!ofRecord && !adopted) continue;
      const count = facts.filter((fact) => fact.type === "windowMoved" && fact.window === want.key).length;
      found.push({
        id: `moved/${want.key}/${String(count + 1)}/${start}/${end}`,
        type: "windowMoved",
        at: now,
        by: adopted ? author(options) : { bot: "footplate" },
        reason: ofRecord ? "moved in the calendar of record" : `moved on ${mirror}, adopted`,
        window: want.key,
        start: start as Instant,
        end: end as Instant,
      });
    }
  }
  return found;
}

/** Answers to deletions are facts, so that every later plan knows them. */
function answerFacts(seen: Seen, known: readonly Fact[], view: Desired): readonly Fact[] {
  const { options, now } = seen;
  if (!(options.answers ?? []).some(({ answer }) => answer === "recreate" || answer === "dismiss")) return [];
  const found: Fact[] = [];
  for (const { mirror, difference: diff } of differencesOf(seen, known, view)) {
    for (const question of diff.questions) {
      if (question.type !== "ended") continue;
      const answer = given(options, mirror, question.key);
      if (answer !== "recreate" && answer !== "dismiss") continue;
      found.push({
        id: `${answer}/${mirror}/${question.key}/${String(question.generation)}`,
        type: answer === "recreate" ? "recreationRequested" : "deletionAccepted",
        at: now,
        by: author(options),
        mirror,
        key: question.key,
        generation: question.generation,
      });
    }
  }
  return found;
}

function given(options: PlanOptions, mirror: MirrorName, key: string): Answer | undefined {
  return options.answers?.find((one) => one.key === key && (one.mirror === undefined || one.mirror === mirror))?.answer;
}

function author({ by }: PlanOptions): Actor {
  if (by !== undefined) return by;
  throw new FootplateError({
    code: "invalid_input",
    message: "an answer that is recorded needs an author",
    hint: "pass `by` with the id of a person of the line",
  });
}

function differencesOf(
  seen: Seen,
  facts: readonly Fact[],
  view: Desired,
): readonly { readonly mirror: MirrorName; readonly wanted: number; readonly difference: Difference }[] {
  const { context, options, now, journal } = seen;
  const counts = factCounts(facts);
  const recorded = new Map<string, Answer>();
  for (const fact of facts) {
    if (fact.type === "recreationRequested") recorded.set(`${fact.mirror} ${fact.key} ${String(fact.generation)}`, "recreate");
    if (fact.type === "deletionAccepted") recorded.set(`${fact.mirror} ${fact.key} ${String(fact.generation)}`, "dismiss");
  }
  return seen.mirrors.map(([name, mirror], index) => {
    const sighting = seen.sightings[index];
    if (sighting === undefined) throw new RangeError("one sighting for each mirror");
    const wants = view.wanted.filter((want) => want.mirror === name);
    const scope = new Map(scopeOf(seen.states.get(name) ?? new Map(), wants, widen(seen.range, LISTING_MARGIN_MS), now));
    const notes: NoteOperation[] = [];
    for (;;) {
      const found = difference({
        line: context.line.id,
        mirror,
        sighting,
        wanted: wants,
        states: scope,
        facts: (key) => counts.get(trainOf(key)) ?? 0,
        explain: (key) => explain(view.wide, facts, key),
        answer: (key, generation) =>
          recorded.get(`${name} ${key} ${String(generation)}`) ?? driftAnswer(given(options, name, key) ?? options.drift),
        journal,
        now,
      });
      const fresh = found.operations.filter((operation) => operation.action === "note");
      // What is noted changes what the journal knows, so the rest is decided again on top of it.
      if (fresh.length === 0 || notes.length > 4 * (scope.size + wants.length + 1)) {
        return { mirror: name, wanted: wants.length, difference: { ...found, operations: [...notes, ...found.operations] } };
      }
      for (const { key, note, generation } of fresh) {
        scope.set(key, withNote(scope.get(key) ?? unknownKey, { ...note, generation }, journal.now));
      }
      notes.push(...fresh);
    }
  });
}

function driftAnswer(answer: Answer | "report" | undefined): Answer | undefined {
  return answer === "adopt" || answer === "revert" ? answer : undefined;
}

function explain(wide: Timetable, facts: readonly Fact[], key: string): string | undefined {
  const train = wide.trains.find(({ id }) => id === trainOf(key));
  if (train?.status === "no_train") return `no-train week: ${train.reason ?? ""}`;
  if (train?.status === "cancelled") return `train cancelled: ${train.reason ?? ""}`;
  const cancelled = facts.find((fact) => fact.type === "windowCancelled" && fact.window === key);
  return cancelled === undefined ? undefined : `window cancelled: ${cancelled.reason ?? ""}`;
}

/** A resource that rests on more facts than the journal knows: facts were lost, and writing would act on half the truth. */
function missing(line: TrainLine, facts: readonly Fact[], sightings: readonly Sighting[]): readonly Refusal[] {
  const counts = factCounts(facts);
  const lost = new Map<string, number>();
  for (const { held } of sightings) {
    for (const { mark } of held.values()) {
      if (mark === undefined || !mark.key.startsWith(`${line.id}/`)) continue;
      const train = trainOf(mark.key);
      const gap = mark.facts - (counts.get(train) ?? 0);
      if (gap > 0) lost.set(train, Math.max(gap, lost.get(train) ?? 0));
    }
  }
  return [...lost].map(([train, gap]) => ({
    code: "journal_missing",
    message: `the journal lacks ${String(gap)} ${gap === 1 ? "fact" : "facts"} of train ${train} on which published resources rest`,
    hint: "restore the journal from a backup, or record that the facts are lost (lossAccepted) and review the train again",
  }));
}

function conflicts({ timetable: shown }: Desired, sightings: readonly Sighting[], line: TrainLine): readonly ForeignConflict[] {
  const foreign = [...(sightings.find(({ mirror }) => mirror === "calendar")?.held.values() ?? [])].flatMap(({ item, mark, ended }) => {
    const { start, end, title, busy } = item;
    const taken = mark === undefined || !mark.key.startsWith(`${line.id}/`);
    if (!taken || ended === true || busy !== true || typeof start !== "string" || typeof end !== "string") return [];
    return [{ title: typeof title === "string" ? title : "", start: start as Instant, end: end as Instant }];
  });
  return shown.windows.flatMap((window) =>
    window.class !== "exclusive" || window.kind === "guest"
      ? []
      : foreign
          .filter(({ start, end }) => epochMs(start) < epochMs(window.end) && epochMs(end) > epochMs(window.start))
          .map((entry) => ({ window: window.id, label: window.name, ...entry })),
  );
}

/** A draft or blocked window asks once, not once for each mirror. */
function once(questions: Plan["questions"]): Plan["questions"] {
  const seen = new Set<string>();
  return questions.filter((question) => {
    if (question.type !== "review" && question.type !== "blocked") return true;
    const id = `${question.type} ${question.key}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

const ORDER = ["note", "remove-orphan", "create", "update", "remove"] as const;

function byAction(a: Plan["operations"][number], b: Plan["operations"][number]): number {
  return ORDER.indexOf(a.action) - ORDER.indexOf(b.action);
}

function widen({ start, end }: Interval, ms: number): Interval {
  return { start: fromEpochMs(epochMs(start) - ms), end: fromEpochMs(epochMs(end) + ms) };
}
