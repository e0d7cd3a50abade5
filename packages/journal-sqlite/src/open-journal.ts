import { resolve } from "node:path";
import { FootplateError } from "@footplate/core";
import { type SqliteJournal, sqliteJournal } from "./sqlite-journal.ts";
import { openStore } from "./store.ts";

/** Where the journal is, and how long it waits. */
export interface JournalOptions {
  /** Path of the file, on a local disk. The file and its directory are made where there is none. */
  readonly file: string;
  /** The journal's own clock, in milliseconds since 1970-01-01T00:00:00Z. @default Date.now */
  readonly now?: () => number;
  /** How long a write waits for another process to finish its own, in milliseconds. The thread waits with it. @default 5000 */
  readonly busyTimeoutMs?: number;
}

/**
 * Opens the journal. Throws `journal_newer` when a later version of the software wrote it, and `journal_unwritable` when
 * the file cannot be opened, is damaged or is something else; it never deletes or repairs anything.
 */
export function openJournal(options: JournalOptions): SqliteJournal {
  const { now = Date.now, busyTimeoutMs = 5000 } = options;
  refuseUnusable(options.file, busyTimeoutMs);
  return sqliteJournal(openStore(resolve(options.file), busyTimeoutMs, now), now);
}

function refuseUnusable(file: string, busyTimeoutMs: number): void {
  const problems = [
    ...(typeof file === "string" && file !== "" && file !== ":memory:"
      ? []
      : [{ path: "file", value: JSON.stringify(file) ?? "undefined", message: "names no file", hint: "give a path" }]),
    ...(Number.isSafeInteger(busyTimeoutMs) && busyTimeoutMs >= 0 && busyTimeoutMs <= 2_147_483_647
      ? []
      : [
          {
            path: "busyTimeoutMs",
            value: String(busyTimeoutMs),
            message: "is no length of time",
            hint: "give whole milliseconds from 0 to 2147483647",
          },
        ]),
  ];
  if (problems.length === 0) return;
  throw new FootplateError({
    code: "invalid_input",
    message: `the journal cannot be opened: ${problems.map(({ path, message }) => `${path} ${message}`).join(", ")}`,
    hint: problems.map(({ hint }) => hint).join("; "),
    problems,
  });
}
