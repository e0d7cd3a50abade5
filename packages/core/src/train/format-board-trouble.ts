import type { Actor } from "../line/fact.ts";
import { formatMoment } from "../timetable/format-moment.ts";
import { type BoardLine, minutesText } from "./board-lines.ts";
import type { Board, BoardBlocker, BoardHold, BoardLateRider, BoardProblem, BoardTrain } from "./board-parts.ts";

const MINUTE_MS = 60_000;

/** What stops a train and what waits for an answer, as lines. */
export function troubleLines(board: Board, train: BoardTrain): readonly BoardLine[] {
  return [
    ...(train.hold === undefined ? [] : holdLines(board, train.hold)),
    ...train.problems.flatMap((one) => problemLines(board, one)),
    ...train.blockers.flatMap((one) => blockerLines(board, one)),
    ...train.lateRiders.flatMap((one) => lateRiderLines(board, train, one)),
  ];
}

function holdLines(board: Board, { reason, owner, note, since, ageMs, by }: BoardHold): readonly BoardLine[] {
  return [
    [2, `✗ held for ${minutesText(ageMs)} by ${authorText(board, by)}: ${reason}`],
    [4, `since ${formatMoment(since, board.zone)}`],
    [4, `${owner.name} must act: ${note}`],
  ];
}

function problemLines(board: Board, one: BoardProblem): readonly BoardLine[] {
  const { zone } = board;
  const { problem, summary, target, call, ageMs, decision, deadline, remainingMinutes = 0 } = one;
  const where = target === undefined ? "" : ` on ${target}`;
  const left = minutesText(remainingMinutes * MINUTE_MS);
  const until =
    deadline === undefined
      ? ""
      : remainingMinutes < 0
        ? `; the time to go back within the window ran out ${left} ago, at ${formatMoment(deadline, zone)}`
        : `; ${left} left to go back within the window, until ${formatMoment(deadline, zone)}`;
  return [
    [2, `✗ problem${where}, open for ${minutesText(ageMs)}: ${summary}`],
    [4, problem],
    ...(call === undefined ? [] : [[4, `people meet at ${call}`] satisfies BoardLine]),
    decision === undefined
      ? [4, `! nobody has chosen a course${until}`]
      : [4, `${decision.course}, chosen by ${authorText(board, decision.by)}: ${decision.reason}`],
  ];
}

function blockerLines({ zone }: Board, one: BoardBlocker): readonly BoardLine[] {
  const { blocker, title, owner, note, ageMs, updateBy, overdue } = one;
  const update =
    updateBy === undefined
      ? []
      : [[4, `${overdue ? "! an update was due" : "update due"} ${formatMoment(updateBy, zone)}`] satisfies BoardLine];
  return [
    [2, `✗ blocker for ${minutesText(ageMs)}, ${owner.name} owns it: ${title}`],
    [4, blocker],
    [4, `last note: ${note}`],
    ...update,
  ];
}

function lateRiderLines(board: Board, { pair }: BoardTrain, one: BoardLateRider): readonly BoardLine[] {
  const { rider, service, version, target, by, requestedAt, ageMs } = one;
  const whose = crewNames(pair);
  return [
    [2, `! ${service} ${version} asks to board${target === undefined ? "" : ` for ${target}`}: ${whose} answers`],
    [4, rider],
    [4, `asked by ${authorText(board, by)} ${minutesText(ageMs)} ago, ${formatMoment(requestedAt, board.zone)}`],
  ];
}

/** Whose move it is where either of a pair may act. */
export function crewNames({ primary, backup }: BoardTrain["pair"]): string {
  const names = [primary, backup].flatMap((person) => person?.name ?? []);
  return names.length === 0 ? "the line's team" : names.join(" or ");
}

/** Who did something: the name of a person or a program. */
export function authorText({ people }: Pick<Board, "people">, by: Actor): string {
  return "person" in by ? (people.find(({ id }) => id === by.person)?.name ?? by.person) : by.bot;
}
