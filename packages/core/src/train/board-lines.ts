import { printable } from "../text.ts";
import { formatDuration } from "../time/duration.ts";

const MINUTE_MS = 60_000;

/** A line of a board: how far it is indented, and what it says. */
export type BoardLine = readonly [indent: number, text: string];

/** How much further a line goes in where it goes on. */
const HANGING = 4;

/** The lines, each broken between words where it is longer than the width, and harmless to a terminal (F65). */
export function wrapped(lines: readonly BoardLine[], width: number): readonly string[] {
  return lines.flatMap(([indent, text]) => broken(printable(text), indent, width));
}

function broken(text: string, indent: number, width: number): readonly string[] {
  const rows: string[] = [];
  let row = " ".repeat(indent);
  let empty = true;
  // Two spaces in a row set things apart: they stay with the word before.
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    if (!empty && row.length + 1 + word.length > width) {
      rows.push(row);
      row = " ".repeat(indent + HANGING);
      empty = true;
    }
    row += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...rows, row];
}

/** A length in whole minutes, for people. */
export function minutesText(ms: number): string {
  return formatDuration(Math.floor(Math.abs(ms) / MINUTE_MS) * MINUTE_MS);
}
