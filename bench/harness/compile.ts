import { spawnSync } from "node:child_process";
import { type Consumer, placeConsumer, removeConsumer } from "./consumer.ts";

/** What a compiler says of a small program. */
export interface Compiled {
  readonly errors: number;
  readonly instantiations: number;
  /** Lines of declarations. */
  readonly lines: number;
  readonly seconds: number;
}

/** Compiles a program once, and reads the compiler's own diagnostics. */
export function compile(consumer: Consumer, tsc: string, skipLibCheck: boolean): Compiled {
  const folder = placeConsumer(consumer, skipLibCheck);
  try {
    const args = [tsc, "-p", folder, "--extendedDiagnostics"];
    const started = performance.now();
    const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 120_000 });
    const seconds = (performance.now() - started) / 1000;
    const of = (label: string): number =>
      Number(new RegExp(`^${label}:\\s+([\\d.]+)`, "m").exec(stdout)?.[1] ?? Number.NaN);
    // TypeScript 7 counts all lines together.
    const lines = of("Lines of Definitions");
    return {
      errors: stdout.match(/error TS\d+/g)?.length ?? 0,
      instantiations: of("Instantiations"),
      lines: Number.isNaN(lines) ? of("Lines") : lines + of("Lines of Library"),
      seconds,
    };
  } finally {
    removeConsumer(folder);
  }
}
