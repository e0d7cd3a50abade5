import type { Command } from "../command.ts";
import { TRAIN_OPTION, trainOfId } from "../moves/given.ts";
import { moveCommand } from "../moves/move-command.ts";

/** Stops a deploy. */
export const stopDeployCommand: Command = moveCommand(
  {
    name: "stop-deploy",
    summary: "Stops a deploy that is under way",
    options: TRAIN_OPTION,
    notes: ["ORDER is its id, as status --json shows it: TRAIN/STOP/TARGET/promote/1."],
  },
  {
    names: ["ORDER"],
    build: (asked) => {
      const [order = ""] = asked.names;
      return { act: "stopDeploy", by: asked.by, train: trainOfId(asked, order), order };
    },
  },
);
