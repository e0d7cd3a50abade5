import type { Command } from "../command.ts";
import { moveCommand } from "../moves/move-command.ts";

/** Says that a train has arrived. */
export const arriveCommand: Command = moveCommand(
  { name: "arrive", summary: "Says that a train has arrived: every target passed or skipped" },
  { names: ["TRAIN"], build: ({ names: [train = ""], by }) => ({ act: "arrive", by, train }) },
);
