import type { Clock } from "@footplate/core";

/** What a run of the command line may use of its surroundings. */
export interface CliIo {
  /** Takes what the caller asked for: text, or one JSON document. */
  stdout(text: string): void;
  /** Takes errors, warnings and, with `--json`, progress. */
  stderr(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths and the search for a config start from. */
  readonly cwd: string;
  /** Whether stdout shows colours. `NO_COLOR` in `env` still turns them off. */
  readonly colour: boolean;
  /** Size of the terminal that stdout is. Absent: it is none, and nothing is drawn anew. */
  readonly screen?: () => { readonly columns: number; readonly rows: number };
  /** Stops the run: what is under way is finished, nothing new is begun. */
  readonly signal?: AbortSignal;
  /** @default the config's clock, else the system's */
  readonly clock?: Clock;
}
