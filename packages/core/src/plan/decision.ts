import type { JsonObject } from "../json.ts";
import type { JournalInfo } from "../ports/journal.ts";
import type { Held, Mirror } from "../ports/mirror.ts";
import type { MirrorName } from "../ports/ports.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { changes } from "./changes.ts";
import type { KeyState, LiveResource } from "./key-state.ts";
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

/** One key of one mirror, and where the decision about it is collected. */
export interface Subject {
  readonly input: DiffInput;
  readonly key: string;
  readonly label: string;
  readonly state: KeyState;
  readonly want?: Wanted;
  /** Resources that carry the key, gone ids left out. */
  readonly marked: readonly Held<JsonObject>[];
  readonly out: Collected;
}

/** What was decided so far. */
export interface Collected {
  readonly operations: Operation[];
  readonly questions: Question[];
  readonly copies: ForeignCopy[];
  unchanged: number;
  unproved: number;
}

/** Another resource with the key: ours if its nonce was given up, else somebody's copy. */
export function leftover({ input, key, label, state, out }: Subject, held: Held<JsonObject>): void {
  const { mirror } = input.sighting;
  const generation = held.mark?.generation ?? 0;
  if (state.dropped.some(({ nonce }) => nonce === held.mark?.nonce)) {
    if (!input.sighting.complete) return void (out.unproved += 1);
    out.operations.push({ mirror, key, label, expected: state.version, generation, action: "remove-orphan", held });
  } else out.copies.push({ mirror, key, id: held.id });
}

export function keep(subject: Subject, held: Held<JsonObject>, live: LiveResource, asked: JsonObject): void {
  note(subject, "adopted", live.generation, { type: "done", nonce: live.nonce, id: live.id, asked, got: held.item });
}

export function update(subject: Subject, held: Held<JsonObject>, wanted: JsonObject, fields: readonly string[]): void {
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

export function remove(subject: Subject, held: Held<JsonObject>, live: LiveResource): void {
  if (!subject.input.sighting.complete) return void (subject.out.unproved += 1);
  const explained = subject.input.explain(subject.key);
  subject.out.operations.push({
    ...operation(subject, live.generation),
    action: "remove",
    held,
    ...(explained !== undefined && { explained }),
  });
}

export function note(
  subject: Subject,
  outcome: NoteOperation["outcome"],
  generation: number,
  written: NoteOperation["note"],
): void {
  subject.out.operations.push({ ...operation(subject, generation), action: "note", outcome, note: written });
}

export function drift(subject: Subject, shown: readonly FieldChange[]): void {
  subject.out.questions.push({ ...base(subject), type: "drift", changes: shown, answers: ["adopt", "revert"] });
}

/** What is not written now is asked about, with what is published meanwhile. */
export function waits(subject: Subject, { key, label, held }: Wanted, published?: JsonObject): void {
  const { questions } = subject.out;
  if (held === undefined) return;
  if (held.type !== "review") return void questions.push({ type: "blocked", key, label, why: held.why });
  const { start, end } = published ?? {};
  const announced =
    typeof start === "string" && typeof end === "string"
      ? { announced: { start: start as Instant, end: end as Instant } }
      : {};
  questions.push({ type: "review", key, label, start: held.start, end: held.end, ...announced });
}

export function settling(subject: Subject, until: number): void {
  subject.out.questions.push({ ...base(subject), type: "settling", until: fromEpochMs(until) });
}

export function base({ input, key, label }: Subject): {
  readonly mirror: MirrorName;
  readonly key: string;
  readonly label: string;
} {
  return { mirror: input.sighting.mirror, key, label };
}

export function operation(subject: Subject, generation: number): OperationBase {
  return { ...base(subject), expected: subject.state.version, generation };
}

/** Whether the thing has begun: from then on it is conducted, not planned. Who is on call is planned until the end. */
export function began({ input }: Subject, item: JsonObject): boolean {
  const edge = item[input.sighting.mirror === "onCall" ? "end" : "start"];
  return typeof edge === "string" && epochMs(edge) <= epochMs(input.now);
}

/** Neither seen nor proved gone: written a moment ago, or behind a listing that was not complete. */
export function notFound(subject: Subject, live: LiveResource | undefined): void {
  const { sighting, mirror } = subject.input;
  const settles = live === undefined ? 0 : epochMs(live.at) + mirror.settleMs;
  if (epochMs(sighting.began) <= settles) return settling(subject, settles);
  subject.out.unproved += 1;
}

/** The one that was made first. */
export function oldest(all: readonly Held<JsonObject>[]): Held<JsonObject> | undefined {
  const age = ({ createdAt, id }: Held<JsonObject>): string => `${createdAt ?? ""} ${id}`;
  return [...all].toSorted((a, b) => (age(a) < age(b) ? -1 : 1))[0];
}
