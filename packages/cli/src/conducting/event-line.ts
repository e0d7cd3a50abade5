import { type Conducted, formatMoment, printable, type TrainLine } from "@footplate/core";

const SIGNS: Readonly<Record<Conducted["type"], string>> = {
  fact: " ",
  sent: "+",
  waiting: "?",
  trouble: "✗",
  tick: " ",
};

/** What happened while conducting, as one line: a sign, the moment, the train, and what it is. */
export function eventLine(line: TrainLine, event: Conducted): string {
  return printable(`${SIGNS[event.type]} ${formatMoment(event.at, line.zone)}  ${whatOf(event)}`);
}

/** The same without its moment, for where that is said for all. */
export function eventText(event: Conducted): string {
  return printable(`${SIGNS[event.type]} ${whatOf(event)}`);
}

function whatOf(event: Conducted): string {
  return `${"train" in event && event.train !== undefined ? `${event.train}: ` : ""}${event.text}`;
}
