import { type Briefing, formatMoment, type OnDuty, type TrainLine, type WhomToAsk } from "@footplate/core";
import { nameOf, zoneOf } from "./names.ts";

/** Who is on one live train, as lines. */
export function pairLines(
  line: TrainLine,
  train: OnDuty,
  ask: WhomToAsk | undefined,
  briefing: Briefing | undefined,
): readonly string[] {
  const { primary, backup, shadow, solo } = train;
  return [
    `${train.number ?? "(no number)"}  ${train.train}`,
    `  primary ${nameOf(line, primary)}, backup ${solo === true ? "none, by declaration" : nameOf(line, backup)}${
      shadow === undefined ? "" : `, shadow ${nameOf(line, shadow)}`
    }`,
    ...train.duties.map(({ duty, person, why, cover }) =>
      person === undefined
        ? `  ✗ ${duty}: nobody, ${why ?? "vacancy"}${cover === undefined ? "" : `; ${cover} is requested and not taken`}`
        : `  ${duty}: ${nameOf(line, person)}${cover === undefined ? "" : `, by ${cover}`}`,
    ),
    ...(ask === undefined ? [] : [`  ask ${askText(line, ask)}`]),
    ...(briefing === undefined ? [] : [`  ${briefingText(line, briefing)}`]),
  ];
}

function askText(line: TrainLine, { where, person, until, from }: WhomToAsk): string {
  if (person === undefined) return "on the ticket: the train has nobody else";
  const zone = zoneOf(line, person);
  if (where === "chat")
    return `${nameOf(line, person)} in the chat${until === undefined ? "" : `, until ${formatMoment(until, zone)}`}`;
  return `${nameOf(line, person)} on the ticket${from === undefined ? "" : `, at work from ${formatMoment(from, zone)}`}`;
}

/** How far the briefing of a train is. */
export function briefingText(line: TrainLine, { day, due, confirmed, missing }: Briefing): string {
  const names = (ids: readonly string[]): string => ids.map((id) => nameOf(line, id)).join(", ");
  if (missing.length === 0) return `briefed: ${confirmed.length === 0 ? "nobody to brief" : names(confirmed)}`;
  const done = confirmed.length === 0 ? "" : `; confirmed by ${names(confirmed)}`;
  return `${due ? "! " : ""}briefing on ${day}: waits for ${names(missing)}${done}`;
}
