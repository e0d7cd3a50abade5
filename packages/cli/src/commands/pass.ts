import type { Command } from "../command.ts";
import { moveCommand } from "../moves/move-command.ts";

/** Says that a target is well. */
export const passCommand: Command = moveCommand(
  { name: "pass", summary: "Says that a stop or a target is well: the train may go on" },
  {
    names: ["TRAIN", "STOP[/TARGET]"],
    build: ({ names: [train = "", at = ""], by }) => ({ act: "pass", by, train, at }),
  },
);
