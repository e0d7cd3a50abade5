import type { TrainLine } from "../line/line.ts";
import type { TrainTicket } from "../ports/train-tickets.ts";
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
  { train, windows, pair }: WholeTrain,
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
    section("Riders", train.riders.map(riderText)),
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

function riderText({ service, version, overrides }: Rider): string {
  const other = Object.entries(overrides ?? {}).map(([target, own]) => `${own} at ${target}`);
  return [`${service} ${version ?? "in no version yet"}`, ...other].join(", ");
}
