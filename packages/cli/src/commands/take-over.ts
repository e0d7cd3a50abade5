import { hostname } from "node:os";
import { printable, takeOver } from "@footplate/core";
import { problem, refuseIf } from "../bad-input.ts";
import type { Command } from "../command.ts";
import { planPorts } from "../plan-ports.ts";
import { readLine } from "../read-line.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, workplace } from "../workplace.ts";

/** Makes what a person made by hand the window's own. */
export const takeOverCommand: Command = {
  name: "take-over",
  summary: "Makes a notice or entry made by hand a window's own",
  positionals: [{ name: "LINE.json" }, { name: "WINDOW" }],
  options: {
    notice: { value: "ID", help: "the notice, by the notice board's id" },
    entry: { value: "ID", help: "in place of --notice: the calendar entry, by the calendar's id" },
    ...CONFIG_OPTION,
    ...JOURNAL_OPTION,
  },
  notes: ["Nothing is changed there. What differs from the line is shown by plan as an edit made by hand."],
  async run(call) {
    const { given, out, io } = call;
    const line = await readLine(call);
    const [notice, entry] = [given.text("notice"), given.text("entry")];
    if ((notice === undefined) === (entry === undefined)) {
      const wrong = problem("--notice", notice, "one of --notice and --entry is needed", "add --notice ID");
      refuseIf([wrong], "nothing was taken over");
    }
    const place = await workplace(call, "mirror");
    const [window = "", id = ""] = [given.positionals[1], notice ?? entry];
    const mirror = notice === undefined ? "calendar" : "noticeBoard";
    await place.withJournal("write", (journal) =>
      takeOver(
        {
          line,
          ports: planPorts(place.ports, journal),
          clock: place.clock,
          ...place.rosterOptions,
          ...(io.signal && { signal: io.signal }),
        },
        { mirror, window, id, holder: `footplate ${hostname()} ${String(process.pid)}` },
      ),
    );
    out.say(`${printable(`${window} has ${id} as its own now.`)}\n`);
    return { exit: 0, value: { window, mirror, id } };
  },
};
