import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from "node:sqlite";
import { damagedRow, isBusy, translated, unwritable } from "./errors.ts";
import { createSchema, requireKnownSchema, rollback } from "./schema.ts";

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The file, with transactions that are durable when they return, and errors that people can act on. */
export interface Store {
  readonly file: string;
  all(sql: string, ...values: readonly SQLInputValue[]): readonly Row[];
  /** Changes rows; only within `write`. */
  run(sql: string, ...values: readonly SQLInputValue[]): void;
  /** One transaction: everything that `body` does, or nothing. No other process writes meanwhile. */
  write<Result>(body: () => Result): Result;
  close(): void;
}

/** Opens the file, and makes it where there is none. */
export function openStore(
  file: string,
  busyTimeoutMs: number,
  nowMs: () => number,
  pause: (ms: number) => void = blockFor,
): Store {
  const database = opened(file, busyTimeoutMs, nowMs, pause);
  const identity = fileIdentity(file);
  const guarded = <Result>(body: () => Result): Result => {
    try {
      return body();
    } catch (error) {
      throw translated(error, file);
    }
  };
  return {
    file,
    all: (sql, ...values) => guarded(() => database.prepare(sql).all(...values)),
    run: (sql, ...values) => void database.prepare(sql).run(...values),
    write: (body) =>
      guarded(() => {
        // SQLite would go on writing to a file that has no name any more, and lose it on close.
        if (database.isOpen && fileIdentity(file) !== identity) {
          throw unwritable(file, "was deleted or replaced while it was open", "open it again", "no");
        }
        database.exec("BEGIN IMMEDIATE");
        try {
          const result = body();
          database.exec("COMMIT");
          return result;
        } catch (error) {
          rollback(database);
          throw error;
        }
      }),
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}

function opened(file: string, busyTimeoutMs: number, nowMs: () => number, pause: (ms: number) => void): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    database = new DatabaseSync(file);
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    requireKnownSchema(database, file);
    database.exec("PRAGMA synchronous = FULL");
    switchToWal(database, busyTimeoutMs, pause);
    createSchema(database, file, nowMs);
    const damage = database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
    if (damage !== "ok") throw damagedRow(file, "a table");
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof Error && "syscall" in error && "code" in error) {
      throw unwritable(
        file,
        `has no directory: ${String(error.code)}`,
        "name a file whose directory can be made",
        "no",
      );
    }
    throw translated(error, file);
  }
}

/** SQLite's busy timeout does not cover this switch: two processes that make the journal at once meet here. */
function switchToWal(database: DatabaseSync, busyTimeoutMs: number, pause: (ms: number) => void): void {
  const stepMs = 20;
  for (let waitedMs = 0; ; waitedMs += stepMs) {
    try {
      database.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (error) {
      if (!isBusy(error) || waitedMs >= busyTimeoutMs) throw error;
      pause(stepMs);
    }
  }
}

function blockFor(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function fileIdentity(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? "" : `${found.dev}:${found.ino}`;
}

/** A column that holds text; anything else is damage. */
export function text(store: Store, row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw damagedRow(store.file, column);
  return value;
}

/** A column that holds a whole number; anything else is damage. */
export function integer(store: Store, row: Row, column: string): number {
  const value = row[column];
  if (!Number.isSafeInteger(value)) throw damagedRow(store.file, column);
  return Number(value);
}

/** A column that holds JSON of a known kind; anything else is damage. */
export function json<Value>(store: Store, row: Row, column: string, is: (value: unknown) => value is Value): Value {
  try {
    const value: unknown = JSON.parse(text(store, row, column));
    if (is(value)) return value;
  } catch {
    // Falls through: not JSON is damage as well.
  }
  throw damagedRow(store.file, column);
}
