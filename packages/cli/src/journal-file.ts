import { stat } from "node:fs/promises";
import type { Journal } from "@footplate/core";

/** Opens the journal file. For reading, a file that is not there is not made. */
export async function openFile(
  file: string,
  mode: "read" | "write",
  now: () => number,
): Promise<(Journal & { close(): void }) | undefined> {
  if (mode === "read" && !(await exists(file))) return undefined;
  // Loaded late, so that what needs no journal runs without SQLite.
  const { openJournal } = await import("@footplate/journal-sqlite");
  return openJournal({ file, now });
}

/** Whether there is such a file. */
export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
