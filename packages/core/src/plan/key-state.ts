import type { JsonObject } from "../json.ts";
import type { NoteStream } from "../ports/journal.ts";
import type { Instant } from "../time/instant.ts";
import type { IntentNote } from "./note.ts";

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
  readonly live?: LiveResource;
  /** Sent perhaps, and not known to have happened or not. */
  readonly open?: IntentNote;
  /** Ids that are gone for good and never adopted again. */
  readonly goneIds: readonly string[];
  /** Nonces of creations that were given up: what turns up with one is ours to remove. */
  readonly dropped: readonly string[];
}

/** The state of a key of which the journal knows nothing. */
export const unknownKey: KeyState = { version: 0, generation: 0, goneIds: [], dropped: [] };

/** Folds the notes of one key, oldest first. */
export function keyState(stream: NoteStream): KeyState {
  let state: KeyState = unknownKey;
  for (const note of stream.notes) {
    const { open, ...settled } = state;
    const generation = Math.max(state.generation, note.generation);
    switch (note.type) {
      case "intent":
        state = { ...state, generation, open: note };
        break;
      case "done":
        state = {
          ...settled,
          generation,
          live: {
            id: note.id,
            generation: note.generation,
            nonce: note.nonce,
            ...(note.asked !== undefined && { asked: note.asked }),
            got: note.got,
            at: note.at,
          },
        };
        break;
      case "dropped":
        state = {
          ...settled,
          generation,
          dropped: open?.action === "create" ? [...state.dropped, note.nonce] : state.dropped,
        };
        break;
      case "gone": {
        const { live, ...rest } = settled;
        state = {
          ...rest,
          ...(live !== undefined && live.id !== note.id && { live }),
          generation,
          goneIds: [...state.goneIds, note.id],
        };
        break;
      }
    }
  }
  return { ...state, version: stream.version };
}
