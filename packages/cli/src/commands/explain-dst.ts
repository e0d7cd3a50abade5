import { explainDst } from "@footplate/core";
import type { Command } from "../command.ts";
import { RANGE_OPTIONS, rangeOf } from "../range.ts";
import { readLine } from "../read-line.ts";
import { table } from "../table.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, workplace } from "../workplace.ts";

/** Which windows move in UTC because clocks change. */
export const explainDstCommand: Command = {
  name: "explain-dst",
  summary: "Windows that move in UTC because clocks change",
  positionals: [{ name: "LINE.json" }],
  options: { ...RANGE_OPTIONS, ...CONFIG_OPTION, ...JOURNAL_OPTION },
  notes: ["The default range is a year. An exchange of windows between conductors is no shift."],
  async run(call) {
    const line = await readLine(call);
    const place = await workplace(call, "read");
    const range = rangeOf(call.given, line, place.now(), 365);
    const facts = await place.withJournal("read", (journal) => journal.facts(line.id));
    const shifts = explainDst(line, range, facts, place.rosterOptions);
    const rows = shifts.map(({ date, rule, zone, before, after, utcBefore, utcAfter, shiftMinutes }) => [
      date,
      rule,
      zone,
      `${before.slice(11, 16)}${before.slice(19)} → ${after.slice(11, 16)}${after.slice(19)}`,
      `${utcBefore.slice(11, 16)}Z → ${utcAfter.slice(11, 16)}Z`,
      `${shiftMinutes > 0 ? "+" : ""}${String(shiftMinutes)} min`,
    ]);
    const heading = ["DATE", "RULE", "ZONE", "LOCAL", "UTC", "SHIFT"];
    call.out.say(rows.length === 0 ? "No window moves in UTC.\n" : table([heading, ...rows]));
    return { exit: 0, value: { line: line.id, range, shifts } };
  },
};
