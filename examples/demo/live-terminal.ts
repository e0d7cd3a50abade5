import { createInterface } from "node:readline";

/** Asks in the terminal. `undefined` when the input ends or the signal aborts before there is an answer. */
export function ask(question: string, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(undefined);
    let answer: string | undefined;
    // The terminal edits the line and makes the signal of Ctrl-C itself.
    const lines = createInterface({ input: process.stdin, terminal: false });
    const stop = (): void => lines.close();
    signal.addEventListener("abort", stop, { once: true });
    lines.once("line", (line) => {
      answer = line.trim();
      lines.close();
    });
    lines.once("close", () => {
      signal.removeEventListener("abort", stop);
      resolve(answer);
    });
    process.stdout.write(question);
  });
}

/** Ctrl-C, one part of the trial at a time: each part can be stopped, and what comes after it still happens. */
export interface Interruptions {
  /** A new part begins: the signal that ends it. Aborted already when the process was told to end: nobody will answer. */
  part(): AbortSignal;
  close(): void;
}

export function interruptions(): Interruptions {
  let current = new AbortController();
  let ending = false;
  const interrupt = (): void => {
    process.stdout.write("\n");
    current.abort();
  };
  const end = (): void => {
    ending = true;
    current.abort();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", end);
  return {
    part: () => {
      current = new AbortController();
      if (ending) current.abort();
      return current.signal;
    },
    close: () => {
      process.off("SIGINT", interrupt);
      process.off("SIGTERM", end);
    },
  };
}
