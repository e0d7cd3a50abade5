import type { Command } from "../command.ts";
import { givenTexts, needed } from "../moves/given.ts";
import { moveCommand } from "../moves/move-command.ts";

/** Puts targets back on what they ran before (R27). */
export const rollbackCommand: Command = moveCommand(
  {
    name: "rollback",
    summary: "Puts targets back on what they ran before a train",
    options: {
      at: { value: "STOP[/TARGET]", help: "where (default: every target that runs the train)" },
      to: { value: "VERSION", help: "a version that it ran earlier (default: the one before)" },
      from: { value: "VERSION", help: "refuse where the target runs another version" },
      "stop-running": { help: "stop a deploy that runs there, then roll back" },
    },
    notes: ["It needs --reason. No window, freeze or hold stands in its way. The next tick starts it."],
  },
  {
    names: ["TRAIN"],
    needs: ["reason"],
    build: ({ given, names: [train = ""], by }) => ({
      act: "rollback",
      by,
      train,
      reason: needed(given, "reason"),
      ...givenTexts(given, "at", "to", "from"),
      ...(given.flag("stop-running") && { stopRunning: true }),
    }),
  },
);
