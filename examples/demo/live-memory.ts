import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FootplateError, type Instant, instant } from "@footplate/core";

/** The folder where a trial keeps what it must know to go on, or to remove what it made. */
const FOLDER = ".footplate";
export const JOURNAL_FILE: string = join(FOLDER, "live.db");
export const MEMORY_FILE: string = join(FOLDER, "live.json");

/** A trial under way. */
export interface Memory {
  readonly page: string;
  readonly calendar: string;
  /** The line documents, by their full paths. */
  readonly lines: readonly string[];
  /** Random; stands in what we make, so that nothing of others is taken for it. */
  readonly trial: string;
  readonly begun: Instant;
}

/** The trial that was begun in this folder and not removed. Throws `invalid_input` when its file cannot be read. */
export async function recall(): Promise<Memory | undefined> {
  let text: string;
  try {
    text = await readFile(MEMORY_FILE, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw unreadable();
  }
  try {
    const { page, calendar, trial, begun, lines }: Record<string, unknown> = JSON.parse(text);
    if (
      typeof page !== "string" ||
      typeof calendar !== "string" ||
      typeof trial !== "string" ||
      !Array.isArray(lines)
    ) {
      throw unreadable();
    }
    return { page, calendar, trial, begun: instant(String(begun)), lines: lines.map(String) };
  } catch {
    throw unreadable();
  }
}

/** Remembers, before anything is made. */
export async function remember(memory: Memory): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(`${MEMORY_FILE}.new`, JSON.stringify(memory, undefined, 2), { flush: true });
  await rename(`${MEMORY_FILE}.new`, MEMORY_FILE);
}

/** Nothing is left of the trial. The journal stays: a calendar never gives an id twice, and the journal knows which were used. */
export async function forget(): Promise<void> {
  await rm(MEMORY_FILE, { force: true });
}

function unreadable(): FootplateError {
  return new FootplateError({
    code: "invalid_input",
    message: `${MEMORY_FILE}, which says what an earlier trial made, cannot be read`,
    hint: `look for things called "trial" on page and calendar, then delete ${MEMORY_FILE} and ${JOURNAL_FILE}`,
  });
}
