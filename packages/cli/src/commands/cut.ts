import type { Command } from "../command.ts";
import { moveCommand } from "../moves/move-command.ts";

/** Fixes what rides on a train. */
export const cutCommand: Command = moveCommand(
  {
    name: "cut",
    summary: "Fixes what rides on a train",
    notes: ["Where the line says so, tick cuts a train by itself when its time comes."],
  },
  { names: ["TRAIN"], build: ({ names: [train = ""], by }) => ({ act: "cut", by, train }) },
);
