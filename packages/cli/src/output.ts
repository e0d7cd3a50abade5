import { printable } from "@footplate/core";
import type { CliIo } from "./io.ts";
import { painted } from "./paint.ts";

/** Where a command writes. Answers and progress must be printable already, and end their own lines. */
export interface Output {
  readonly json: boolean;
  /** The answer, as text. With `--json` it is left out, since the document says it. */
  say(text: string): void;
  /** What happens meanwhile: on stdout, or on stderr with `--json`. */
  tell(text: string): void;
  /** One sentence that somebody should know: always on stderr. */
  warn(text: string): void;
}

/** The output of one run. */
export function createOutput(io: CliIo, json: boolean): Output {
  const colour = io.colour && (io.env["NO_COLOR"] ?? "") === "";
  const shown = (text: string): string => (colour ? painted(text) : text);
  return {
    json,
    say: (text) => {
      if (!json) io.stdout(shown(text));
    },
    tell: (text) => (json ? io.stderr(text) : io.stdout(shown(text))),
    warn: (text) => io.stderr(`${printable(text)}\n`),
  };
}
