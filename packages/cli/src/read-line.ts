import { FootplateError, type TrainLine } from "@footplate/core";
import { parseLine } from "@footplate/core/schema";
import type { Call } from "./command.ts";
import { readJson } from "./read-json.ts";

/** Reads the line document that the first argument names. Throws `invalid_input` with all its problems. */
export async function readLine({ given, io }: Call): Promise<TrainLine> {
  const path = given.positionals[0] ?? "";
  const parsed = parseLine(await readJson(io.cwd, path));
  if (parsed.ok) return parsed.line;
  const { problems } = parsed;
  throw new FootplateError({
    code: "invalid_input",
    message: `${path} cannot be used: ${problems.length === 1 ? "1 problem" : `${String(problems.length)} problems`}`,
    problems,
  });
}
