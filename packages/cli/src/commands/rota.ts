import { formatDuration, type Loads, loads, printable, roster, type TrainLine } from "@footplate/core";
import type { Command } from "../command.ts";
import { nameOf } from "../people/names.ts";
import { type RotaRow, rotaRows } from "../people/rota-rows.ts";
import { RANGE_OPTIONS, rangeOf } from "../range.ts";
import { readLine } from "../read-line.ts";
import { table } from "../table.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, workplace } from "../workplace.ts";

/** Who conducts what in a range of time, and how it is spread. */
export const rotaCommand: Command = {
  name: "rota",
  summary: "Who conducts which train, what changed, who carries how much",
  positionals: [{ name: "LINE.json" }],
  options: { ...RANGE_OPTIONS, ...CONFIG_OPTION, ...JOURNAL_OPTION },
  notes: ["A train is listed if its slot's date lies in the range; the default is twelve weeks."],
  async run(call) {
    const line = await readLine(call);
    const place = await workplace(call, "read");
    const range = rangeOf(call.given, line, place.now(), 84);
    const facts = await place.withJournal("read", (journal) => journal.facts(line.id));
    const now = roster(line, facts, place.rosterOptions);
    const trains = rotaRows(now, range, place.now());
    const report = loads(now, range);
    call.out.say(
      `${trains.length === 0 ? "No train in this range.\n" : rotaTable(line, trains)}\n${loadTable(line, report)}${notice(line, report)}`,
    );
    return { exit: 0, value: { range, trains, loads: report } };
  },
};

function rotaTable(line: TrainLine, trains: readonly RotaRow[]): string {
  const name = (row: RotaRow, role: "primary" | "backup"): string =>
    row.status !== "planned" || (row[role] === undefined && !row.notes.includes(`vacant ${role}`))
      ? "–"
      : nameOf(line, row[role]);
  return table([
    ["TRAIN", "DATE", "PRIMARY", "BACKUP", "NOTES", "ID"],
    ...trains.map((row) => [
      row.number ?? "(no number)",
      row.date,
      name(row, "primary"),
      name(row, "backup"),
      [...(row.shadow === undefined ? [] : [`shadow ${nameOf(line, row.shadow)}`]), ...row.notes].join("; "),
      row.train,
    ]),
  ]);
}

function loadTable(line: TrainLine, { people }: Loads): string {
  return table([
    ["PERSON", "PRIMARY", "BACKUP", "SHADOW", "IN WINDOWS", "COVERS GIVEN", "COVERS TAKEN"],
    ...people.map(({ person, primary, backup, shadow, windowMs, coversGiven, coversTaken }) => [
      nameOf(line, person),
      ...[primary, backup, shadow].map(String),
      windowMs === 0 ? "–" : formatDuration(windowMs),
      ...[coversGiven, coversTaken].map(String),
    ]),
  ]);
}

function notice(line: TrainLine, { shortNotice }: Loads): string {
  return shortNotice
    .map(({ change, train, person, days }) =>
      printable(`! short notice: ${nameOf(line, person)} got ${train} ${String(days)} days before it (${change})`),
    )
    .map((text) => `${text}\n`)
    .join("");
}
