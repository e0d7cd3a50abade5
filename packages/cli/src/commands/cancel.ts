import type { Command } from "../command.ts";
import { needed } from "../moves/given.ts";
import { moveCommand } from "../moves/move-command.ts";

/** Cancels a train that has not been cut. */
export const cancelCommand: Command = moveCommand(
  {
    name: "cancel",
    summary: "Cancels a train that has not been cut; it keeps its number",
    notes: ["It needs --reason."],
  },
  {
    names: ["TRAIN"],
    needs: ["reason"],
    build: ({ given, names: [train = ""], by }) => ({ act: "cancelTrain", by, train, reason: needed(given, "reason") }),
  },
);
