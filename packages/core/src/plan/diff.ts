import { stableJson } from "../hash.ts";
import type { JsonObject } from "../json.ts";
import type { JournalInfo } from "../ports/journal.ts";
import type { Held, Mirror } from "../ports/mirror.ts";
import type { MirrorName } from "../ports/ports.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { type KeyState, type LiveResource, unknownKey } from "./key-state.ts";
import type { IntentNote } from "./note.ts";
import type { Sighting } from "./observe.ts";
import type { FieldChange, ForeignCopy, NoteOperation, Operation, OperationBase, Question } from "./plan.ts";
import type { Wanted } from "./wanted.ts";

/** What a person said about one key of one mirror. */
export type Answer = "adopt" | "revert" | "recreate" | "dismiss";

/** Everything that deciding about one mirror needs. */
export interface DiffInput {
  readonly line: string;
  readonly mirror: Pick<Mirror<JsonObject>, "identity" | "sendMs" | "settleMs" | "normalise">;
  readonly sighting: Sighting;
  readonly wanted: readonly Wanted[];
  /** The keys that this plan may touch, as the journal knows them. */
  readonly states: ReadonlyMap<string, KeyState>;
  /** Whether the journal knows the key at all. */
  readonly known: (key: string) => boolean;
  /** Facts known of the key's train, written into the mark. */
  readonly facts: (key: string) => number;
  /** The recorded reason why a key is not wanted any more. */
  readonly explain: (key: string) => string | undefined;
  readonly answer: (key: string, generation: number) => Answer | undefined;
  readonly journal: JournalInfo;
  readonly now: Instant;
}

/** What is to be done on one mirror, and what waits. */
export interface Difference {
  readonly operations: readonly Operation[];
  readonly questions: readonly Question[];
  readonly copies: readonly ForeignCopy[];
  readonly unchanged: number;
}

interface Subject {
  readonly input: DiffInput;
  readonly key: string;
  readonly label: string;
  readonly state: KeyState;
  readonly want?: Wanted;
  /** Resources that carry the key, gone ids left out. */
  readonly marked: readonly Held<JsonObject>[];
  readonly out: Collected;
}

interface Collected {
  readonly operations: Operation[];
  readonly questions: Question[];
  readonly copies: ForeignCopy[];
  unchanged: number;
  unproved: number;
}

/** Compares what is wanted with what was seen and with what the journal knows. Pure. */
export function difference(input: DiffInput): Difference {
  const { sighting, states, line } = input;
  const out: Collected = { operations: [], questions: [], copies: [], unchanged: 0, unproved: 0 };
  const wantedByKey = new Map(input.wanted.map((want) => [want.key, want]));
  const markedByKey = new Map<string, Held<JsonObject>[]>();
  for (const held of sighting.held.values()) {
    const key = held.mark?.key;
    if (key === undefined || !key.startsWith(`${line}/`)) continue;
    if (!states.has(key) && (input.known(key) || isOver(held.item, input.now))) continue;
    markedByKey.set(key, [...(markedByKey.get(key) ?? []), held]);
  }
  const keys = new Set([...wantedByKey.keys(), ...states.keys(), ...markedByKey.keys()]);
  for (const key of [...keys].toSorted()) {
    const want = wantedByKey.get(key);
    const state = states.get(key) ?? unknownKey;
    const marked = (markedByKey.get(key) ?? []).filter(({ id }) => !state.goneIds.includes(id));
    const label = want?.label ?? labelOf(key, marked[0]?.item ?? state.live?.got);
    decide({ input, key, label, state, ...(want !== undefined && { want }), marked, out });
  }
  if (!sighting.complete) {
    out.questions.push({ type: "unseen", mirror: sighting.mirror, why: sighting.why ?? "", waiting: out.unproved });
  }
  const { operations, questions, copies, unchanged } = out;
  return { operations, questions, copies, unchanged };
}

function decide(subject: Subject): void {
  const { state } = subject;
  if (state.open !== undefined) return decideOpen(subject);
  if (state.live !== undefined) return decideLive(subject, state.live);
  return decideAbsent(subject);
}

