import { badInput } from "./bad-input.ts";
import { readText } from "./read-json.ts";

/** One row of a CSV file, by column. */
export interface CsvRow {
  /** Line of the file on which the row begins, 1 for the first. */
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Reads a CSV file whose first row names the columns (RFC 4180: commas, quotes doubled). Throws `invalid_input` for a
 * missing column, a row of another length, and a quote that is not closed.
 */
export async function readCsv(cwd: string, path: string, columns: readonly string[]): Promise<readonly CsvRow[]> {
  const records = recordsOf(path, await readText(cwd, path));
  const [head, ...rest] = records;
  const names = head?.cells.map((name) => name.trim()) ?? [];
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    throw badInput(
      `${path} has no column ${missing.join(", ")}`,
      `name the columns in the first line: ${columns.join(",")}`,
    );
  }
  return rest.map(({ line, cells }) => {
    if (cells.length !== names.length) {
      throw badInput(
        `${path} has ${String(cells.length)} values on line ${String(line)}, and ${String(names.length)} columns`,
        "write one value for each column, in quotes where it holds a comma",
      );
    }
    return { line, values: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""])) };
  });
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

function recordsOf(path: string, text: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let [line, begun] = [1, 1];
  const end = (): void => {
    if (cells.length > 1 || cells[0] !== "") records.push({ line: begun, cells });
    cells = [];
    begun = line;
  };
  // A value in quotes or without, then what ends it.
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/gy;
  while (cell.lastIndex < text.length) {
    const at = line;
    const found = cell.exec(text);
    if (found === null)
      throw badInput(`${path} cannot be read from line ${String(at)} on`, "close every quote, and double those inside");
    const [all, quoted, bare = "", stop] = found;
    line += all.split(/\r\n|\n|\r/).length - 1;
    cells.push(quoted?.replaceAll('""', '"') ?? bare);
    if (stop !== ",") end();
    else if (cell.lastIndex === text.length) cells.push("");
  }
  if (cells.length > 0) end();
  return records;
}
