import type { Command } from "../command.ts";
import { needed } from "../moves/given.ts";
import { moveCommand } from "../moves/move-command.ts";

/** Ends a train that was cut, before its time. */
export const abandonCommand: Command = moveCommand(
  {
    name: "abandon",
    summary: "Ends a train that was cut; its riders go to the next",
    notes: ["It needs --reason."],
  },
  {
    names: ["TRAIN"],
    needs: ["reason"],
    build: ({ given, names: [train = ""], by }) => ({ act: "abandon", by, train, reason: needed(given, "reason") }),
  },
);
