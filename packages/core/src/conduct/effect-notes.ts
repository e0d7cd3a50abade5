import type { FootplateErrorCode } from "../error.ts";
import type { DoneNote, DroppedNote, IntentNote, Note } from "../plan/note.ts";
import type { NoteStream } from "../ports/journal.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import type { EffectMirror } from "./effect.ts";

/** Shortest and longest wait after a failure, in milliseconds; it doubles in between (F75). */
const SHORTEST_MS = 10_000;
const LONGEST_MS = 600_000;

/** What the journal knows of effects, by mirror and key. Performing one adds to it. */
export type EffectStreams = Map<string, NoteStream>;

/** The streams as they were read from the journal, ready for performing effects. */
export function effectStreams(streams: readonly NoteStream[]): EffectStreams {
  return new Map(streams.map((stream) => [nameOf(stream.mirror, stream.key), stream]));
}

/** The notes of one key. */
export function streamOf(streams: EffectStreams, mirror: string, key: string): NoteStream | undefined {
  return streams.get(nameOf(mirror, key));
}

/** Where one effect stands. */
export interface Standing {
  /** Number of notes: what the next append expects. */
  readonly version: number;
  /** How often it was about to be sent. */
  readonly tries: number;
  /** When it was first about to be sent, by the journal's clock. */
  readonly since?: Instant;
  readonly done?: Noted<DoneNote>;
  /** Sent perhaps. */
  readonly open?: Noted<IntentNote>;
  /** The last failure, where nothing came after it. */
  readonly dropped?: Noted<DroppedNote>;
  /** How many tries came to nothing. */
  readonly failures: number;
}

/** A note with the moment at which the journal took it. */
type Noted<N extends Note> = N & { readonly at: Instant };

/** Where the effect of that key stands. */
export function standingOf(streams: EffectStreams, mirror: EffectMirror, key: string): Standing {
  const notes = streamOf(streams, mirror, key)?.notes ?? [];
  const intents = notes.filter(({ type }) => type === "intent");
  const last = notes.at(-1);
  const done = notes.findLast((note): note is Noted<DoneNote> => note.type === "done");
  const [first] = intents;
  return {
    version: notes.length,
    tries: intents.length,
    failures: notes.filter(({ type }) => type === "dropped").length,
    ...(first !== undefined && { since: first.at }),
    ...(done !== undefined && { done }),
    ...(last?.type === "intent" && { open: last }),
    ...(last?.type === "dropped" && { dropped: last }),
  };
}

/** Until when an effect that failed rests, and after what: the more failures, the longer (F75). */
export function restOf({
  dropped,
  failures,
}: Standing): { readonly until: Instant; readonly why?: FootplateErrorCode } | undefined {
  if (dropped === undefined) return undefined;
  const restMs = Math.min(2 ** failures * SHORTEST_MS, LONGEST_MS);
  const { at, why } = dropped;
  return { until: fromEpochMs(epochMs(at) + restMs), ...(why !== undefined && { why }) };
}

/** Adds a note that the journal took. */
export function noted(
  streams: EffectStreams,
  mirror: string,
  key: string,
  note: Note,
  taken: { readonly version: number; readonly at: Instant },
): void {
  const before = streams.get(nameOf(mirror, key))?.notes ?? [];
  const stream: NoteStream = { mirror, key, version: taken.version, notes: [...before, { ...note, at: taken.at }] };
  streams.set(nameOf(mirror, key), stream);
}

function nameOf(mirror: string, key: string): string {
  return `${mirror} ${key}`;
}
