import type { DatabaseSync } from "node:sqlite";
import { FootplateError } from "@footplate/core";
import { unwritable } from "./errors.ts";

/** The layout that this version of the software writes, kept in the file's `user_version`. */
export const schemaVersion = 1;

const create = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE fact (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    line TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
    UNIQUE (line, id)
  ) STRICT;
  CREATE TABLE note (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    line TEXT NOT NULL, mirror TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL,
    at_ms INTEGER NOT NULL, body TEXT NOT NULL,
    UNIQUE (line, mirror, key, version)
  ) STRICT;
  CREATE TABLE lease (
    scope TEXT PRIMARY KEY, token INTEGER NOT NULL, holder TEXT NOT NULL, reason TEXT NOT NULL,
    since_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** Which layout the file has; 0 when it is empty. Throws before anything is written where it is not ours or newer than us. */
export function requireKnownSchema(database: DatabaseSync, file: string): number {
  const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version > schemaVersion) {
    throw new FootplateError({
      code: "journal_newer",
      message: `the journal ${file} has schema version ${version}; this version of the software knows versions up to ${schemaVersion}`,
      hint: "upgrade the software to at least the version that last wrote the journal",
    });
  }
  const tables = Number(database.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.["n"]);
  if (version === 0 && tables > 0) {
    throw unwritable(file, "is an SQLite file that holds something else", "name another file");
  }
  return version;
}

/** Makes a new journal, unless another process just did. */
export function createSchema(database: DatabaseSync, file: string, bornMs: () => number): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    if (requireKnownSchema(database, file) === 0) {
      database.exec(create);
      database.prepare("INSERT INTO meta (name, value) VALUES ('birth_ms', ?)").run(String(bornMs()));
      database.exec(`PRAGMA user_version = ${schemaVersion}`);
    }
    database.exec("COMMIT");
  } catch (error) {
    if (database.isOpen) rollback(database);
    throw error;
  }
}

/** Ends a failed transaction, which SQLite may have ended itself. */
export function rollback(database: DatabaseSync): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // There was none any more.
  }
}
