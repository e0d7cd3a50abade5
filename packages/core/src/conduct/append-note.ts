import type { TrainLine } from "../line/line.ts";
import type { LeaseKeeper } from "../plan/lease-keeper.ts";
import type { Note } from "../plan/note.ts";
import type { Journal } from "../ports/journal.ts";
import { type EffectStreams, noted, streamOf } from "./effect-notes.ts";
import { leaseLost } from "./lease-lost.ts";

/** Where a note is written, and by what right. */
export interface NoteDesk {
  readonly line: TrainLine;
  readonly journal: Journal;
  readonly lease: LeaseKeeper;
  /** What the journal was known to hold; what is written is added. */
  readonly streams: EffectStreams;
  readonly signal?: AbortSignal | undefined;
}

/** Appends a note to what is known of its key. False when another process wrote the stream meanwhile. Throws `lease_lost`. */
export async function appendNote(desk: NoteDesk, mirror: string, key: string, note: Note): Promise<boolean> {
  const { line, journal, lease, streams, signal } = desk;
  const appended = await journal.note(line.id, mirror, key, note, {
    expected: streamOf(streams, mirror, key)?.version ?? 0,
    ...lease.fence(),
    signal,
  });
  if (appended.ok) noted(streams, mirror, key, note, appended);
  else if (appended.reason === "fenced") throw leaseLost();
  return appended.ok;
}
