import type { Command } from "../command.ts";
import { moveCommand } from "../moves/move-command.ts";

/** Lets a held train go on. */
export const resumeCommand: Command = moveCommand(
  {
    name: "resume",
    summary: "Lets a held train go on",
    options: { overrule: { value: "BLOCKER", repeated: true, help: "an open blocker that does not count any more" } },
    notes: ["Every open blocker must be resolved, or overruled by its id."],
  },
  {
    names: ["TRAIN"],
    build: ({ given, names: [train = ""], by }) => ({
      act: "resume",
      by,
      train,
      ...(given.texts("overrule").length > 0 && { overrule: given.texts("overrule") }),
    }),
  },
);
