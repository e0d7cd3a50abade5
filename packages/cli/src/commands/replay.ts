import { epochMs, FootplateError, printable, type Problem } from "@footplate/core";
import { type Replay, replay, type ReplayRow } from "@footplate/core/conduct";
import { problem, refuseIf } from "../bad-input.ts";
import type { Command } from "../command.ts";
import { type CsvRow, readCsv } from "../read-csv.ts";
import { table } from "../table.ts";

const COLUMNS = ["at_utc", "stop", "from_version", "to_version", "kind", "actor"] as const;
/** So many wrong rows are named; who mistook the file needs no more. */
const MOST_PROBLEMS = 20;

/** What a record of train moves comes to when it is played again. */
export const replayCommand: Command = {
  name: "replay",
  summary: "Plays recorded moves of trains again, and says what is refused",
  positionals: [{ name: "FILE.csv" }],
  options: { stops: { value: "STOP,STOP", help: "the stops in order (default: as they first appear in the file)" } },
  notes: [
    `Columns: ${COLUMNS.join(", ")}; others are ignored. The kinds are promote and rollback; the oldest row is first.`,
    "The first row of each stop is taken as given. The exit code is 2 when a stop did not run what its next row says.",
  ],
  async run({ given, io, out }) {
    const [path = ""] = given.positionals;
    const rows = rowsOf(path, await readCsv(io.cwd, path, COLUMNS));
    const stops = given
      .text("stops")
      ?.split(",")
      .map((stop) => stop.trim());
    const result = stops === undefined ? replay(rows) : replay(rows, stops);
    out.say(text(result));
    return { exit: result.positionsEqual ? 0 : 2, value: result };
  },
};

function rowsOf(path: string, rows: readonly CsvRow[]): readonly ReplayRow[] {
  const problems: Problem[] = [];
  const read = rows.map(({ line, values }): ReplayRow => {
    const value = (column: (typeof COLUMNS)[number]): string => values[column]?.trim() ?? "";
    const kind = value("kind");
    const place = `line ${String(line)}`;
    for (const column of COLUMNS) {
      if (value(column) === "") problems.push(problem(place, "", `${column} is empty`, "fill it in"));
    }
    if (kind !== "promote" && kind !== "rollback") {
      problems.push(problem(place, kind, "it is no kind of move", "write promote or rollback"));
    }
    if (value("at_utc") !== "" && !isMoment(value("at_utc"))) {
      problems.push(problem(place, value("at_utc"), "it is no moment", "write it like 2026-11-25T22:00:00Z"));
    }
    return {
      at_utc: value("at_utc"),
      stop: value("stop"),
      from_version: value("from_version"),
      to_version: value("to_version"),
      kind: kind === "rollback" ? "rollback" : "promote",
      actor: value("actor"),
    };
  });
  refuseIf(problems.slice(0, MOST_PROBLEMS), `${path} cannot be played again`);
  return read;
}

function isMoment(value: string): boolean {
  try {
    return Number.isFinite(epochMs(value));
  } catch (error) {
    if (error instanceof FootplateError) return false;
    throw error;
  }
}

function text({ steps, first, trains, rolledBackTrains, positionsEqual, unequal, refused }: Replay): string {
  const lines = [
    `${String(steps)} moves judged; ${String(first.length)} where the record begins: ${first.map((row) => `row ${String(row)}`).join(", ")}`,
    `${String(trains.length)} trains, ${String(rolledBackTrains.length)} of them rolled back somewhere`,
    positionsEqual
      ? "before every move its stop ran what the record says"
      : `${String(unequal.length)} moves began from something else than the record says`,
    ...unequal.map(
      ({ row, folded, recorded }) => `  row ${String(row)}: the stop ran ${folded}, the record says ${recorded}`,
    ),
    refused.length === 0 ? "none would be refused" : `${String(refused.length)} would be refused:`,
  ];
  const heading = ["ROW", "STOP", "VERSION", "WHY"];
  const rows = refused.map(({ row, stop, version, reason }) => [String(row), stop, version, reason]);
  return `${lines.map(printable).join("\n")}\n${rows.length === 0 ? "" : table([heading, ...rows])}`;
}
