import type { Asked } from "../acts.ts";
import type { Command } from "../command.ts";
import { WINDOW_MOMENT_NOTE, windowMoment, TRAIN_OPTION, trainOfId } from "../moves/given.ts";
import { moveGroup } from "../moves/move-command.ts";

function speaker({ given }: Asked): { readonly as?: "client"; readonly from?: string } {
  const from = given.text("as-client");
  return from === undefined ? {} : { as: "client", from };
}

/** A customer's consent (R23). */
export const approveCommand: Command = moveGroup(
  {
    name: "approve",
    summary: "Records a customer's consent: extension, skip",
    options: {
      until: { value: "INSTANT|DATE", help: "extension: the latest end that is agreed to" },
      "as-client": { value: "NAME", help: "who at the client said yes, where --as passes it on" },
      ...TRAIN_OPTION,
    },
    notes: ["Without --as-client, --as is the customer's contact of the target.", WINDOW_MOMENT_NOTE],
  },
  {
    extension: {
      names: ["WINDOW"],
      options: ["until", "as-client", "train"],
      needs: ["until"],
      build: (asked) => {
        const [window = ""] = asked.names;
        const until = windowMoment(asked, window, "until") ?? "";
        const train = trainOfId(asked, window);
        return {
          act: "approve",
          by: asked.by,
          train,
          subject: { type: "extension", window, until },
          ...speaker(asked),
        };
      },
    },
    skip: {
      names: ["TRAIN", "STOP/TARGET"],
      options: ["as-client"],
      build: (asked) => {
        const [train = "", target = ""] = asked.names;
        return { act: "approve", by: asked.by, train, subject: { type: "skip", target }, ...speaker(asked) };
      },
    },
  },
);
