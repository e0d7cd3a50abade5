import type { BoardCommand } from "@footplate/core/conduct";
import type { Asked } from "../acts.ts";
import type { Command } from "../command.ts";
import { givenTexts, oneOf, TRAIN_OPTION, trainOfId } from "../moves/given.ts";
import { moveGroup } from "../moves/move-command.ts";

const RIDER = ["target", "reversible", "rollback"];

function rider(asked: Asked): Omit<BoardCommand, "act"> {
  const { given, names, by } = asked;
  const [train = "", service = "", version = ""] = names;
  const word = given.text("reversible");
  return {
    by,
    train,
    service,
    version,
    ...givenTexts(given, "target", "rollback"),
    ...(word !== undefined && { reversible: oneOf(asked, "--reversible", word, ["yes", "slow", "no"]) }),
  };
}

/** What rides on a train (R8, R17). */
export const riderCommand: Command = moveGroup(
  {
    name: "rider",
    summary: "What rides on a train: board, leave, late, accept, refuse",
    options: {
      target: { value: "STOP/TARGET", help: "board, late: for this target only" },
      reversible: { value: "yes|slow|no", help: "board, late: whether it can be taken back" },
      rollback: { value: "DURATION", help: "board, late: how long taking it back takes" },
      ...TRAIN_OPTION,
    },
    notes: ["Before the cut a rider boards and leaves. After it one asks with late, and the team accepts or refuses."],
  },
  {
    board: {
      names: ["TRAIN", "SERVICE", "VERSION"],
      options: RIDER,
      build: (asked) => ({ act: "board", ...rider(asked) }),
    },
    leave: {
      names: ["TRAIN", "SERVICE"],
      options: [],
      build: ({ names: [train = "", service = ""], by }) => ({ act: "leave", by, train, service }),
    },
    late: {
      names: ["TRAIN", "SERVICE", "VERSION"],
      options: RIDER,
      build: (asked) => ({ act: "requestLateRider", ...rider(asked) }),
    },
    accept: {
      names: ["RIDER"],
      options: ["train"],
      build: (asked) => {
        const [id = ""] = asked.names;
        return { act: "acceptLateRider", by: asked.by, train: trainOfId(asked, id), rider: id };
      },
    },
    refuse: {
      names: ["RIDER"],
      options: ["train"],
      build: (asked) => {
        const [id = ""] = asked.names;
        return { act: "refuseLateRider", by: asked.by, train: trainOfId(asked, id), rider: id };
      },
    },
  },
);
