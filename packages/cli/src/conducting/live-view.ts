import type { Output } from "../output.ts";

/** What is left for what happened last, however long the board is. */
const LEAST_EVENTS = 4;
/** No more of what happened is kept. */
const MOST_EVENTS = 100;

/** A board that is drawn again and again at the same place of a terminal, with what happened last below it. */
export interface LiveView {
  happened(text: string): void;
  draw(board: string): void;
}

/** The view for a terminal of that size, which is asked for at each drawing. */
export function liveView(out: Output, size: () => { readonly columns: number; readonly rows: number }): LiveView {
  let drawn = 0;
  const events: string[] = [];
  return {
    happened(text) {
      events.push(text);
      if (events.length > MOST_EVENTS) events.shift();
    },
    draw(board) {
      const { columns, rows } = size();
      const lines = frame(board.trimEnd().split("\n"), events, Math.max(LEAST_EVENTS + 2, rows - 1));
      const shown = lines.map((line) => clipped(line, columns));
      out.tell(`${erase(drawn)}${shown.join("\n")}\n`);
      drawn = shown.length;
    },
  };
}

/** Goes back to the first line of what was drawn, and clears from there. */
function erase(drawn: number): string {
  return drawn === 0 ? "" : `\u001b[${String(drawn)}A\u001b[J\r`;
}

function frame(board: readonly string[], events: readonly string[], rows: number): readonly string[] {
  const below = Math.min(events.length, LEAST_EVENTS);
  const room = rows - below - 1;
  const top =
    board.length <= room
      ? board
      : [...board.slice(0, room - 1), `… ${String(board.length - room + 1)} more lines: footplate status`];
  const last = events.slice(-Math.max(1, rows - top.length - 1));
  return last.length === 0 ? top : [...top, "", ...last];
}

function clipped(line: string, columns: number): string {
  const letters = Array.from(line);
  return letters.length <= columns ? line : `${letters.slice(0, columns - 1).join("")}…`;
}
