import { formatTimetable, timetable } from "@footplate/core";
import type { Command } from "../command.ts";
import { RANGE_OPTIONS, rangeOf } from "../range.ts";
import { readLine } from "../read-line.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, workplace } from "../workplace.ts";

/** What the line and its facts mean for a range of time. */
export const timetableCommand: Command = {
  name: "timetable",
  summary: "Trains, windows and conductors, by line and journal",
  positionals: [{ name: "LINE.json" }],
  options: {
    ids: { help: "show the id of each window, which review takes" },
    ...RANGE_OPTIONS,
    ...CONFIG_OPTION,
    ...JOURNAL_OPTION,
  },
  notes: ["A window is listed if it starts inside the range; the default is four weeks. No config is needed."],
  async run(call) {
    const line = await readLine(call);
    const place = await workplace(call, "read");
    const range = rangeOf(call.given, line, place.now(), 28);
    const facts = await place.withJournal("read", (journal) => journal.facts(line.id));
    const value = timetable(line, facts, range, place.rosterOptions);
    call.out.say(formatTimetable(value, line, { ids: call.given.flag("ids") }));
    return { exit: 0, value };
  },
};