/** An intent without an outcome: look for its effect, and wait until its absence is certain. */
function decideOpen(subject: Subject): void {
  const { input, state, marked, out } = subject;
  const { open } = state;
  if (open === undefined) return;
  const { sighting, mirror } = input;
  if (open.action === "create") {
    const made = oldest(marked.filter(({ mark, ended }) => mark?.nonce === open.nonce && ended !== true));
    if (made !== undefined) return settled(subject, open, made);
    const certainAt = epochMs(open.deadline) + (mirror.identity === "chosen" ? 0 : mirror.settleMs);
    if (epochMs(sighting.began) <= certainAt) return settling(subject, certainAt);
    if (sighting.complete) return note(subject, "settled", open.generation, { type: "dropped", nonce: open.nonce });
    out.unproved += 1;
    return;
  }
  if (epochMs(sighting.began) <= epochMs(open.deadline)) return settling(subject, epochMs(open.deadline));
  const id = open.id ?? "";
  const held = sighting.held.get(id);
  if (held === undefined ? sighting.gone.has(id) : held.ended === true) {
    const by = open.action === "remove" ? "us" : "person";
    if (by === "us") return note(subject, "settled", open.generation, { type: "gone", id, by });
    return state.live === undefined ? undefined : decideEnded(subject, state.live.generation, id, state.live.got, held);
  }
  if (held === undefined) return notFound(subject, state.live);
  const happened =
    open.action === "update" &&
    open.asked !== undefined &&
    changes(held.item, mirror.normalise(open.asked)).length === 0;
  if (happened) return settled(subject, open, held);
  return note(subject, "settled", open.generation, { type: "dropped", nonce: open.nonce });
}

function settled(subject: Subject, open: IntentNote, held: Held<JsonObject>): void {
  const asked = open.asked === undefined ? {} : { asked: open.asked };
  // Nobody saw what a creation gave back, and a person may have edited it since: what was asked for is the better base.
  const got =
    open.action === "create" && open.asked !== undefined ? subject.input.mirror.normalise(open.asked) : held.item;
  note(subject, "settled", open.generation, { type: "done", nonce: open.nonce, id: held.id, ...asked, got });
}

/** Neither seen nor proved gone: written a moment ago, or behind a listing that was not complete. */
function notFound(subject: Subject, live: LiveResource | undefined): void {
  const { sighting, mirror } = subject.input;
  const settles = live === undefined ? 0 : epochMs(live.at) + mirror.settleMs;
  if (epochMs(sighting.began) <= settles) return settling(subject, settles);
  subject.out.unproved += 1;
}

/** The journal knows the resource: compare it with what we left there, and with what is wanted. */
function decideLive(subject: Subject, live: LiveResource): void {
  const { input, want, out } = subject;
  const { sighting, mirror } = input;
  for (const left of subject.marked.filter(({ id, ended }) => id !== live.id && ended !== true))
    leftover(subject, left);
  const held = sighting.held.get(live.id);
  if (held === undefined && !sighting.gone.has(live.id)) return notFound(subject, live);
  if (held === undefined || held.ended === true) return decideEnded(subject, live.generation, live.id, live.got, held);
  // A person who drags something into the past has not made it begin.
  const byTime = began(subject, live.got) || want === undefined || began(subject, want.item);
  if (byTime && began(subject, held.item)) return void (out.unchanged += 1);
  const edits = changes(live.got, held.item);
  const answer = input.answer(subject.key, live.generation);
  if (want === undefined) {
    if (edits.length === 0 || answer === "revert") return remove(subject, held, live);
    if (answer === "adopt")
      return note(subject, "forgotten", live.generation, { type: "gone", id: live.id, by: "person" });
    return drift(subject, edits);
  }
  if (want.held !== undefined) return waits(subject, want);
  const item = mirror.normalise(want.item);
  const asked = live.asked === undefined ? undefined : mirror.normalise(live.asked);
  // Without a base nobody knows who made the difference, so all of it is a person's until told otherwise.
  const foreign =
    asked === undefined ? changes(item, held.item) : edits.filter(({ field }) => !same(held.item, item, field));
  const wishes = asked === undefined ? [] : changes(asked, item);
  if (foreign.length > 0 && answer === undefined) return drift(subject, foreign);
  if (foreign.length > 0 && answer === "adopt") {
    // Only the edits are taken over: what the line wants besides is still to be done.
    return keep(subject, held, live, { ...(asked ?? item), ...pick(item, foreign) });
  }
  const fields = [...new Set([...foreign, ...wishes].map(({ field }) => field))].filter(
    (field) => !same(held.item, item, field),
  );
  if (fields.length > 0) return update(subject, held, item, fields);
  if (edits.length > 0 || wishes.length > 0 || asked === undefined) return keep(subject, held, live, item);
  out.unchanged += 1;
}

