import type { Command } from "../command.ts";
import { LINE_MOMENT_NOTE, lineMoment, needed, TRAIN_OPTION, trainOfId } from "../moves/given.ts";
import { moveGroup } from "../moves/move-command.ts";

/** Leave to promote in a freeze. */
export const exceptionCommand: Command = moveGroup(
  {
    name: "exception",
    summary: "Leave to promote in a freeze: request, approve, refuse",
    options: {
      expires: { value: "INSTANT|DATE", help: "request: until when it holds" },
      scope: { value: "STOP[/TARGET]", repeated: true, help: "request: where (default: all that the freeze covers)" },
      ...TRAIN_OPTION,
    },
    notes: ["request needs --reason and --expires. The line's policy names who must approve.", LINE_MOMENT_NOTE],
  },
  {
    request: {
      names: ["TRAIN", "FREEZE"],
      options: ["expires", "scope"],
      needs: ["reason", "expires"],
      build: (asked) => {
        const { given, names, by } = asked;
        const [train = "", freeze = ""] = names;
        return {
          act: "requestException",
          by,
          train,
          freeze,
          reason: needed(given, "reason"),
          expiresAt: lineMoment(asked, "expires") ?? "",
          ...(given.texts("scope").length > 0 && { scope: given.texts("scope") }),
        };
      },
    },
    approve: {
      names: ["EXCEPTION"],
      options: ["train"],
      build: (asked) => {
        const [exception = ""] = asked.names;
        return { act: "approveException", by: asked.by, train: trainOfId(asked, exception), exception };
      },
    },
    refuse: {
      names: ["EXCEPTION"],
      options: ["train"],
      build: (asked) => {
        const [exception = ""] = asked.names;
        return { act: "refuseException", by: asked.by, train: trainOfId(asked, exception), exception };
      },
    },
  },
);
