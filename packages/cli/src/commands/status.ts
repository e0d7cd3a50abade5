import { epochMs, type Problem } from "@footplate/core";
import { type Board, board, formatBoard } from "@footplate/core/conduct";
import { refuseIf } from "../bad-input.ts";
import type { Command } from "../command.ts";
import { trainArgument } from "../conducting/train-argument.ts";
import { LINE_MOMENT_NOTE } from "../moves/given.ts";
import { momentOf } from "../people/moment.ts";
import { readLine } from "../read-line.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, workplace } from "../workplace.ts";

/** How the trains of a line stand. */
export const statusCommand: Command = {
  name: "status",
  summary: "The board: where trains are, why they wait, whose move it is",
  positionals: [{ name: "LINE.json" }, { name: "TRAIN", count: "optional" }],
  options: {
    at: { value: "INSTANT|DATE", help: "as it was or will be at that moment (default: now)" },
    ...CONFIG_OPTION,
    ...JOURNAL_OPTION,
  },
  notes: [
    "The exit code is 2 while a train is held, has a problem or a blocker, or while a late rider waits for an answer;",
    "also when a cut is overdue, and when the last window of a target passed without the train having got there.",
    LINE_MOMENT_NOTE,
  ],
  async run(call) {
    const line = await readLine(call);
    const place = await workplace(call, "read");
    const problems: Problem[] = [];
    const at = momentOf(call.given, "at", line.zone, problems, false) ?? place.now();
    refuseIf(problems, "no board can be shown");
    const train = trainArgument(call.given, line);
    const facts = await place.withJournal("read", (journal) => journal.facts(line.id));
    // What was recorded later was not known then.
    const known = facts.filter((fact) => epochMs(fact.at) <= epochMs(at));
    const shown = board(line, known, at, { ...place.rosterOptions, ...(train !== undefined && { train }) });
    call.out.say(formatBoard(shown));
    return { exit: waits(shown) ? 2 : 0, value: shown };
  },
};

function waits({ trains }: Board): boolean {
  return trains.some(
    ({ hold, problems, blockers, lateRiders, cutOverdue, targets }) =>
      hold !== undefined ||
      problems.length > 0 ||
      blockers.length > 0 ||
      lateRiders.length > 0 ||
      cutOverdue === true ||
      targets.some(({ missed }) => missed !== undefined),
  );
}
