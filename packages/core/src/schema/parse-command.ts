import type { AnyCommand } from "../any-command.ts";
import { type CommandFault, commandFaults } from "../command-faults.ts";
import type { Problem } from "../error.ts";
import type { JsonValue } from "../json.ts";
import type { ShapeIssue } from "./issues.ts";
import { type Parsed, parseDocument } from "./parse.ts";
import { endsAfterStart } from "./rules/ends-after-start.ts";
import { eitherForOrUntil } from "./rules/either-for-or-until.ts";
import type { Shaped } from "./shapes.ts";
import { type Schema, schemaOf } from "./standard.ts";

/** A command, or everything that is wrong with the document. */
export type ParsedCommand =
  | { readonly ok: true; readonly command: AnyCommand }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const LIMITS = { values: 20_000, depth: 8, text: 20_000, total: 1_000_000 };

/**
 * Reads one command for `send`, such as what a browser or another program sent as JSON. All problems come at once, each
 * with its path, the value found there and the way out; from the 201st on they are only counted. Whether people, trains
 * and windows are there, and who may, is for `send` to say. The command is a fresh copy, its moments as they were
 * written. `by` is what the document says: put in its place whom you have authenticated. Never throws.
 */
export function parseCommand(input: unknown): ParsedCommand {
  const parsed = parsedCommand(input);
  return "value" in parsed ? { ok: true, command: parsed.value } : { ok: false, problems: parsed.problems };
}

/** Schema of one command, for tools that take a Standard Schema. */
export const commandSchema: Schema<AnyCommand> = schemaOf(parsedCommand);

function parsedCommand(input: unknown): Parsed<AnyCommand> {
  return parseDocument(input, LIMITS, shapedCommand, [endsAfterStart, eitherForOrUntil]);
}

function shapedCommand(value: JsonValue): Shaped<AnyCommand> {
  const faults = commandFaults(value, "document");
  // The fields were held to those of the types, which are tied to the types as they compile.
  return faults.length === 0 ? { value: value as unknown as AnyCommand } : { issues: faults.map(issueOf) };
}

function issueOf({ path, message, hint, known }: CommandFault): ShapeIssue {
  if (known === undefined) return { code: "custom", path, message, params: { hint } };
  return {
    code: "unrecognized_keys",
    path: path.slice(0, -1),
    message: known.join(" "),
    keys: path.slice(-1).map(String),
  };
}
