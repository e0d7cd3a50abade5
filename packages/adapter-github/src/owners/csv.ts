/**
 * The rows of a CSV file: fields in double quotes may hold commas, line breaks and doubled quotes. Empty lines are left out.
 * `undefined` when a quote is never closed, or something stands behind a closed one.
 */
export function parseCsv(text: string): readonly CsvRow[] | undefined {
  const rows: CsvRow[] = [];
  const source = text.replace(/^\uFEFF/, "");
  let [line, at] = [1, 0];
  while (at < source.length) {
    const begin = line;
    const fields: string[] = [];
    for (;;) {
      const field = source[at] === '"' ? quoted(source, at) : plain(source, at);
      if (field === undefined) return undefined;
      fields.push(field.text);
      line += source.slice(at, field.end).match(/\r\n|\r|\n/g)?.length ?? 0;
      at = field.end;
      if (source[at] !== ",") break;
      at += 1;
    }
    if (at < source.length) {
      at += source.startsWith("\r\n", at) ? 2 : 1;
      line += 1;
    }
    if (fields.length > 1 || fields[0]?.trim() !== "") rows.push({ line: begin, fields });
  }
  return rows;
}

/** One row. */
export interface CsvRow {
  /** In which it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

interface Field {
  readonly text: string;
  /** Of the comma, line break or end of text behind it. */
  readonly end: number;
}

function plain(source: string, at: number): Field {
  let end = at;
  while (end < source.length && !",\r\n".includes(source[end] ?? "")) end += 1;
  return { text: source.slice(at, end), end };
}

function quoted(source: string, at: number): Field | undefined {
  let text = "";
  let begin = at + 1;
  for (;;) {
    const quote = source.indexOf('"', begin);
    if (quote === -1) return undefined;
    text += source.slice(begin, quote);
    if (source[quote + 1] !== '"') {
      const end = quote + 1;
      return end === source.length || ",\r\n".includes(source[end] ?? "") ? { text, end } : undefined;
    }
    text += '"';
    begin = quote + 2;
  }
}
