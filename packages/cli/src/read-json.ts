import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { badInput } from "./bad-input.ts";
import { jsonErrorPlace } from "./json-error.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  ENOTDIR: "part of its path is no folder",
  EACCES: "this process may not read it",
};

/** Reads a JSON file. Throws `invalid_input` that names the file and, for what is no JSON, line and column. */
export async function readJson(cwd: string, path: string): Promise<unknown> {
  const text = await readText(cwd, path);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const { line, column, expected } = jsonErrorPlace(text);
    throw badInput(
      `${path} is no JSON: line ${String(line)}, column ${String(column)}`,
      `${expected} is expected there`,
    );
  }
}

/** Reads a text file. Throws `invalid_input` that names the file. */
export async function readText(cwd: string, path: string): Promise<string> {
  try {
    // Some editors put a byte order mark first.
    return (await readFile(resolve(cwd, path), "utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw badInput(
      `${path} cannot be read: ${REASONS[code] ?? code}`,
      "check the path; relative ones start at the current folder",
    );
  }
}
