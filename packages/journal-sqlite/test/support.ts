import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import type { DroppedNote, Fact } from "@footplate/core";
import { instant } from "@footplate/core";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0).toReversed()) cleanup();
});

/** Closes it after the test. */
export function closing<Thing extends { close(): void }>(thing: Thing): Thing {
  cleanups.push(() => thing.close());
  return thing;
}

/** A path for a new journal, in a directory of its own that goes after the test. */
export function newFile(): string {
  const directory = mkdtempSync(join(tmpdir(), "footplate-journal-"));
  cleanups.push(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, "a", "b", "journal.db");
}

export const fact = (id: string): Fact => ({
  type: "trainCancelled",
  id,
  at: instant("2026-01-01T00:00:00Z"),
  by: { person: "conductor-a" },
  train: "t1",
});

export const note = (nonce: string): DroppedNote => ({ type: "dropped", generation: 1, nonce });
