import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { FootplateError, type TrainLine } from "@footplate/core";
import { parseLine } from "@footplate/core/schema";

/** The example lines, the one whose record is the line first. */
export const exampleLines: readonly string[] = ["retail", "mediawiki"].map((name) =>
  fileURLToPath(new URL(`../lines/${name}.json`, import.meta.url)),
);

/** Reads a line document. Throws `invalid_input` with all its problems at once. */
export async function readLine(file: string): Promise<TrainLine> {
  const parsed = parseLine(JSON.parse(await readFile(file, "utf8")));
  if (parsed.ok) return parsed.line;
  throw new FootplateError({
    code: "invalid_input",
    message: `${file} is not a release line`,
    problems: parsed.problems,
  });
}
