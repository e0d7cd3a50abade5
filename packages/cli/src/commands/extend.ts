import { problem } from "../bad-input.ts";
import type { Command } from "../command.ts";
import { givenTexts, WINDOW_MOMENT_NOTE, windowMoment } from "../moves/given.ts";
import { moveCommand } from "../moves/move-command.ts";

/** Moves the planned end of a window in progress (R23). */
export const extendCommand: Command = moveCommand(
  {
    name: "extend",
    summary: "Moves the planned end of a window in progress, with consent",
    options: {
      by: { value: "DURATION", help: "how much longer, such as PT30M" },
      until: { value: "INSTANT|DATE", help: "the new planned end, in place of --by" },
      approval: { value: "APPROVAL", help: "on which consent (default: the newest that reaches so far)" },
    },
    notes: ["Record the consent first: footplate approve.", WINDOW_MOMENT_NOTE],
  },
  {
    names: ["WINDOW"],
    build: (asked) => {
      const { given, names, by, problems } = asked;
      const [window = ""] = names;
      const [longer, until] = [given.text("by"), windowMoment(asked, window, "until")];
      if ((longer === undefined) === (given.text("until") === undefined))
        problems.push(problem("--by", longer, "one of --by and --until is needed", "add --by PT30M, or --until"));
      return {
        act: "extend",
        by,
        window,
        ...(longer !== undefined && { for: longer }),
        ...(until !== undefined && { until }),
        ...givenTexts(given, "approval"),
      };
    },
  },
);
