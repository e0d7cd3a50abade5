import type { JsonObject } from "../json.ts";
import type { NoteStream } from "../ports/journal.ts";
import type { Instant } from "../time/instant.ts";
import type { IntentNote, Note } from "./note.ts";

/** The resource that the journal knows to be live. */
export interface LiveResource {
  readonly id: string;
  readonly generation: number;
  readonly nonce: string;
  /** Absent: taken over from a lost journal, and nobody knows what was asked for. */
  readonly asked?: JsonObject;
  readonly got: JsonObject;
  /** When the last write to it was noted as done, by the journal's clock. */
  readonly at: Instant;
}

/** What the notes of one key add up to. */
export interface KeyState {
  /** Number of notes: what the next append expects. */
  readonly version: number;
  /** Highest generation ever tried; 0 for none. */
  readonly generation: number;
  /** Highest generation that had a resource, and so is never used again; 0 for none. */
  readonly used: number;
  readonly live?: LiveResource;
  /** Sent perhaps, and not known to have happened or not. */
  readonly open?: IntentNote;
  /** Ids that are gone for good and never adopted again. */
  readonly goneIds: readonly string[];
  /** Creations that were given up: what turns up with such a nonce is ours. */
  readonly dropped: readonly DroppedCreation[];
}

/** A creation that was given up. */
export interface DroppedCreation {
  readonly nonce: string;
  readonly asked?: JsonObject;
}

/** The state of a key of which the journal knows nothing. */
export const unknownKey: KeyState = { version: 0, generation: 0, used: 0, goneIds: [], dropped: [] };

/** Folds the notes of one key, oldest first. */
export function keyState(stream: NoteStream): KeyState {
  const state = stream.notes.reduce<KeyState>((folded, note) => withNote(folded, note, note.at), unknownKey);
  return { ...state, version: stream.version };
}

/** The state once one more note is written. */
export function withNote(state: KeyState, note: Note, at: Instant): KeyState {
  const { open, ...settled } = state;
  const used = note.type === "done" || note.type === "gone" ? Math.max(state.used, note.generation) : state.used;
  const next = {
    ...settled,
    version: state.version + 1,
    generation: Math.max(state.generation, note.generation),
    used,
  };
  switch (note.type) {
    case "intent":
      return { ...next, open: note };
    case "done": {
      const { id, generation, nonce, got } = note;
      // What an earlier try made was asked for by that try.
      const asked = note.asked ?? state.dropped.find((one) => one.nonce === nonce)?.asked;
      return { ...next, live: { id, generation, nonce, ...(asked !== undefined && { asked }), got, at } };
    }
    case "dropped":
      return open?.action === "create" ? { ...next, dropped: [...state.dropped, given(note.nonce, open.asked)] } : next;
    case "gone": {
      const { live, ...rest } = next;
      return {
        ...rest,
        ...(live !== undefined && live.id !== note.id && { live }),
        goneIds: [...state.goneIds, note.id],
      };
    }
  }
}

function given(nonce: string, asked: JsonObject | undefined): DroppedCreation {
  return { nonce, ...(asked !== undefined && { asked }) };
}
