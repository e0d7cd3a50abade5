import { FootplateError, printable } from "@footplate/core";
import type { ExitCode, Outcome } from "./command.ts";
import type { CliIo } from "./io.ts";

/** Turns what was thrown into the answer: text on stderr, and the document for `--json`. No stack unless asked for. */
export function reportError(error: unknown, io: CliIo): Outcome {
  const said = describe(error, io.signal);
  const lines = [`footplate: ${said.message}`];
  for (const { path, value, message, hint } of said.problems ?? []) {
    // What is missing needs no "found nothing": the message says so.
    lines.push(`  ${path}: ${message}`, value === "nothing" ? `    ${hint}` : `    found ${value}; ${hint}`);
  }
  if (said.hint !== undefined) lines.push(`  ${said.hint}`);
  const stack = error instanceof Error && (io.env["FOOTPLATE_DEBUG"] ?? "") !== "" ? error.stack : undefined;
  if (stack !== undefined) lines.push(...stack.split("\n"));
  io.stderr(`${lines.map((line) => line.match(/^ */)?.[0] + printable(line.trimStart())).join("\n")}\n`);
  const exit: ExitCode = 1;
  return { exit, value: { error: said } };
}

interface Said extends Partial<Pick<FootplateError, "hint" | "problems">> {
  readonly code: string;
  readonly message: string;
}

function describe(error: unknown, signal: AbortSignal | undefined): Said {
  if (error instanceof FootplateError) {
    const { code, message } = error;
    return { ...error.toJSON(), code, message };
  }
  if (signal?.aborted === true && error === signal.reason) {
    return {
      code: "interrupted",
      message: "stopped before the end",
      hint: "nothing is lost: what was sent is in the journal, and the next run goes on from there",
    };
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    code: "unexpected",
    message: `something went wrong inside: ${(what.split("\n")[0] ?? "").slice(0, 300)}`,
    hint: "set FOOTPLATE_DEBUG=1 to see where, and report it",
  };
}
