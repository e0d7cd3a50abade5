import { dirname, join, resolve } from "node:path";
import { type Clock, epochMs, FootplateError, type Instant, type Journal, type RosterOptions } from "@footplate/core";
import { badInput } from "./bad-input.ts";
import type { Call, Option } from "./command.ts";
import { type LoadedConfig, findConfig, loadConfig } from "./load-config.ts";
import { emptyJournal } from "./empty-journal.ts";
import { exists, openFile } from "./journal-file.ts";
import { systemClock } from "@footplate/http";

/** The option that names the journal. */
export const JOURNAL_OPTION: Readonly<Record<string, Option>> = {
  journal: { value: "FILE", help: "the journal (default: the config's, else .footplate/journal.db)" },
};

/** The option that names the config. */
export const CONFIG_OPTION: Readonly<Record<string, Option>> = {
  config: { value: "FILE", help: "the config (default: footplate.config.ts here or above)" },
};

/** What a command wants of its surroundings; see `workplace`. */
export type WorkplaceNeed = "read" | "record" | "mirror" | "conduct";

/** What a command works with, apart from the line. */
export interface Workplace {
  readonly clock: Clock;
  readonly ports: LoadedConfig["ports"];
  /** The config's rotations of its own, for everything that asks who conducts. */
  readonly rosterOptions: RosterOptions;
  now(): Instant;
  /** Where the journal is, when it is a file. */
  readonly journalFile?: string;
  /** Whether there is a journal already. */
  hasJournal(): Promise<boolean>;
  /** Runs `use` with the journal, and closes the file after it. For reading, a file that is not there is not made. */
  withJournal<T>(mode: "read" | "write", use: (journal: Journal) => Promise<T>): Promise<T>;
}

/**
 * Finds config, clock and journal. `read`: a config is not needed, and one that does not load is said and passed over;
 * `record`: it is not needed, but must load, unless a journal is named; `mirror`: it is needed, with a port to mirror to;
 * `conduct`: it is needed, with all that conducting takes.
 */
export async function workplace(call: Call, need: WorkplaceNeed): Promise<Workplace> {
  const { given, io } = call;
  const file = given.text("journal");
  const named = given.text("config");
  const path = named === undefined ? await findConfig(io.cwd) : resolve(io.cwd, named);
  const config = await load(call, need, path, file);
  const clock = io.clock ?? config.clock ?? systemClock;
  const standard = join(path === undefined ? io.cwd : dirname(path), ".footplate", "journal.db");
  const where = file === undefined ? standard : resolve(io.cwd, file);
  const wired = file === undefined ? config.ports.journal : undefined;
  return {
    clock,
    ports: config.ports,
    rosterOptions: config.strategies === undefined ? {} : { strategies: config.strategies },
    now: () => clock.now(),
    ...(wired === undefined && { journalFile: where }),
    hasJournal: async () => wired !== undefined || exists(where),
    async withJournal(mode, use) {
      if (wired !== undefined) return use(wired);
      const opened = await openFile(where, mode, () => epochMs(clock.now()));
      if (opened === undefined) {
        if (file !== undefined || needsConfig(need)) call.out.warn(`There is no journal at ${where} yet.`);
        return use(emptyJournal(clock));
      }
      try {
        return await use(opened);
      } finally {
        opened.close();
      }
    },
  };
}

async function load(
  call: Call,
  need: WorkplaceNeed,
  path: string | undefined,
  file: string | undefined,
): Promise<LoadedConfig> {
  const named = call.given.text("config") !== undefined;
  if (path === undefined) {
    if (!needsConfig(need)) return { ports: {} };
    throw badInput(
      "there is no footplate.config.ts here or in a folder above",
      "write one with `export const ports = { ...createStatuspage({ … }), ...createGoogleCalendar({ … }) };`, or name one with --config FILE",
    );
  }
  if (needsConfig(need)) return loadConfig(path, need);
  try {
    return await loadConfig(path, "journal");
  } catch (error) {
    const needed = named || (need === "record" && file === undefined);
    if (needed || !(error instanceof FootplateError)) throw error;
    // With a journal named, the config is there for its clock and its rotations alone.
    if (file === undefined) call.out.warn(`Facts are read from the journal file beside it: ${error.message}`);
    return { ports: {} };
  }
}

function needsConfig(need: WorkplaceNeed): need is "mirror" | "conduct" {
  return need === "mirror" || need === "conduct";
}