/** The journal knows of no live resource. */
function decideAbsent(subject: Subject): void {
  const { input, want, state, out } = subject;
  const { sighting, mirror } = input;
  const chosen = mirror.identity === "chosen";
  const alive = subject.marked.filter(({ ended }) => ended !== true);
  const first = oldest(alive.filter(({ mark }) => chosen || (state.version === 0 && mark !== undefined)));
  for (const left of alive) if (left !== first) leftover(subject, left);
  if (first?.mark !== undefined) {
    const { generation, nonce } = first.mark;
    // Just as wanted: it may have been asked for so. Otherwise nobody knows who made the difference.
    const item = want === undefined ? undefined : mirror.normalise(want.item);
    const asked = item !== undefined && changes(first.item, item).length === 0 ? { asked: item } : {};
    return note(subject, "adopted", generation, { type: "done", nonce, id: first.id, ...asked, got: first.item });
  }
  if (want === undefined) return;
  const ended = subject.marked.filter((held) => held.ended === true);
  const generation = Math.max(state.generation, ...ended.map(({ mark }) => mark?.generation ?? 0));
  const answer = input.answer(subject.key, generation);
  if (answer === "dismiss") return void (out.unchanged += 1);
  const last = ended.find(({ mark }) => mark?.generation === generation);
  if (last !== undefined && answer !== "recreate") return decideEnded(subject, generation, last.id, last.item, last);
  if (began(subject, want.item)) return void out.questions.push({ ...base(subject), type: "missed" });
  if (want.held !== undefined) return waits(subject, want);
  if (!sighting.complete) return void (out.unproved += 1);
  const quarantineEnds = epochMs(input.journal.birth) + mirror.sendMs + mirror.settleMs;
  const young = !chosen && epochMs(sighting.began) <= quarantineEnds;
  // A generation that had a resource is never used again; one that was only tried, is.
  const used = Math.max(state.used, ...ended.map(({ mark }) => mark?.generation ?? 0));
  out.operations.push({
    ...operation(subject, used + 1),
    action: "create",
    item: mirror.normalise(want.item),
    facts: input.facts(subject.key),
    ...(young && { notBefore: fromEpochMs(quarantineEnds + 1) }),
  });
}

/** A person took the resource away or ended it: nothing is done until somebody says what that means. */
function decideEnded(
  subject: Subject,
  generation: number,
  id: string,
  item: JsonObject,
  held: Held<JsonObject> | undefined,
): void {
  const { input, want, out, state } = subject;
  const forget = (): void => note(subject, "forgotten", generation, { type: "gone", id, by: "person" });
  if (want === undefined) return state.live === undefined ? undefined : forget();
  const answer = input.answer(subject.key, generation);
  if (answer === "dismiss" || answer === "recreate") return forget();
  if (began(subject, item) && began(subject, want.item)) return void (out.unchanged += 1);
  const how = held === undefined || input.sighting.mirror === "calendar" ? "deleted" : "completed";
  out.questions.push({ ...base(subject), type: "ended", generation, how, answers: ["recreate", "dismiss"] });
}

/** Another resource with the key: ours if its nonce was given up, else somebody's copy. */
function leftover({ input, key, label, state, out }: Subject, held: Held<JsonObject>): void {
  const { mirror } = input.sighting;
  const generation = held.mark?.generation ?? 0;
  if (state.dropped.some(({ nonce }) => nonce === held.mark?.nonce)) {
    if (!input.sighting.complete) return void (out.unproved += 1);
    out.operations.push({ mirror, key, label, expected: state.version, generation, action: "remove-orphan", held });
  } else out.copies.push({ mirror, key, id: held.id });
}

