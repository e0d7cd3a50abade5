import { hasEnded } from "./evolve-train.ts";
import { formatDuration } from "../time/duration.ts";
import { epochMs } from "../time/instant.ts";
import { formatMoment } from "../timetable/format-moment.ts";
import type { Board, BoardTrain, Named } from "./board-parts.ts";
import { type BoardLine, minutesText, wrapped } from "./board-lines.ts";
import { targetLines } from "./format-board-target.ts";
import { crewNames, troubleLines } from "./format-board-trouble.ts";

/** How a board is shown. */
export interface FormatBoardOptions {
  /** Columns of the terminal; longer lines go on in the next one, indented. @default 80 */
  readonly width?: number;
}

/**
 * A board as text for a terminal, without colours. `✗` is wrong, `!` wants somebody, `+` may go on. Every moment stands in
 * local time and UTC: windows in their own zone, all else in the line's.
 */
export function formatBoard(board: Board, options: FormatBoardOptions = {}): string {
  const { width = 80 } = options;
  const head: readonly BoardLine[] = [[0, `${board.name}, ${formatMoment(board.at, board.zone)}`]];
  const none: readonly BoardLine[] = [[0, "No train is under way, and none is planned in the days around."]];
  const blocks = [head, ...(board.trains.length === 0 ? [none] : board.trains.map((one) => trainLines(board, one)))];
  return blocks.map((lines) => `${wrapped(lines, width).join("\n")}\n`).join("\n");
}

function trainLines(board: Board, train: BoardTrain): readonly BoardLine[] {
  const { number, phase, live, reason, quarantined, version } = train;
  const state = [phase, live || hasEnded(train) ? "" : "not under way", train.hold === undefined ? "" : "held"];
  return [
    [0, `${number ?? "(no number)"}  ${state.filter((word) => word !== "").join(", ")}  ${train.train}`],
    ...(reason === undefined ? [] : [[2, reason] satisfies BoardLine]),
    [2, crewText(board, train)],
    ...(phase === "planned" ? cutLines(board, train) : []),
    ...troubleLines(board, train),
    ...(quarantined
      ? [[2, `! ${version} was rolled back: promote it again once it is cleared`] satisfies BoardLine]
      : []),
    ...train.targets.flatMap((target) => targetLines(board, train, target)),
    ...(hasEnded(train) ? [] : [[2, rollbackText(train)] satisfies BoardLine]),
  ];
}

function cutLines({ zone }: Board, { cut, cutOverdue, date, pair }: BoardTrain): readonly BoardLine[] {
  if (cut === undefined) return date === undefined ? [] : [[2, `slot ${date}`]];
  if (cutOverdue !== true) return [[2, `cut ${formatMoment(cut, zone)}`]];
  return [
    [2, `! cut was due ${formatMoment(cut, zone)}`],
    [4, `${crewNames(pair)} must act: cut the train, or cancel it`],
  ];
}

function crewText({ zone, at }: Board, { pair, ask }: BoardTrain): string {
  const { primary, backup } = pair;
  const crew = `conductor ${personText(primary)}, backup ${personText(backup)}`;
  if (ask?.person === undefined) return crew;
  const name = [primary, backup].find((one) => one?.id === ask.person)?.name ?? ask.person;
  const until = ask.until === undefined ? "" : ` for ${minutesText(epochMs(ask.until) - epochMs(at))} more`;
  if (ask.where === "chat") return `${crew}; ask ${name} in the chat${until}`;
  const from = ask.from === undefined ? "" : `, read from ${formatMoment(ask.from, zone)}`;
  return `${crew}; leave questions to ${name} in writing${from}`;
}

function rollbackText({ rollback }: BoardTrain): string {
  const { ms, slowest, slow, irreversible } = rollback;
  return [
    `going back takes ${formatDuration(ms)}`,
    ...(slowest === undefined ? [] : [`${slowest} takes longest`]),
    ...(slow.length === 0 ? [] : [`slow for ${slow.join(", ")}`]),
    ...(irreversible.length === 0 ? [] : [`not possible for ${irreversible.join(", ")}`]),
  ].join("; ");
}

function personText(person: Named | undefined): string {
  return person?.name ?? "VACANT";
}
