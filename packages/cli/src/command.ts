import type { CliIo } from "./io.ts";
import type { Output } from "./output.ts";

/** One option of a command. */
export interface Option {
  /** Name of its value for people, such as `DATE`. Absent: a flag. */
  readonly value?: string;
  /** Whether it may be given several times. */
  readonly repeated?: true;
  readonly help: string;
}

/** One thing that the user may call something at a place, such as `LINE.json`. */
export interface Positional {
  readonly name: string;
  /** @default exactly one */
  readonly count?: "any" | "optional";
}

/** What was given on the command line. */
export interface Given {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  flag(name: string): boolean;
}

/** What a command works with. */
export interface Call {
  readonly given: Given;
  readonly io: CliIo;
  readonly out: Output;
}

/** `0`: fine. `1`: could not run, bad input, or refused. `2`: something waits. `3`: it ran, and a service did not do as asked. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What came out: the exit code, and the document for `--json`. */
export interface Outcome {
  readonly exit: ExitCode;
  readonly value: unknown;
}

/** One command. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly positionals: readonly Positional[];
  readonly options: Readonly<Record<string, Option>>;
  /** Further lines of its help. */
  readonly notes?: readonly string[];
  run(call: Call): Promise<Outcome>;
}
