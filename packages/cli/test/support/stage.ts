import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CalendarEntry, Clock, Notice, NoticeBoard, TrainLine } from "@footplate/core";
import {
  memoryJournal,
  type MemoryJournal,
  memoryMirror,
  type MemoryMirror,
  memoryTrainTickets,
  type MemoryTrainTickets,
  virtualClock,
  type VirtualClock,
} from "@footplate/testkit";
import { onTestFinished } from "vitest";
import { type CliIo, run } from "../../src/index.ts";
import { weekly } from "./line.ts";

/** What one run printed and returned. */
export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  /** The one document on stdout. Throws when it is not exactly one. */
  json(): Document;
}

/** Loose enough to look into any document that a command prints. */
export type Document = { readonly [name: string]: Document } & readonly Document[];

/** A folder with a line, a config and a simulated world behind it. */
export interface Stage {
  readonly folder: string;
  readonly clock: VirtualClock;
  readonly journal: MemoryJournal;
  readonly board: MemoryMirror<Notice>;
  readonly calendar: MemoryMirror<CalendarEntry>;
  /** Wired only where the stage was asked for it. */
  readonly tickets: MemoryTrainTickets;
  write(path: string, content: string | TrainLine): string;
  run(...argv: readonly string[]): Promise<Ran>;
  runWith(io: Partial<CliIo>, ...argv: readonly string[]): Promise<Ran>;
}

declare global {
  /** Where configs of tests find the ports of their stage, by folder. */
  var footplateStages: Map<string, unknown> | undefined;
}

/** A stage with `line.json` and, unless asked otherwise, `footplate.config.mjs`. */
export function stage(
  options: {
    readonly line?: TrainLine;
    readonly config?: false;
    readonly journal?: false;
    readonly tickets?: true;
    /** What the config wires, in place of notice board, calendar and tickets. */
    readonly ports?: (clock: VirtualClock) => Readonly<Record<string, unknown>>;
    /** What the config says besides its ports. */
    readonly more?: string;
  } = {},
): Stage {
  const folder = mkdtempSync(join(tmpdir(), "footplate-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const clock = virtualClock("2026-11-22T12:00:00Z");
  const journal = memoryJournal({ clock, birth: "2026-11-01T00:00:00Z" });
  const board = memoryMirror<Notice>({ identity: "marked", clock });
  const calendar = memoryMirror<CalendarEntry>({ identity: "chosen", clock });
  const tickets = memoryTrainTickets({ clock });
  const ports = {
    ...(options.tickets === true && { trainTickets: tickets }),
    ...(options.journal !== false && { journal }),
    noticeBoard: {
      ...board,
      spec: 1,
      componentsOf: (refs: Parameters<NoticeBoard["componentsOf"]>[0]) => (refs?.["board"] === undefined ? [] : ["c"]),
    },
    calendar: { ...calendar, spec: 1 },
  };
  const wired = options.ports === undefined ? ports : { journal, ...options.ports(clock) };
  globalThis.footplateStages ??= new Map();
  globalThis.footplateStages.set(folder, wired);
  const write: Stage["write"] = (path, content) => {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, typeof content === "string" ? content : JSON.stringify(content));
    return full;
  };
  write("line.json", options.line ?? weekly);
  if (options.config !== false) {
    const config = `export const ports = globalThis.footplateStages.get(${JSON.stringify(folder)});\n`;
    write("footplate.config.mjs", `${config}${options.more ?? ""}`);
  }
  const runWith: Stage["runWith"] = async (io, ...argv) => {
    let out = "";
    let err = "";
    const exit = await run(argv, {
      stdout: (text) => void (out += text),
      stderr: (text) => void (err += text),
      env: {},
      cwd: folder,
      colour: false,
      clock: clock satisfies Clock,
      ...io,
    });
    return { exit, out, err, json: () => JSON.parse(out) as Document };
  };
  return { folder, clock, journal, board, calendar, tickets, write, runWith, run: (...argv) => runWith({}, ...argv) };
}
