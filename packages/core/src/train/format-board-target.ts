import { formatMoment } from "../timetable/format-moment.ts";
import { type BoardLine, minutesText } from "./board-lines.ts";
import type { Board, BoardMissed, BoardTarget, BoardTrain, BoardWindow } from "./board-parts.ts";
import { authorText, crewNames } from "./format-board-trouble.ts";
import type { ClosedBy, Gate } from "./gate.ts";
import type { TargetStatus } from "./train-state.ts";

const SIGNS: Readonly<Partial<Record<TargetStatus, string>>> = { failed: "✗", rolled_back: "!", passed: "+" };

/** A target as lines: its status, its window, and, of a train that is under way, whether it may go on to it. */
export function targetLines(board: Board, { live, pair }: BoardTrain, one: BoardTarget): readonly BoardLine[] {
  const { zone } = board;
  const { target, status, reason, soaksUntil, position, gate, window, nextWindow, missed } = one;
  const sign = SIGNS[status];
  const runs = position === undefined ? "nothing read yet" : `runs ${position.version}`;
  const why = reason === undefined ? "" : `: ${reason}`;
  return [
    [2, `${sign === undefined ? "" : `${sign} `}${target}  ${status.replace("_", " ")}${why}  ${runs}`],
    ...(soaksUntil === undefined ? [] : [[4, `watched until ${formatMoment(soaksUntil, zone)}`] satisfies BoardLine]),
    ...orderLines(one),
    ...(missed !== undefined ? missedLines(missed, pair) : window === undefined ? [] : windowLines(board, window, one)),
    ...(gate === undefined || !live ? [] : gateLines(gate, one, window?.zone ?? nextWindow?.zone ?? zone)),
    ...(nextWindow === undefined ? [] : [[4, nextText(nextWindow)] satisfies BoardLine]),
  ];
}

/** A deploy that is under way, or that went wrong. */
function orderLines({ order }: BoardTarget): readonly BoardLine[] {
  if (order === undefined || order.status === "succeeded") return [];
  const { kind, version, status, url, stopAskedAt } = order;
  const what = kind === "promote" ? "deploy" : "rollback";
  const stop = stopAskedAt === undefined ? "" : ", asked to stop";
  return [[4, `${what} of ${version}: ${status}${stop}${url === undefined ? "" : `, ${url}`}`]];
}

function windowLines(board: Board, window: BoardWindow, { status }: BoardTarget): readonly BoardLine[] {
  const { state, end, zone, completedAt, keptOpen, endsAt } = window;
  if (state !== "in_progress") {
    const done = status === "passed" || status === "skipped";
    return done ? [] : [[4, `window over since ${formatMoment(completedAt ?? end, zone)}`]];
  }
  const ending =
    keptOpen !== undefined ? [`stays open: ${keptOpen}`] : endsAt === end ? ["completes by itself at its end"] : [];
  return [[4, timesText(window)], ...[...ending, ...presence(board, window)].map((text): BoardLine => [4, text])];
}

/** A target that the train has no window for any more, though it did not get there. */
function missedLines({ endedAt, zone, draft, hint }: BoardMissed, pair: BoardTrain["pair"]): readonly BoardLine[] {
  const reviewed = draft === true ? ", never reviewed" : "";
  return [
    [4, `! missed: the last window ended ${formatMoment(endedAt, zone)}${reviewed}`],
    [4, `${crewNames(pair)} must act: ${hint}`],
  ];
}

function timesText({ end, zone, overrunning, remainingMs = 0, extendedFrom, draft }: BoardWindow): string {
  const length = minutesText(remainingMs);
  const extended = extendedFrom === undefined ? "" : ", extended";
  const reviewed = draft === true ? ", not reviewed" : "";
  return overrunning
    ? `! window overruns by ${length}${extended}, planned end ${formatMoment(end, zone)}`
    : `window open for ${length} more${extended}${reviewed}, until ${formatMoment(end, zone)}`;
}

function presence(board: Board, { claimedBy, joined, free, guests }: BoardWindow): readonly string[] {
  const there = joined.map(({ name }) => name).join(", ");
  const riding = guests.filter(({ status }) => status === "accepted").map(({ name }) => name);
  return [
    ...(claimedBy === undefined ? [] : [`claimed by ${authorText(board, claimedBy)}`]),
    ...(there === "" ? [] : [`there: ${there}`]),
    ...(free ? ["! nobody claimed it in time: others may use it"] : []),
    ...(riding.length === 0 ? [] : [`guests: ${riding.join(", ")}`]),
  ];
}

function nextText({ start, end, zone, kind, draft }: BoardWindow): string {
  const marks = [kind === "primary" ? "" : ` (${kind.replace("_", "-")})`, draft === true ? ", not reviewed" : ""];
  const length = minutesText(Date.parse(end) - Date.parse(start));
  return `next window${marks.join("")} ${formatMoment(start, zone)}, ${length}`;
}

/** What the train's own lines say at length already. */
const SAID: Readonly<Partial<Record<ClosedBy, string>>> = {
  hold: "the train is held",
  blocker: "a blocker is open",
  problem: "a problem is open",
};

function gateLines(gate: Gate, { window, nextWindow, missed }: BoardTarget, zone: string): readonly BoardLine[] {
  if (gate.open) {
    const until = gate.nextClose === undefined ? "" : ` until ${formatMoment(gate.nextClose, zone)}`;
    const bundles = gate.bundles.length === 0 ? "" : `, brings ${gate.bundles.join(", ")} along`;
    return [[4, `+ may be promoted now${until}${bundles}`]];
  }
  // That no window is open is seen from the next one, or from there being none any more.
  const seen = window?.state !== "in_progress" && (nextWindow !== undefined || missed !== undefined);
  const told = gate.closures.filter(({ by }) => by !== "window" || !seen);
  const why = new Set(told.map(({ by, message }) => SAID[by] ?? message));
  // The other train's own lines need not be on the board of whoever is stopped by it.
  const ways = new Set(told.filter(({ by }) => by === "other_train").map(({ hint }) => hint));
  return [
    ...(why.size === 0 ? [] : [[4, `closed: ${[...why].join("; ")}`] satisfies BoardLine]),
    ...[...ways].map((hint): BoardLine => [4, `way out: ${hint}`]),
  ];
}
