import { rosterOptions } from "../people/rotation.ts";
import { FootplateError } from "../error.ts";
import type { Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { factCounts, trainOf } from "../line/subject.ts";
import { refusal } from "../people/refusal.ts";
import type { MirrorName } from "../ports/ports.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import { canMoveTo } from "../timetable/reach.ts";
import { author, given, type PlanContext, type PlanOptions } from "./context.ts";
import type { Desired } from "./desired.ts";
import type { KeyState } from "./key-state.ts";
import type { Sighting } from "./observe.ts";
import type { ForeignConflict, Question, Refusal } from "./plan.ts";

/** What looking at the world gives to decide on. */
export interface Looked {
  readonly context: PlanContext;
  readonly options: PlanOptions;
  readonly states: ReadonlyMap<MirrorName, ReadonlyMap<string, KeyState>>;
  readonly sightings: readonly Sighting[];
  readonly now: Instant;
}

/** Moves in the calendar of record, and moves that a person adopts, become facts. */
export function movedFacts(seen: Looked, facts: readonly Fact[], { wanted: wants }: Desired): readonly Fact[] {
  const { context, options, now } = seen;
  const { line } = context;
  const found: Fact[] = [];
  for (const { mirror, held: resources } of seen.sightings) {
    // An on-call override and a ticket follow the windows and say nothing of when they are.
    if (mirror === "onCall" || mirror === "trainTickets") continue;
    const ofRecord = line.record === "calendar" && mirror === "calendar";
    for (const want of wants) {
      const { window } = want;
      if (want.mirror !== mirror || window === undefined || want.held?.type === "blocked") continue;
      const { live, open } = seen.states.get(mirror)?.get(want.key) ?? {};
      const held = live === undefined ? undefined : resources.get(live.id);
      if (live === undefined || held === undefined || held.ended === true) continue;
      // While a write of our own is open, nobody knows whose times these are.
      if (open !== undefined) continue;
      const { start, end } = held.item;
      if (typeof start !== "string" || typeof end !== "string") continue;
      if (start === window.start && end === window.end) continue;
      // No window takes no time, and none is moved to a time that is over: a slip, and shown as an edit.
      if (epochMs(start) >= epochMs(end) || epochMs(end) <= epochMs(now)) continue;
      if (!canMoveTo(window.start.slice(0, 10), { start: start as Instant, end: end as Instant })) continue;
      const known = live.asked !== undefined;
      if (known && start === live.got["start"] && end === live.got["end"]) continue;
      const adopted = (given(options, mirror, want.key) ?? options.drift) === "adopt";
      // Without a base nobody knows who moved it, so a person is asked.
      if (!adopted && !(ofRecord && known)) continue;
      const count = facts.filter((fact) => fact.type === "windowMoved" && fact.window === want.key).length;
      found.push(
        permitted(context, facts, {
          id: `moved/${want.key}/${String(count + 1)}/${start}/${end}`,
          type: "windowMoved",
          at: now,
          by: adopted && !(ofRecord && known) ? author(options) : { bot: "footplate" },
          reason: ofRecord ? "moved in the calendar of record" : `moved on ${mirror}, adopted`,
          window: want.key,
          start: start as Instant,
          end: end as Instant,
        }),
      );
    }
  }
  return found;
}

/** Answers to deletions are facts, so that every later plan knows them. */
export function answerFacts(
  { context, options, now }: Looked,
  known: readonly Fact[],
  questions: readonly Question[],
): readonly Fact[] {
  return questions.flatMap((question): readonly Fact[] => {
    if (question.type !== "ended") return [];
    const { mirror, key, generation } = question;
    const answer = given(options, mirror, key);
    if (answer !== "recreate" && answer !== "dismiss") return [];
    const type = answer === "recreate" ? "recreationRequested" : "deletionAccepted";
    const id = `${answer}/${mirror}/${key}/${String(generation)}`;
    return [permitted(context, known, { id, type, at: now, by: author(options), mirror, key, generation })];
  });
}

/** The fact, if its author may cause it. Throws `forbidden` otherwise (R32). */
function permitted(context: PlanContext, known: readonly Fact[], fact: Fact): Fact {
  const refused = refusal(context.line, known, fact, rosterOptions(context));
  if (refused === undefined) return fact;
  throw new FootplateError({ code: "forbidden", message: refused.message, hint: refused.hint });
}

/** A resource that rests on more facts than the journal knows: facts were lost, and writing would act on half the truth. */
export function missing(line: TrainLine, facts: readonly Fact[], sightings: readonly Sighting[]): readonly Refusal[] {
  const counts = factCounts(line, facts);
  const lost = new Map<string, number>();
  for (const { held } of sightings) {
    for (const { mark } of held.values()) {
      if (mark === undefined || !mark.key.startsWith(`${line.id}/`)) continue;
      const train = trainOf(mark.key);
      const gap = mark.facts - (counts.get(train) ?? 0);
      if (gap > 0) lost.set(train, Math.max(gap, lost.get(train) ?? 0));
    }
  }
  if (lost.size === 0) return [];
  const trains = [...lost].map(([train, gap]) => `${train} (${String(gap)})`).toSorted();
  return [
    {
      code: "journal_missing",
      message: `the journal has lost facts on which published resources rest, of ${trains.join(", ")}`,
      hint: "restore the journal from a backup; or give them up, train by train: footplate accept-loss LINE.json TRAIN --lost N --as LEAD --reason TEXT",
    },
  ];
}

/** Other people's busy entries at the time of our exclusive windows. */
export function conflicts(
  { timetable: shown }: Desired,
  sightings: readonly Sighting[],
  line: TrainLine,
): readonly ForeignConflict[] {
  const foreign = [...(sightings.find(({ mirror }) => mirror === "calendar")?.held.values() ?? [])].flatMap(
    ({ item, mark, ended }) => {
      const { start, end, title, busy } = item;
      const taken = mark === undefined || !mark.key.startsWith(`${line.id}/`);
      if (!taken || ended === true || busy !== true || typeof start !== "string" || typeof end !== "string") return [];
      return [{ title: typeof title === "string" ? title : "", start: start as Instant, end: end as Instant }];
    },
  );
  return shown.windows.flatMap((window) =>
    window.class !== "exclusive" || window.kind === "guest"
      ? []
      : foreign
          .filter(({ start, end }) => epochMs(start) < epochMs(window.end) && epochMs(end) > epochMs(window.start))
          .map((entry) => ({ window: window.id, label: window.name, ...entry })),
  );
}
