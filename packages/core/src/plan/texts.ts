import type { TrainLine } from "../line/line.ts";
import type { ConductorPair, Window } from "../timetable/timetable.ts";

/** Short name of a window for people: `RT48-26 · Production, client-a · Tue 2026-12-08 22:00–00:00 America/New_York (03:00Z)`. */
export function windowLabel(line: TrainLine, window: Window): string {
  return `${[window.number ?? line.name, window.name].join(" · ")} · ${timeText(window)}`;
}

/** Local start and end with zone, and the start in UTC. */
export function timeText(window: Window): string {
  const day = window.localStart.slice(0, 10);
  const weekday = new Date(`${day}T00:00:00Z`).toUTCString().slice(0, 3);
  const utcDay = window.start.slice(0, 10) === day ? "" : `${window.start.slice(0, 10)} `;
  return `${weekday} ${day} ${window.localStart.slice(11, 16)}–${window.localEnd.slice(11, 16)} ${window.zone} (${utcDay}${window.start.slice(11, 16)}Z)`;
}

/** Title, body and cancellation text of the window's public notice. */
export function noticeText(
  line: TrainLine,
  window: Window,
): { readonly title: string; readonly body: string; readonly cancellation: string } {
  const values = placeholders(line, window);
  const texts = line.texts ?? {};
  return {
    title: fill(texts.title ?? "{line} {number}: {target}", values),
    body: fill(
      texts.body ?? "Planned maintenance for {target}: {line} {number} calls at {stop} from {start} to {end} ({zone}).",
      values,
    ),
    cancellation: fill(
      texts.cancellation ?? "The planned maintenance {line} {number} for {target} will not take place.",
      values,
    ),
  };
}

/** Title and description of the window's calendar entry: who conducts, where its people talk, who else uses the window. */
export function entryText(
  line: TrainLine,
  window: Window,
  pair: ConductorPair | undefined,
): { readonly title: string; readonly description: string } {
  const title = fill(
    (window.stop === undefined ? undefined : line.texts?.entry) ?? defaultEntry(window),
    placeholders(line, window),
  );
  const chat = line.stops.find(({ id }) => id === window.stop)?.targets.find(({ id }) => id === window.target)?.chat;
  const guests = window.guests.filter(({ status }) => status === "accepted");
  return {
    title: window.kind === "secondary" ? `${title} (secondary)` : title,
    description: [
      ...(pair === undefined ? [] : [conductorText(line, pair)]),
      ...(chat === undefined ? [] : [`Channel: ${chat}`]),
      ...guests.map((guest) => `Guest: ${guest.name}, owner ${guest.owner}, change ${guest.change}`),
    ].join("\n"),
  };
}

/** Who conducts, by name; a vacancy is said. */
export function conductorText(line: TrainLine, pair: ConductorPair | undefined): string {
  const name = (id: string | undefined): string =>
    id === undefined ? "vacant" : (line.people.find((person) => person.id === id)?.name ?? id);
  return `Conductor: ${name(pair?.primary)}${pair?.solo ? "" : `, backup: ${name(pair?.backup)}`}`;
}

function defaultEntry(window: Window): string {
  if (window.kind === "reserved") return "{line} {number}: {name}";
  return window.kind === "one_off" ? "{line}: {name}" : "{line} {number}: {stop}, {target}";
}

function placeholders(line: TrainLine, window: Window): Readonly<Record<string, string>> {
  const stop = line.stops.find(({ id }) => id === window.stop);
  const target = stop?.targets.find(({ id }) => id === window.target);
  return {
    line: line.name,
    number: window.number ?? "",
    name: window.name,
    stop: stop?.name ?? "",
    target: target?.name ?? "",
    start: window.localStart.slice(0, 16).replace("T", " "),
    end: window.localEnd.slice(0, 16).replace("T", " "),
    zone: window.zone,
  };
}

/** The text with its placeholders filled in; what is no placeholder stays. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text
    .replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? "") : whole))
    .replace(/ +/g, " ")
    .replace(/ :/g, ":")
    .trim();
}
