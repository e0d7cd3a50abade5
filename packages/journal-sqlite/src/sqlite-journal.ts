import { type Appended, fromEpochMs, type Journal, type NoteStream } from "@footplate/core";
import { factRows, isFact, isNote, noteBody } from "./entry.ts";
import { damagedRow } from "./errors.ts";
import { holds, sqliteLeases } from "./leases.ts";
import { integer, json, type Store, text } from "./store.ts";

/** A journal in one SQLite file. Several processes of one machine may use it at once. */
export interface SqliteJournal extends Journal {
  /** Closes the file; a second time does nothing. Later calls throw `journal_unwritable`. */
  close(): void;
}

type Stream = { mirror: string; key: string; notes: NoteStream["notes"][number][] };

/** The journal over an open file. */
export function sqliteJournal(store: Store, now: () => number): SqliteJournal {
  return {
    spec: 1,
    async info({ signal } = {}) {
      signal?.throwIfAborted();
      const [row] = store.all("SELECT CAST(value AS INTEGER) AS birth_ms FROM meta WHERE name = 'birth_ms'");
      if (row === undefined) throw damagedRow(store.file, "meta");
      return { now: fromEpochMs(now()), birth: fromEpochMs(integer(store, row, "birth_ms")) };
    },
    async facts(line, { signal } = {}) {
      signal?.throwIfAborted();
      return store
        .all("SELECT body FROM fact WHERE line = ? ORDER BY position", line)
        .map((row) => json(store, row, "body", isFact));
    },
    async record(line, facts, { signal, fence } = {}): Promise<Appended> {
      signal?.throwIfAborted();
      const rows = factRows(facts);
      return store.write(() => {
        const nowMs = now();
        if (fence !== undefined && !holds(store, fence, nowMs)) return { ok: false, reason: "fenced" };
        for (const { id, body } of rows) {
          store.run("INSERT INTO fact (line, id, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", line, id, body);
        }
        const version = count(store, "SELECT count(*) AS n FROM fact WHERE line = ?", line);
        return { ok: true, version, at: fromEpochMs(nowMs) };
      });
    },
    async notes(line, { signal } = {}) {
      signal?.throwIfAborted();
      const streams = new Map<string, Stream>();
      for (const row of store.all("SELECT * FROM note WHERE line = ? ORDER BY position", line)) {
        const mirror = text(store, row, "mirror");
        const key = text(store, row, "key");
        const id = JSON.stringify([mirror, key]);
        const stream = streams.get(id) ?? { mirror, key, notes: [] };
        const note = json(store, row, "body", isNote);
        stream.notes.push({ ...note, at: fromEpochMs(integer(store, row, "at_ms")) });
        streams.set(id, stream);
      }
      return [...streams.values()].map(({ mirror, key, notes }) => ({ mirror, key, version: notes.length, notes }));
    },
    async note(line, mirror, key, note, { signal, expected, fence }): Promise<Appended> {
      signal?.throwIfAborted();
      const body = noteBody(note);
      return store.write(() => {
        const nowMs = now();
        if (fence !== undefined && !holds(store, fence, nowMs)) return { ok: false, reason: "fenced" };
        const version = count(
          store,
          "SELECT count(*) AS n FROM note WHERE line = ? AND mirror = ? AND key = ?",
          line,
          mirror,
          key,
        );
        if (version !== expected) return { ok: false, reason: "stale" };
        store.run(
          "INSERT INTO note (line, mirror, key, version, at_ms, body) VALUES (?, ?, ?, ?, ?, ?)",
          line,
          mirror,
          key,
          version + 1,
          nowMs,
          body,
        );
        return { ok: true, version: version + 1, at: fromEpochMs(nowMs) };
      });
    },
    leases: sqliteLeases(store, now),
    close: () => store.close(),
  };
}

function count(store: Store, sql: string, ...values: readonly string[]): number {
  const [row] = store.all(sql, ...values);
  return row === undefined ? 0 : integer(store, row, "n");
}
