import { AS_OPTION } from "../authors.ts";
import type { Command } from "../command.ts";
import { sendAct } from "../people/send-command.ts";
import { readLine } from "../read-line.ts";
import { CONFIG_OPTION, JOURNAL_OPTION } from "../workplace.ts";

/** Says that somebody has settled with the partner how the train's week will go (R43). */
export const briefCommand: Command = {
  name: "brief",
  summary: "Records that a conductor settled the week with the partner",
  positionals: [{ name: "LINE.json" }, { name: "TRAIN" }],
  options: { ...AS_OPTION, ...CONFIG_OPTION, ...JOURNAL_OPTION },
  async run(call) {
    const line = await readLine(call);
    const by = call.given.text("as") ?? "";
    const { recorded, already } = await sendAct(call, line, {
      act: "brief",
      by,
      train: call.given.positionals[1] ?? "",
    });
    return { exit: 0, value: { recorded, already } };
  },
};
