import type { Command } from "../command.ts";
import { needed } from "../moves/given.ts";
import { moveCommand } from "../moves/move-command.ts";

/** Leaves a target out. */
export const skipCommand: Command = moveCommand(
  {
    name: "skip",
    summary: "Leaves a target out; the next train brings both",
    notes: ["It needs --reason."],
  },
  {
    names: ["TRAIN", "STOP/TARGET"],
    needs: ["reason"],
    build: ({ given, names: [train = "", target = ""], by }) => ({
      act: "skip",
      by,
      train,
      target,
      reason: needed(given, "reason"),
    }),
  },
);