function keep(subject: Subject, held: Held<JsonObject>, live: LiveResource, asked: JsonObject): void {
  note(subject, "adopted", live.generation, { type: "done", nonce: live.nonce, id: live.id, asked, got: held.item });
}

function update(subject: Subject, held: Held<JsonObject>, wanted: JsonObject, fields: readonly string[]): void {
  const { input, state, out, key } = subject;
  const item = { ...held.item, ...Object.fromEntries(fields.map((field) => [field, wanted[field] ?? null])) };
  out.operations.push({
    ...operation(subject, state.live?.generation ?? 1),
    action: "update",
    held,
    item,
    asked: wanted,
    facts: input.facts(key),
    changes: changes(held.item, item),
  });
}

function remove(subject: Subject, held: Held<JsonObject>, live: LiveResource): void {
  if (!subject.input.sighting.complete) return void (subject.out.unproved += 1);
  const explained = subject.input.explain(subject.key);
  subject.out.operations.push({
    ...operation(subject, live.generation),
    action: "remove",
    held,
    ...(explained !== undefined && { explained }),
  });
}

function note(
  subject: Subject,
  outcome: NoteOperation["outcome"],
  generation: number,
  written: NoteOperation["note"],
): void {
  subject.out.operations.push({ ...operation(subject, generation), action: "note", outcome, note: written });
}

function drift(subject: Subject, shown: readonly FieldChange[]): void {
  subject.out.questions.push({ ...base(subject), type: "drift", changes: shown, answers: ["adopt", "revert"] });
}

function waits(subject: Subject, { key, label, held, window }: Wanted): void {
  const { questions } = subject.out;
  if (held?.type === "review") questions.push({ type: "review", key, label, start: window.start, end: window.end });
  if (held?.type === "blocked") questions.push({ type: "blocked", key, label, why: held.why });
}

function settling(subject: Subject, until: number): void {
  subject.out.questions.push({ ...base(subject), type: "settling", until: fromEpochMs(until) });
}

function base({ input, key, label }: Subject): {
  readonly mirror: MirrorName;
  readonly key: string;
  readonly label: string;
} {
  return { mirror: input.sighting.mirror, key, label };
}

function operation(subject: Subject, generation: number): OperationBase {
  return { ...base(subject), expected: subject.state.version, generation };
}

/** Whether the thing has begun: from then on it is conducted, not planned. */
function began({ input }: Subject, item: JsonObject): boolean {
  return typeof item["start"] === "string" && epochMs(item["start"]) <= epochMs(input.now);
}

function isOver({ end }: JsonObject, now: Instant): boolean {
  return typeof end === "string" && epochMs(end) <= epochMs(now);
}

function oldest(all: readonly Held<JsonObject>[]): Held<JsonObject> | undefined {
  const age = ({ createdAt, id }: Held<JsonObject>): string => `${createdAt ?? ""} ${id}`;
  return [...all].toSorted((a, b) => (age(a) < age(b) ? -1 : 1))[0];
}

function labelOf(key: string, item: JsonObject | undefined): string {
  const { title, start } = item ?? {};
  return [...[title, start].filter((part) => typeof part === "string"), key].join(" · ");
}

function pick(item: JsonObject, fields: readonly FieldChange[]): JsonObject {
  return Object.fromEntries(fields.map(({ field }) => [field, item[field] ?? null]));
}

function same(a: JsonObject, b: JsonObject, field: string): boolean {
  return stableJson(a[field] ?? null) === stableJson(b[field] ?? null);
}

/** The fields in which two items differ, in order of name. */
export function changes(from: JsonObject, to: JsonObject): readonly FieldChange[] {
  const fields = [...new Set([...Object.keys(from), ...Object.keys(to)])].toSorted();
  return fields
    .filter((field) => !same(from, to, field))
    .map((field) => ({
      field,
      ...(from[field] !== undefined && { from: from[field] }),
      ...(to[field] !== undefined && { to: to[field] }),
    }));
}
