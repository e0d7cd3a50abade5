import type { RiderBoarded } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import type { TrainTicket } from "../ports/train-tickets.ts";
import { durationMs, formatDuration } from "../time/duration.ts";
import type { Interval } from "../time/interval.ts";
import { localText } from "../time/wall-time.ts";
import { ianaZone } from "../time/zone.ts";
import type { Rider, Window } from "../timetable/timetable.ts";
import { conductorText, fill, timeText } from "./texts.ts";
import type { WholeTrain } from "./whole-trains.ts";

/** Most things of a kind that a body lists: services cut longer texts off, or refuse them. */
const MOST = 200;

/** Title and body of a train's ticket: who conducts, where it calls and when, who rides. Plain text that reads as Markdown too. */
export function ticketText(
  line: TrainLine,
  { train, windows, pair, boardings }: WholeTrain,
  { start, end }: Interval,
): Pick<TrainTicket, "title" | "body"> {
  const zone = ianaZone(line.zone);
  const local = (at: Interval["start"]): string => localText(at, zone).slice(0, 16).replace("T", " ");
  const title = fill(line.texts?.ticket ?? "{line} {number}", {
    line: line.name,
    number: train.number ?? "",
    start: local(start),
    end: local(end),
    zone,
  });
  const stops = line.stops.map(({ id, name }) =>
    section(
      name,
      windows.filter(({ stop }) => stop === id).map((window) => `${placeText(line, window)}: ${whenText(window)}`),
    ),
  );
  const reserved = windows.filter(({ kind }) => kind === "reserved");
  const parts = [
    [conductorText(line, pair)],
    ...stops,
    section(
      "Reserved",
      reserved.map((window) => `${window.name}: ${whenText(window)}`),
    ),
    section(
      "Riders",
      train.riders.map((rider) => riderText(rider, boardings)),
    ),
  ];
  return {
    title,
    body: parts
      .filter((part) => part.length > 0)
      .map((part) => part.join("\n"))
      .join("\n\n"),
  };
}

function section(name: string, entries: readonly string[]): readonly string[] {
  if (entries.length === 0) return [];
  const more = entries.length - MOST;
  return [name, ...entries.slice(0, MOST).map((entry) => `- ${entry}`), ...(more > 0 ? [`- and ${more} more`] : [])];
}

function placeText(line: TrainLine, { stop, target, kind, name }: Window): string {
  const targets = line.stops.find(({ id }) => id === stop)?.targets ?? [];
  const place = targets.find(({ id }) => id === target)?.name ?? target ?? "";
  if (kind === "one_off") return `${place}, ${name}`;
  return kind === "secondary" ? `${place} (secondary)` : place;
}

function whenText(window: Window): string {
  return window.blocked === undefined ? timeText(window) : `its time is not clear, ${window.blocked}`;
}

function riderText({ service, version, overrides }: Rider, boardings: readonly RiderBoarded[]): string {
  const own = boardings.filter((boarding) => boarding.service === service);
  const named = (text: string, target?: string): string =>
    `${text}${takingBack(own.findLast((boarding) => boarding.version === text && boarding.target === target))}`;
  const other = Object.entries(overrides ?? {}).map(([target, text]) => `${named(text, target)} at ${target}`);
  return [`${service} ${version === undefined ? "in no version yet" : named(version)}`, ...other].join(", ");
}

/** What a boarding says of taking it back (R28); of what came with an earlier train, nothing is known any more. */
function takingBack(boarding: RiderBoarded | undefined): string {
  const { reversible, rollback } = boarding ?? {};
  if (reversible === "no") return " (cannot be taken back)";
  const long =
    rollback === undefined ? "" : `${reversible === "slow" ? ", " : " in "}${formatDuration(durationMs(rollback))}`;
  if (reversible === "slow") return ` (slow to take back${long})`;
  return reversible === undefined && rollback === undefined ? "" : ` (can be taken back${long})`;
}
