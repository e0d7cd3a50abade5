import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { places } from "./places.ts";

/** What a compiler says of a small program. */
export interface Compiled {
  readonly errors: number;
  readonly instantiations: number;
  /** Lines of declarations. */
  readonly lines: number;
  readonly seconds: number;
}

/** A program of a user, as text, and where its imports are found. */
export interface Consumer {
  readonly name: string;
  readonly from: "ours" | "peers";
  readonly code: string;
}

export const compilers: Readonly<Record<string, string>> = {
  "5.9": join(places.peers, "node_modules/typescript/bin/tsc"),
  "7.0": join(places.root, "node_modules/typescript-7/bin/tsc"),
};

/** Compiles a program once, and reads the compiler's own diagnostics. */
export function compile({ name, from, code }: Consumer, tsc: string, skipLibCheck: boolean): Compiled {
  const folder = join(places[from], `consumer-${name.replaceAll(/\W+/g, "-")}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.ts"), code);
  const compilerOptions = {
    module: "nodenext",
    target: "es2023",
    lib: ["ES2023", "DOM", "DOM.Iterable"],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
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
    rmSync(folder, { recursive: true, force: true });
  }
}
