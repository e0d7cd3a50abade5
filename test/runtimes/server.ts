import { spawn } from "node:child_process";
import { once } from "node:events";

/** A server in a runtime. */
export interface Server {
  readonly port: number;
  /** Everything that it printed so far. */
  said(): string;
  stop(): Promise<void>;
}

const START_MS = 60_000;
const FETCH_MS = 300_000;

/** The version that a runtime says it has; `undefined` when it cannot be started, or not be fetched. */
export async function versionOf(command: readonly string[], folder: string): Promise<string | undefined> {
  const child = start([...command, "--version"], folder);
  const timer = setTimeout(child.end, FETCH_MS);
  const code = await child.closed;
  clearTimeout(timer);
  return code === 0 ? /\d+[.-]\d+[.-]\d+/.exec(child.out())?.[0] : undefined;
}

/** Starts a server; throws with what it said when it names no port. */
export async function startServer(command: readonly string[], folder: string): Promise<Server> {
  const child = start(command, folder);
  const timer = setTimeout(child.end, START_MS);
  const port = await child.heard(/"port":\s*(\d+)/);
  clearTimeout(timer);
  if (port === undefined) throw new Error(`no server: ${child.said()}`);
  return {
    port: Number(port),
    said: child.said,
    async stop() {
      child.end();
      await child.closed;
    },
  };
}

interface Child {
  readonly closed: Promise<number | null>;
  readonly out: () => string;
  readonly said: () => string;
  /** What the pattern's group holds, once it was said; `undefined` when the child ended without it. */
  readonly heard: (pattern: RegExp) => Promise<string | undefined>;
  readonly end: () => void;
}

/** In a group of its own, so that what `npx` starts ends with it. */
function start([program = "", ...args]: readonly string[], folder: string): Child {
  const child = spawn(program, args, { cwd: folder, detached: true, stdio: ["ignore", "pipe", "pipe"] });
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
  process.once("exit", end);
  const closed = once(child, "close").then(
    ([code]) => code as number | null,
    () => null,
  );
  void closed.then(() => process.off("exit", end));
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
