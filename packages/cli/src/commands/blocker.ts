import type { Command } from "../command.ts";
import { givenTexts, LINE_MOMENT_NOTE, lineMoment, needed, TRAIN_OPTION, trainOfId } from "../moves/given.ts";
import { moveGroup } from "../moves/move-command.ts";

/** Issues that stop a train; none without an owner and a note. */
export const blockerCommand: Command = moveGroup(
  {
    name: "blocker",
    summary: "Issues that stop a train: add, update, resolve",
    options: {
      title: { value: "TEXT", help: "add: what it is" },
      owner: { value: "PERSON|TEAM", help: "add, update: whose it is" },
      note: { value: "TEXT", help: "add, update: how it stands" },
      "update-by": { value: "INSTANT|DATE", help: "add, update: when the owner says more" },
      ...TRAIN_OPTION,
    },
    notes: ["add needs --title, --owner and --note; update needs --note.", LINE_MOMENT_NOTE],
  },
  {
    add: {
      names: ["TRAIN"],
      options: ["title", "owner", "note", "update-by"],
      needs: ["title", "owner", "note"],
      build: (asked) => {
        const { given, names, by } = asked;
        const updateBy = lineMoment(asked, "update-by");
        return {
          act: "addBlocker",
          by,
          train: names[0] ?? "",
          title: needed(given, "title"),
          owner: needed(given, "owner"),
          note: needed(given, "note"),
          ...(updateBy !== undefined && { updateBy }),
        };
      },
    },
    update: {
      names: ["BLOCKER"],
      options: ["owner", "note", "update-by", "train"],
      needs: ["note"],
      build: (asked) => {
        const { given, names, by } = asked;
        const [blocker = ""] = names;
        const updateBy = lineMoment(asked, "update-by");
        return {
          act: "updateBlocker",
          by,
          train: trainOfId(asked, blocker),
          blocker,
          note: needed(given, "note"),
          ...givenTexts(given, "owner"),
          ...(updateBy !== undefined && { updateBy }),
        };
      },
    },
    resolve: {
      names: ["BLOCKER"],
      options: ["train"],
      build: (asked) => {
        const [blocker = ""] = asked.names;
        return { act: "resolveBlocker", by: asked.by, train: trainOfId(asked, blocker), blocker };
      },
    },
  },
);
