import type { Command } from "../command.ts";
import { givenTexts } from "../moves/given.ts";
import { moveCommand } from "../moves/move-command.ts";

/** Moves a train on. */
export const promoteCommand: Command = moveCommand(
  {
    name: "promote",
    summary: "Moves a train on to a stop or a target, if its gate is open",
    options: {
      service: { value: "SERVICE", repeated: true, help: "only these riders (default: all)" },
      from: { value: "VERSION", help: "refuse where the target runs another version" },
    },
    notes: ["The deploy is started by the next tick. A closed gate says every reason, and exits 1."],
  },
  {
    names: ["TRAIN", "STOP[/TARGET]"],
    build: ({ given, names: [train = "", to = ""], by }) => ({
      act: "promote",
      by,
      train,
      to,
      ...(given.texts("service").length > 0 && { services: given.texts("service") }),
      ...givenTexts(given, "from"),
    }),
  },
);
