import { FootplateError } from "@footplate/core";

/** What SQLite's primary result codes mean for somebody who runs a train. */
const meanings: Readonly<Record<number, { readonly what: string; readonly hint: string; readonly written?: "no" }>> = {
  5: busy(),
  6: busy(),
  8: {
    what: "is read-only",
    hint: "give the process the right to write the file and its directory, or name another file",
    written: "no",
  },
  10: { what: "cannot be read or written: the disk reports an error", hint: "check the disk, then run again" },
  11: damaged(),
  13: {
    what: "cannot grow: the disk is full",
    hint: "free some space, then run again; what was acknowledged is safe",
    written: "no",
  },
  14: {
    what: "cannot be opened",
    hint: "check that the path names a file in a directory that this process may write",
    written: "no",
  },
  26: damaged(),
};

function busy() {
  return {
    what: "is locked by another process",
    hint: "run again; if it stays locked, end the process that holds it or raise busyTimeoutMs",
    written: "no",
  } as const;
}

function damaged() {
  return {
    what: "is damaged, or is no SQLite file",
    hint: "keep the file as it is, restore a backup under its name, or name a new file and adopt what carries our mark",
  };
}

/** The error that people see in place of what SQLite threw. Other errors pass. */
export function translated(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  if (error.code === "ERR_INVALID_STATE") {
    return unwritable(file, "is closed", "open it again", "no");
  }
  if (error.code !== "ERR_SQLITE_ERROR") return error;
  const result = "errcode" in error && typeof error.errcode === "number" ? error.errcode : 0;
  // The upper bits say which kind of the primary result it was.
  const meaning = meanings[result & 0xff];
  if (meaning === undefined) {
    return unwritable(file, `was refused by SQLite with result ${result}`, "check the file with the sqlite3 tool");
  }
  return unwritable(
    file,
    meaning.what,
    meaning.hint,
    meaning.written,
    meaning === meanings[5] || meaning === meanings[6],
  );
}

/** Whether another process is in the way, and it may be tried again. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === 5;
}

export function unwritable(
  file: string,
  what: string,
  hint: string,
  written?: "no",
  retryable = false,
): FootplateError {
  return new FootplateError({
    code: "journal_unwritable",
    message: `the journal ${file} ${what}`,
    hint,
    written,
    retryable,
  });
}

/** A row that does not hold what this package writes. */
export function damagedRow(file: string, table: string): FootplateError {
  return unwritable(file, `has a damaged row in ${table}`, damaged().hint);
}
