import type { CallOptions } from "../call.ts";
import { FootplateError } from "../error.ts";
import { fingerprint, stableJson } from "../hash.ts";
import type { JsonObject } from "../json.ts";
import type { Fact } from "../line/fact.ts";
import { factCounts, trainOf } from "../line/subject.ts";
import type { JournalInfo, NoteStream } from "../ports/journal.ts";
import type { Mirror } from "../ports/mirror.ts";
import type { MirrorName } from "../ports/ports.ts";
import { type Interval, span } from "../time/interval.ts";
import { given, mirrorsOf, type PlanContext, type PlanOptions } from "./context.ts";
import { type Desired, desired, explain, scopeOf, widen } from "./desired.ts";
import type { Answer } from "./decision.ts";
import { draftsOf } from "./drafts.ts";
import { type Difference, difference } from "./diff.ts";
import { guard } from "./guard.ts";
import { type KeyState, keyState, unknownKey, withNote } from "./key-state.ts";
import { observe, type Sighting } from "./observe.ts";
import type { NoteOperation, Operation, Plan } from "./plan.ts";
import { unannounced } from "./unannounced.ts";
import { answerFacts, conflicts, type Looked, missing, movedFacts } from "./world-facts.ts";

/** How far around the range the vendors are listed, in milliseconds, so that what was moved by hand is seen in the listing. */
const LISTING_MARGIN_MS = 7 * 86_400_000;
const DEFAULT_RANGE = "P8W";

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
  // One vendor after the other: the slowest listing takes nearly all of the time anyway.
  const sightings: Sighting[] = [];
  for (const [name, mirror] of mirrors) {
    const wants = before.wanted.filter((want) => want.mirror === name);
    const sighting = await observe({
      name,
      mirror,
      range: listed,
      states: scopeOf(states.get(name) ?? new Map(), wants, listed, now),
      wanted: new Map(wants.map(({ key, item }) => [key, mirror.normalise(item)])),
      info: () => ports.journal.info(call),
      options: call,
    });
    sightings.push(sighting);
  }
  const seen: Seen = { context, options, journal, states, sightings, mirrors, now, listed };
  const moved = movedFacts(seen, facts, before);
  const sofar = [...facts, ...moved];
  const view = moved.length > 0 ? build(sofar) : before;
  const asked = mustBeRecorded(options)
    ? differencesOf(seen, sofar, view).flatMap(({ difference: found }) => found.questions)
    : [];
  const answered = answerFacts(seen, sofar, asked);
  const fresh = [...moved, ...answered];
  const known = [...facts, ...fresh];
  const after = fresh.length > 0 ? build(known) : before;
  const differences = differencesOf(seen, known, after);
  const refusals = [...missing(line, facts, sightings), ...guard(differences, options)];
  const operations = differences.flatMap(({ difference: found }) => found.operations).toSorted(byAction);
  const questions = once([
    ...differences.flatMap(({ difference: found }) => found.questions),
    ...draftsOf(line, after.timetable.windows, now),
  ]);
  const silent = unannounced(line, ports.noticeBoard, after.wanted);
  const unsigned = {
    spec: 1,
    line: line.id,
    zone: line.zone,
    range,
    facts: fresh,
    operations,
    questions,
    refusals,
    conflicts: conflicts(after, sightings, line),
    copies: differences.flatMap(({ difference: found }) => found.copies),
    ...(silent !== undefined && { unannounced: silent }),
    findings: after.timetable.findings,
    unchanged: Object.fromEntries(differences.map(({ mirror, difference: found }) => [mirror, found.unchanged])),
  } as const;
  // What only time changes, or nobody acts on, does not make a plan another one.
  const signed = {
    ...unsigned,
    range: undefined,
    conflicts: [],
    unannounced: undefined,
    findings: [],
    facts: fresh.map((fact) => ({ ...fact, at: undefined })),
    operations: operations.map((one) => ({ ...one, notBefore: undefined })),
  };
  return { ...unsigned, madeAt: now, fingerprint: fingerprint(stableJson(signed)) };
}

interface Seen extends Looked {
  readonly journal: JournalInfo;
  readonly mirrors: readonly (readonly [MirrorName, Mirror<JsonObject>])[];
  /** The range in which the vendors were listed. */
  readonly listed: Interval;
}

/** Whether there are answers that must become facts first. */
function mustBeRecorded({ answers = [] }: PlanOptions): boolean {
  return answers.some(({ answer }) => answer === "recreate" || answer === "dismiss");
}

function statesOf(streams: readonly NoteStream[], mirror: MirrorName): ReadonlyMap<string, KeyState> {
  return new Map(streams.filter((stream) => stream.mirror === mirror).map((stream) => [stream.key, keyState(stream)]));
}

function differencesOf(
  seen: Seen,
  facts: readonly Fact[],
  view: Desired,
): readonly { readonly mirror: MirrorName; readonly wanted: number; readonly difference: Difference }[] {
  const { context, options, now, journal } = seen;
  const counts = factCounts(context.line, facts);
  const recorded = new Map<string, Answer>();
  for (const fact of facts) {
    if (fact.type === "recreationRequested")
      recorded.set(`${fact.mirror} ${fact.key} ${String(fact.generation)}`, "recreate");
    if (fact.type === "deletionAccepted")
      recorded.set(`${fact.mirror} ${fact.key} ${String(fact.generation)}`, "dismiss");
  }
  return seen.mirrors.map(([name, mirror], index) => {
    const sighting = seen.sightings[index];
    if (sighting === undefined) throw new RangeError("one sighting for each mirror");
    const wants = view.wanted.filter((want) => want.mirror === name);
    const scope = new Map(scopeOf(seen.states.get(name) ?? new Map(), wants, seen.listed, now));
    const notes: NoteOperation[] = [];
    for (;;) {
      const found = difference({
        line: context.line.id,
        mirror,
        sighting,
        wanted: wants,
        states: scope,
        known: (key) => seen.states.get(name)?.has(key) ?? false,
        facts: (key) => counts.get(trainOf(key)) ?? 0,
        explain: (key) => explain(context.line, view.wide, facts, key),
        answer: (key, generation) =>
          recorded.get(`${name} ${key} ${String(generation)}`) ??
          driftAnswer(given(options, name, key) ?? options.drift),
        journal,
        now,
      });
      const fresh = found.operations.filter((operation) => operation.action === "note");
      // What is noted changes what the journal knows, so the rest is decided again on top of it.
      if (fresh.length === 0 || notes.length > 4 * (scope.size + wants.length + 1)) {
        return {
          mirror: name,
          wanted: wants.length,
          difference: { ...found, operations: [...notes, ...found.operations] },
        };
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

/** What comes first is done first; the notes of one key stay in their order. */
function byAction(a: Operation, b: Operation): number {
  const early = (operation: Operation): string => `${startOf(operation)} ${operation.key}`;
  const [first, second] = [early(a), early(b)];
  const byAge = first === second ? 0 : first < second ? -1 : 1;
  return ORDER.indexOf(a.action) - ORDER.indexOf(b.action) || byAge;
}

function startOf(operation: Operation): string {
  const item = "item" in operation ? operation.item : "held" in operation ? operation.held.item : {};
  return typeof item["start"] === "string" ? item["start"] : "";
}
