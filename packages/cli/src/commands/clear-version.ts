import type { Command } from "../command.ts";
import { needed } from "../moves/given.ts";
import { moveCommand } from "../moves/move-command.ts";

/** Lets a version that was rolled back be promoted again. */
export const clearVersionCommand: Command = moveCommand(
  {
    name: "clear-version",
    summary: "Lets a version that was rolled back be promoted again",
    notes: ["It needs --reason."],
  },
  {
    names: ["TRAIN"],
    needs: ["reason"],
    build: ({ given, names: [train = ""], by }) => ({
      act: "clearVersion",
      by,
      train,
      reason: needed(given, "reason"),
    }),
  },
);
