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
  const train = "train" in event && event.train !== undefined ? `${event.train}: ` : "";
  return printable(`${SIGNS[event.type]} ${formatMoment(event.at, line.zone)}  ${train}${event.text}`);
}
