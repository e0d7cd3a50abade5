import { spawn } from "node:child_process";
import { once } from "node:events";

/** A program that listens. */
export interface Server {
  readonly port: number;
  /** Everything that it printed so far. */
  said(): string;
}

/** A program that has ended. */
export interface Ended {
  /** `null` when it was ended, or could not be started. */
  readonly code: number | null;
  readonly out: string;
  /** Everything that it printed. */
  readonly said: string;
}

/** Variables of the environment beside ours. */
export type More = Readonly<Record<string, string>>;

const START_MS = 60_000;
const RUN_MS = 120_000;

/** Runs a program to its end, or ends it after `limitMs` milliseconds. */
export async function ran(
  command: readonly string[],
  folder: string,
  more: More = {},
  limitMs: number = RUN_MS,
): Promise<Ended> {
  const child = start(command, folder, more);
  const timer = setTimeout(child.end, limitMs);
  const code = await child.closed;
  clearTimeout(timer);
  return { code, out: child.out(), said: child.said() };
}

/** As `ran`, for what it prints; throws with all that was said where it does not end with 0. */
export async function demand(
  command: readonly string[],
  folder: string,
  more: More = {},
  limitMs: number = RUN_MS,
): Promise<string> {
  const { code, out, said } = await ran(command, folder, more, limitMs);
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${String(code)}\n${said}`);
  return out;
}

/** Keeps a program going for as long as `use` takes. Throws with what it said when `use` throws. */
export async function whileRunning<Result>(
  command: readonly string[],
  folder: string,
  more: More,
  use: (child: Child) => Promise<Result>,
): Promise<Result> {
  const child = start(command, folder, more);
  try {
    return await use(child);
  } catch (error) {
    throw new Error(`${String(error)}; ${command.join(" ")} said: ${child.said()}`, { cause: error });
  } finally {
    child.end();
    await child.closed;
  }
}

/** As `whileRunning`, with a server, once it says `"port":` on standard output. */
export function whileServing<Result>(
  command: readonly string[],
  folder: string,
  use: (server: Server) => Promise<Result>,
): Promise<Result> {
  return whileRunning(command, folder, {}, async (child) => {
    const timer = setTimeout(child.end, START_MS);
    const port = await child.heard(/"port":\s*(\d+)/);
    clearTimeout(timer);
    if (port === undefined) throw new Error("no server");
    return use({ port: Number(port), said: child.said });
  });
}

interface Child {
  readonly closed: Promise<number | null>;
  readonly out: () => string;
  readonly said: () => string;
  /** What the pattern's group holds, once it was said; `undefined` when the child ended without it. */
  readonly heard: (pattern: RegExp) => Promise<string | undefined>;
  readonly end: () => void;
}

const living = new Set<() => void>();
process.once("exit", () => living.forEach((end) => end()));

/** In a group of its own, so that what it starts ends with it. */
function start([program = "", ...args]: readonly string[], folder: string, more: More): Child {
  const env = { ...process.env, ...more };
  const child = spawn(program, args, { cwd: folder, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk.toString()));
  const end = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  living.add(end);
  const closed = once(child, "close").then(
    ([code]) => code as number | null,
    () => null,
  );
  void closed.then(() => living.delete(end));
  return {
    closed,
    out: () => out.join(""),
    said: () => [...out, ...err].join(""),
    heard: (pattern) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = pattern.exec(out.join(""))?.[1];
          if (found !== undefined) resolve(found);
        };
        child.stdout.on("data", look);
        void closed.then(() => resolve(undefined));
      }),
    end,
  };
}
