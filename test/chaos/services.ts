import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Instant } from "@footplate/core";
import type { FakesState } from "../../examples/demo/control.ts";
import type { Canaries } from "./canaries.ts";

/** What the services start with. */
export interface ServicesSettings {
  readonly keys: Canaries;
  readonly now: Instant;
  /** The file that is the time. */
  readonly clock: string;
  /** So many milliseconds of sleep take one of ours, so that several processes come to their turn. @default none does */
  readonly pace?: number;
}

/** A write that is held up: the n-th from now on, before it is done or after it. */
export interface Hold {
  readonly write: number;
  readonly when: "before" | "after";
}

/** The services of one world, in their own process. */
export interface Services {
  readonly url: string;
  readonly control: string;
  readonly clock: string;
  /** Time passes, in milliseconds. */
  advance(ms: number): Promise<void>;
  /** The wall clock is put forward or back; the other clock does not notice. */
  jump(ms: number): Promise<void>;
  /** Holds one write up; `held` resolves once it is. */
  hold(what: Hold): Promise<{ readonly held: Promise<void> }>;
  /** Lets go of what is held: a write not yet done is dropped with its connection, or arrives after all. */
  release(drop: boolean): Promise<void>;
  /** How many writes were done since the start, and what time it is. */
  count(): Promise<{ readonly writes: number; readonly wallMs: number }>;
  state(): Promise<FakesState>;
  close(): Promise<void>;
}

/** Starts the services; what they say apart from addresses goes to `heard`. */
export async function startServices(
  folder: string,
  keys: Canaries,
  now: Instant,
  heard: (text: string) => void,
  pace?: number,
): Promise<Services> {
  const clock = join(folder, `clock-${crypto.randomUUID()}`);
  const program = join(import.meta.dirname, "fakes.ts");
  const settings: ServicesSettings = { keys, now, clock, ...(pace !== undefined && { pace }) };
  const child = spawn(process.execPath, [...process.execArgv, program, JSON.stringify(settings)], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stderr.on("data", (chunk: Buffer) => heard(chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const lines = linesOf(child);
  const first = await lines.next();
  const { services: url, control }: { readonly services: string; readonly control: string } = JSON.parse(
    first.value ?? "{}",
  );
  const post = async (what: string, body: object): Promise<void> => {
    await fetch(`${control}/${what}`, { method: "POST", body: JSON.stringify(body) });
  };
  let onHeld: () => void = () => undefined;
  void (async () => {
    for await (const _ of lines) onHeld();
  })();
  return {
    url,
    control,
    clock,
    advance: (ms) => post("advance", { ms }),
    jump: (ms) => post("jump", { ms }),
    async hold(what) {
      const held = new Promise<void>((resolve) => (onHeld = resolve));
      await post("hold", what);
      return { held };
    },
    release: (drop) => post("release", { drop }),
    count: async () => JSON.parse(await (await fetch(`${control}/writes`)).text()),
    state: async () => JSON.parse(await (await fetch(`${control}/state`)).text()),
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}

async function* linesOf({ stdout }: ChildProcess): AsyncGenerator<string, undefined, void> {
  if (stdout === null) return undefined;
  for await (const line of createInterface({ input: stdout })) yield line;
  return undefined;
}
