import type { TrainLine } from "../line/line.ts";
import { printable } from "../text.ts";
import { formatMoment } from "./format-moment.ts";
import { formatSpan } from "./format-span.ts";
import { formatWindow } from "./format-window.ts";
import type { ConductorPair, Finding, Timetable, Train, Window } from "./timetable.ts";

/** How a timetable is shown. */
export interface FormatTimetableOptions {
  /** Whether each window is followed by its id, which reviews, facts and plans name it by. @default false */
  readonly ids?: boolean;
}

/** The timetable as text for a terminal: trains with their pairs and windows, then what was found. No colours. */
export function formatTimetable(timetable: Timetable, line: TrainLine, options: FormatTimetableOptions = {}): string {
  const windowLine = (window: Window): string =>
    `  ${formatWindow(window)}${options.ids === true ? `  ${window.id}` : ""}`;
  const pairs = new Map(timetable.pairs.map((pair) => [pair.train, pair]));
  const byTrain = new Map<string, Window[]>();
  for (const window of timetable.windows) {
    const known = byTrain.get(window.train ?? "");
    if (known === undefined) byTrain.set(window.train ?? "", [window]);
    else known.push(window);
  }
  const named = new Set(timetable.trains.map(({ id }) => id));
  const others = timetable.windows.filter(({ train }) => train === undefined || !named.has(train));
  const blocks = [
    [`${line.name}, ${formatSpan(timetable.range, line.zone)}`],
    ...timetable.trains.map((train) =>
      trainBlock(line, train, pairs.get(train.id), (byTrain.get(train.id) ?? []).map(windowLine)),
    ),
    others.length === 0 ? [] : ["Without a train", ...others.map(windowLine)],
    timetable.findings.length === 0 ? [] : ["Findings", ...timetable.findings.flatMap(findingLines)],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.map(printable).join("\n")}\n`)
    .join("\n");
}

function trainBlock(
  line: TrainLine,
  train: Train,
  pair: ConductorPair | undefined,
  windows: readonly string[],
): readonly string[] {
  const state =
    train.status === "planned" ? "" : `: ${train.status === "no_train" ? "no train" : "cancelled"}, ${train.reason}`;
  const riders = train.riders
    .filter(({ version }) => version !== undefined)
    .map(({ service, version }) => `${service} ${version}`);
  return [
    `${train.number ?? "(no number)"}  ${train.date}  ${train.id}${state}`,
    ...(pair === undefined ? [] : [pairLine(line, pair)]),
    ...(train.cut === undefined ? [] : [`  cut ${formatMoment(train.cut, line.zone)}`]),
    ...(train.status === "planned" && riders.length > 0 ? [`  riders ${riders.join(", ")}`] : []),
    ...windows,
    ...(train.status === "planned" && windows.length === 0 ? ["  none of its windows starts in this range"] : []),
  ];
}

function findingLines({ severity, code, message, hint }: Finding): readonly string[] {
  return [`  ${severity} ${code}: ${message}`, `    ${hint}`];
}

function pairLine(line: TrainLine, { primary, backup, shadow, solo }: ConductorPair): string {
  const others = [
    ...(solo ? [] : [`backup ${personName(line, backup)}`]),
    ...(shadow === undefined ? [] : [`shadow ${personName(line, shadow)}`]),
  ];
  return `  ${[`primary ${personName(line, primary)}`, ...others].join(", ")}`;
}

function personName(line: TrainLine, id: string | undefined): string {
  return id === undefined ? "VACANT" : (line.people.find((person) => person.id === id)?.name ?? id);
}
