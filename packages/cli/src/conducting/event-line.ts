import { formatMoment, localText, printable, type TrainLine } from "@footplate/core";
import type { Conducted } from "@footplate/core/conduct";

const SIGNS: Readonly<Record<Conducted["type"], string>> = {
  fact: " ",
  sent: "+",
  waiting: "?",
  trouble: "✗",
  warning: "!",
  tick: " ",
};

/** What happened while conducting, as one line: a sign, the moment, the train, and what it is. */
export function eventLine(line: TrainLine, event: Conducted): string {
  return printable(`${SIGNS[event.type]} ${formatMoment(event.at, line.zone)}  ${whatOf(event)}`);
}

/** The same with the time of day alone: the board above it names day and zone. */
export function shortEventLine(line: TrainLine, event: Conducted): string {
  const local = localText(event.at, line.zone).slice(11, 16);
  return printable(`${SIGNS[event.type]} ${local} (${event.at.slice(11, 16)} UTC)  ${whatOf(event)}`);
}

/** The same without its moment, for where that is said for all. */
export function eventText(event: Conducted): string {
  return printable(`${SIGNS[event.type]} ${whatOf(event)}`);
}

function whatOf(event: Conducted): string {
  return `${"train" in event && event.train !== undefined ? `${event.train}: ` : ""}${event.text}`;
}
